"""Rules of a NetworkPolicy that `policyTypes` switches off.

`policyTypes` says which directions a policy is about. Rules for a direction that it does not list are read and
ignored: a policy with `egress` rules and `policyTypes: [Ingress]` lets everything out. If `policyTypes` is left out,
it is Ingress, and Egress as well where there are `egress` rules.

```yaml
kind: NetworkPolicy
spec:
  podSelector: {}
  policyTypes: [Ingress]            # wrong: the egress rules are ignored
  policyTypes: [Ingress, Egress]    # right
  egress:
  - to: [{podSelector: {matchLabels: {app: database}}}]
```

Source: Kubernetes documentation, "Network Policies" (policyTypes).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(policy: Resource, _scope: Scope) -> Iterator[Report]:
    """The directions of a NetworkPolicy with rules that are ignored."""
    types = policy.spec.get("policyTypes") or []
    for key, name in (("ingress", "Ingress"), ("egress", "Egress")) if types else ():
        if policy.spec.get(key) and name not in types:
            message = f"the {key} rules are ignored: policyTypes lists only {', '.join(types)}"
            yield Report(("spec", key), message, f"add {name} to policyTypes", key=True)
