"""A workload or Service without the labels that tools look for.

Dashboards, cost reports and `kubectl get -l` find the parts of an application by `app.kubernetes.io/name` and its
relatives. The option `labels` says which are wanted.

```yaml
metadata:
  labels:
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: shop
```

Source: Kubernetes documentation, "Recommended Labels".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """An object that lacks recommended labels."""
    missing = [str(name) for name in scope.options("recommended-labels")["labels"] if name not in resource.labels]
    if missing:
        path = ("metadata", "labels") if resource.labels else ("metadata",)
        said = f"the labels {', '.join(missing)} are" if len(missing) > 1 else f"the label {missing[0]} is"
        message = f"{said} missing: tools do not see what it is part of"
        cure = ", ".join(f"{name}: …" for name in missing)
        yield Report(path, message, f"metadata: {{labels: {{{cure}}}}}", key=True)
