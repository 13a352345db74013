"""A NetworkPolicy that lets traffic in on a port that its pods do not have.

The ports of `ingress` are those of the pods, not those of the Service before them. A name is looked up among the
ports of the containers; one that none declares allows nothing. A number that none of them declares (a warning) is
mostly the port of the Service: the requests arrive on its `targetPort`, and the policy drops them.

```yaml
kind: NetworkPolicy
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
  - ports:
    - port: 80        # wrong: the port of the Service
    - port: 8080      # right: the port of the container
```

Source: Kubernetes documentation, "Network Policies"; `networking.k8s.io/v1` `NetworkPolicyPort`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects import traffic
from generator.objects.selection import pods_of
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope


def check(policy: Resource, scope: Scope) -> Iterator[Report]:
    """The ports of a NetworkPolicy's ingress that no pod of it has."""
    rules = maps(policy.spec.get("ingress"))
    if not any(rule.get("ports") for rule in rules):
        return
    selector = policy.spec.get("podSelector") or {}
    pods = pods_of(selector, policy, scope)
    chosen = bool(selector.get("matchLabels") or selector.get("matchExpressions"))
    for number, rule in enumerate(rules if pods and chosen else ()):
        for index, port in enumerate(maps(rule.get("ports"))):
            message = _fault(port, pods)
            if message:
                known = traffic.named_ports(pods, port.get("protocol") or "TCP")
                cure = f"the containers declare {', '.join(known[:4])}" if known else ""
                path = ("spec", "ingress", number, "ports", index, "port")
                named = isinstance(port.get("port"), str)
                yield Report(path, message, cure, severity=None if named else "warning")


def _fault(port: dict[str, Plain], pods: list[Pod]) -> str | None:
    wanted, protocol = port.get("port"), port.get("protocol") or "TCP"
    if isinstance(wanted, str):
        if any(traffic.declares(pod, wanted, protocol) for pod in pods):
            return None
        return f"no container of {selection.owners(pods)} has a port {wanted!r} ({protocol})"
    if not isinstance(wanted, int) or not all(traffic.container_ports(pod, protocol) for pod in pods):
        return None
    last = port.get("endPort") or wanted
    declared = {one.get("containerPort") or 0 for pod in pods for one in traffic.container_ports(pod, protocol)}
    if any(wanted <= one <= last for one in declared):
        return None
    said = f"port is {wanted}" + (f" to {last}" if last > wanted else "")
    return f"{said}, and no container of {selection.owners(pods)} declares that port ({protocol})"
