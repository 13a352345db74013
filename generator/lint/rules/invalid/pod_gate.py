"""A readiness or scheduling gate that the API server refuses.

Both are named like labels (`example.com/ready`). A scheduling gate stands once, and a pod that waits for one cannot
name its node yet.

```yaml
schedulingGates:
- name: example.com/quota
nodeName: node-1             # wrong beside a gate
```

Source: `pkg/apis/core/validation/validation.go` (`validateReadinessGates`, `validateSchedulingGates`,
`ValidatePodCreate`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_GATES = 27


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with a pod's gates."""
    for index, gate in enumerate(maps(pod.spec.get("readinessGates"))):
        name = gate.get("conditionType")
        reason = syntax.qualified_name(name) if isinstance(name, str) else None
        if reason:
            path = ("spec", "readinessGates", index, "conditionType")
            yield Report(path, f"{name!r} is no type of a condition: {reason}")
    gates = maps(pod.spec.get("schedulingGates"))
    if not gates or scope.minor < _GATES:
        return
    seen: set[str] = set()
    for index, gate in enumerate(gates):
        path, name = ("spec", "schedulingGates", index, "name"), gate.get("name")
        reason = syntax.qualified_name(name) if isinstance(name, str) else None
        if reason or name in seen:
            yield Report(path, f"{name!r} is no name for a gate: {reason or 'it is taken'}")
        seen.add(str(name))
    if pod.spec.get("nodeName") and pod.owner.type == "Pod":
        yield Report(("spec", "nodeName"), "nodeName is set while schedulingGates are", "remove one of them", key=True)
