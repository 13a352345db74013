"""An object without labels that the platform requires.

Says nothing until the configuration names them; `kinds` limits them to some kinds of object.

```yaml
lint:
  rules:
    required-labels: {labels: [team, cost-centre], kinds: [Deployment, StatefulSet]}
```

Source: the configuration.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """An object that lacks required labels."""
    options = scope.options("required-labels")
    if not options["labels"] or (options["kinds"] and resource.type not in options["kinds"]):
        return
    missing = [str(name) for name in options["labels"] if name not in resource.labels]
    if missing:
        path = ("metadata", "labels") if resource.labels else ("metadata",)
        said = f"the labels {', '.join(missing)} are" if len(missing) > 1 else f"the label {missing[0]} is"
        cure = ", ".join(f"{name}: …" for name in missing)
        yield Report(path, f"{said} required and missing", f"metadata: {{labels: {{{cure}}}}}", key=True)
