"""NetworkPolicies that let pods reach others, and not the DNS server that knows the addresses.

As soon as one policy lists `egress` rules for a pod, everything else is closed to it, name resolution on port 53
included. The program finds no address for the host that the rule allows, and waits until its resolver gives up.

```yaml
kind: NetworkPolicy
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Egress]
  egress:
  - to: [{podSelector: {matchLabels: {app: database}}}]
  - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]    # wrong without it
```

All policies of a pod count together: it is enough that one of them allows it. It is a warning, and a note in a folder
of files, where the policy for DNS may be elsewhere. Policies that let nothing out at all are no fault, nor are pods on
the host's network.

Source: Kubernetes documentation, "Network Policies" (isolation), "DNS for Services and Pods".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects.scope import matches, same_namespace
from generator.objects.selection import pods_of
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope

_PORTS = frozenset({53, 5353, "dns", "dns-tcp"})
"""CoreDNS listens on 53, that of OpenShift on 5353; their ports are called dns and dns-tcp."""


def check(policy: Resource, scope: Scope) -> Iterator[Report]:
    """The egress rules of a policy whose pods may ask no DNS server."""
    rules = maps(policy.spec.get("egress"))
    if not rules or any(_allows_dns(rule) for rule in rules) or "Egress" not in _types(policy):
        return
    selected = pods_of(policy.spec.get("podSelector") or {}, policy, scope)
    others = [one for one in scope.of("NetworkPolicy") if any(map(_allows_dns, maps(one.spec.get("egress"))))]
    pods = [
        pod
        for pod in selected
        if not pod.spec.get("hostNetwork") and not any(_is_about(other, pod) for other in others)
    ]
    if pods:
        message = f"{selection.owners(pods)} may ask no DNS server: no policy lets port 53 out"
        cure = "add an egress rule with ports 53/UDP and 53/TCP"
        yield Report(("spec", "egress"), message, cure, severity=None if scope.whole else "note")


def _types(policy: Resource) -> list[str]:
    return policy.spec.get("policyTypes") or ["Egress"]


def _is_about(policy: Resource, pod: Pod) -> bool:
    selector = policy.spec.get("podSelector") or {}
    return "Egress" in _types(policy) and same_namespace(policy, pod.owner) and matches(pod.labels, selector)


def _allows_dns(rule: dict[str, Plain]) -> bool:
    peers, ports = maps(rule.get("to")), maps(rule.get("ports"))
    if peers and not any(peer.get("namespaceSelector") is not None or peer.get("ipBlock") for peer in peers):
        return False  # pods of its own namespace alone
    return not ports or any(_is_dns(port) for port in ports)


def _is_dns(port: dict[str, Plain]) -> bool:
    number, last = port.get("port"), port.get("endPort")
    if isinstance(number, int) and isinstance(last, int):
        return any(number <= one <= last for one in _PORTS if isinstance(one, int))
    return number is None or number in _PORTS
