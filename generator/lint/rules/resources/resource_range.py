"""A request or limit outside the range that the platform allows.

Says nothing until the configuration sets bounds, each a quantity:

```yaml
lint:
  rules:
    resource-range: {min-cpu: 10m, max-cpu: "4", min-memory: 16Mi, max-memory: 8Gi}
```

Source: the configuration; Kubernetes documentation, "Limit Ranges", enforces the like in a cluster.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import quantities
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, scope: Scope) -> Iterator[Report]:
    """Requests and limits of cpu and memory outside the configured range."""
    options = scope.options("resource-range")
    if not any(options.values()):
        return
    for kind in ("requests", "limits"):
        for name in ("cpu", "memory"):
            written = at(container.value, "resources", kind, name)
            amount = quantities.parse(written)
            if amount is None:
                continue
            least, most = quantities.parse(options[f"min-{name}"]), quantities.parse(options[f"max-{name}"])
            said, path = f"the {name} {kind[:-1]} of {written}", ("resources", kind, name)
            if least is not None and amount < least:
                yield Report(path, f"{said} is less than is allowed", f"{options[f'min-{name}']} or more")
            elif most is not None and amount > most:
                yield Report(path, f"{said} is more than is allowed", f"{options[f'max-{name}']} or less")
