"""A toleration that the API server refuses.

A toleration without a key tolerates everything, and says so with `operator: Exists`. `Exists` takes no value, and
`tolerationSeconds` belongs to the effect `NoExecute`. Keys and values are those of labels.

```yaml
tolerations:
- key: dedicated
  operator: Exists
  value: gpu              # wrong: Exists takes none
- effect: NoSchedule      # wrong: no key, and no operator: Exists
```

Source: `pkg/apis/core/validation/validation.go` (`ValidateTolerations`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


@of_pods
def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """What is wrong with a pod's tolerations."""
    return faults(pod.spec.get("tolerations"), ("spec", "tolerations"))


def faults(tolerations: Any, path: Path) -> Iterator[Report]:
    """What is wrong with the tolerations at a path."""
    for index, toleration in enumerate(maps(tolerations)):
        yield from _one(toleration, (*path, index))


def _one(toleration: Mapping[str, Any], path: Path) -> Iterator[Report]:
    key, value = toleration.get("key") or "", toleration.get("value") or ""
    operator, effect = toleration.get("operator") or "Equal", toleration.get("effect") or ""
    reason = syntax.qualified_name(key) if key else None
    if reason:
        yield Report((*path, "key"), f"{key!r} is no key of a taint: {reason}")
    if not key and operator != "Exists":
        message = "the toleration has no key and does not tolerate everything"
        yield Report(path, message, "write operator: Exists, or a key")
    if toleration.get("tolerationSeconds") is not None and effect != "NoExecute":
        message = f"tolerationSeconds belongs to the effect NoExecute, and this is {effect or 'every effect'}"
        yield Report((*path, "tolerationSeconds"), message, "write effect: NoExecute", key=True)
    reason = syntax.label_value(value) if operator == "Equal" else None
    if reason:
        yield Report((*path, "value"), f"{value!r} is no value of a taint: {reason}")
    elif operator == "Exists" and value:
        yield Report((*path, "value"), f"operator Exists takes no value, and this is {value!r}", "remove value")
    elif operator in ("Lt", "Gt"):
        message = f"operator {operator} is not served: it needs a feature gate that is off by default"
        yield Report((*path, "operator"), message, "write Equal or Exists")
