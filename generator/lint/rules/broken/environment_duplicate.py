"""A variable that is defined twice in one container.

The API server accepts it with a warning, and the last one wins: whoever changes the first one wonders why nothing
happens. Tools that merge the list by name (`kubectl apply`, Kustomize) may drop either of them.

```yaml
env:
- {name: LOG_LEVEL, value: info}
- {name: LOG_LEVEL, value: debug}    # wrong: one of the two has to go
```

A second definition that uses the first one (`PATH` as `$(PATH):/opt/bin`) is no fault.

Source: Kubernetes documentation, "Define Environment Variables for a Container"; `pkg/api/pod/warnings.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The variables of a container that an earlier one has the name of."""
    seen: dict[str, int] = {}
    for index, variable in enumerate(maps(container.value.get("env"))):
        name = variable.get("name") or ""
        if name in seen and f"$({name})" not in (variable.get("value") or ""):
            message = f"{name} is defined twice: this one replaces env[{seen[name]}]"
            yield Report(("env", index, "name"), message, "remove one of the two")
        if name:
            seen[name] = index
