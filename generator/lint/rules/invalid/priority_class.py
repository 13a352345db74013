"""A PriorityClass with a value above 1000000000, or with a name that Kubernetes keeps for itself.

Values above one thousand million, and names that begin with `system-`, belong to the classes that Kubernetes makes
itself: `system-cluster-critical` and `system-node-critical`.

```yaml
metadata: {name: system-shop}   # wrong
value: 2000000000               # wrong
```

Source: `pkg/apis/scheduling/validation/validation.go` (`ValidatePriorityClass`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_HIGHEST = 1_000_000_000
_OWN = {"system-cluster-critical": 2 * _HIGHEST, "system-node-critical": 2 * _HIGHEST + 1000}


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the name and the value of a class."""
    value = resource.value.get("value")
    if resource.name.startswith("system-"):
        if _OWN.get(resource.name, -1) != value or resource.value.get("globalDefault") is True:
            message = f"{resource.name!r}: names that begin with 'system-' are kept for Kubernetes"
            yield Report(("metadata", "name"), message, "name it otherwise")
    elif isinstance(value, int) and value > _HIGHEST:
        yield Report(("value",), f"the value is {value}, and {_HIGHEST} is the highest")
