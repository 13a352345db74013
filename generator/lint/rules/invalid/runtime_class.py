"""A RuntimeClass whose handler is no DNS label, or whose overhead is no amount.

The handler is the name under which the container runtime of the nodes knows it: lower-case letters, digits and `-`.

```yaml
handler: kata_qemu   # wrong
handler: kata-qemu   # right
```

Source: `pkg/apis/node/validation/validation.go` (`ValidateRuntimeClass`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import compute_resources, label_selectors, syntax
from generator.lint.rule import Report
from generator.lint.rules.invalid.toleration import faults
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with a class of runtimes."""
    handler = resource.value.get("handler")
    reason = syntax.dns_label(handler) if isinstance(handler, str) else None
    if reason:
        yield Report(("handler",), f"{handler!r} is no handler: {reason}")
    path: Path = ("overhead", "podFixed")
    for name, amount in (at(resource.value, *path) or {}).items():
        yield from compute_resources.amount_faults(name, amount, (*path, name))
    yield from _tolerations(at(resource.value, "scheduling", "tolerations"), ("scheduling", "tolerations"))
    selector = at(resource.value, "scheduling", "nodeSelector") or {}
    yield from label_selectors.label_faults(selector, ("scheduling", "nodeSelector"))


def _tolerations(tolerations: Any, path: Path) -> Iterator[Report]:
    yield from faults(tolerations, path)
    found = maps(tolerations)
    for index, one in enumerate(found):
        if one in found[:index]:
            yield Report((*path, index), "the toleration stands twice", "remove it")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB`, `GiB` or `gi`, or with a blank in it, gets Kubernetes' own unit."""
    from generator.lint.fixes import quantity

    return quantity(resource.value, report.path)
