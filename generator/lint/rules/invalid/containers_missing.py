"""A pod, or the template of one, without a container.

A pod needs at least one ordinary container; init containers do not count. Where `spec` itself is missing there is
none either: the schemas call it optional, the API server does not.

```yaml
template:
  metadata:
    labels: {app: web}
  spec:
    containers:
    - name: web
      image: web:1.2.3
```

Source: `pkg/apis/core/validation/validation.go` (`validateContainers`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import at
from generator.schemas.bundle import schema
from generator.schemas.schema import field
from generator.schemas.scopes import pod_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


@of_pods
def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A pod spec that is not there, or that holds no container; what the schema requires it reports itself."""
    steps = (*(pod_path(resource.type) or ()), "spec")
    for depth in range(1, len(steps) + 1):
        path = steps[:depth]
        if at(resource.value, *path) is None:
            if not _is_said(resource, path, scope.minor):
                cure = "write spec with containers" if path[-1] == "spec" else f"write {path[-1]}"
                yield Report(path[:-1], f"{path[-1]} is missing: there is no container to run", cure)
            return
    if at(resource.value, *steps, "containers") == []:
        yield Report((*steps, "containers"), "containers is empty: a pod needs at least one", "write a container")


def _is_said(resource: Resource, path: Path, minor: int) -> bool:
    """Whether the schema reports it already: there is something of the wrong type, or the schema requires it."""
    if at(resource.manifest.value, *path) is not None:
        return True
    whole = schema(minor, resource.api_version, resource.kind)
    parent = field(whole, path[:-1]) if whole else None
    return parent is not None and path[-1] in parent.required
