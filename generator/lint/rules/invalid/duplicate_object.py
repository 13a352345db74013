"""The same object twice: two objects with one group, kind, namespace and name.

`kubectl apply` sends both, and the one that comes last wins; `kubectl create` and `helm install` fail with
*already exists* at the second. Mostly a copied object was not renamed, or a loop in a template does not name what it
makes by the item.

Among the objects of a chart, a kustomization or an environment that is an error. In one file it is a warning. Objects
in different files of a folder are often variants of each other, and are not compared.

```yaml
kind: ConfigMap
metadata: {name: settings}
---
kind: ConfigMap
metadata: {name: settings}   # wrong: name it otherwise, or remove one
```

Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The object, where one of its name came before it."""
    alike = scope.alike(resource.type, resource.name)
    if len(alike) == 1 or not resource.name or scope.named(resource.type, resource.name, resource) in (None, resource):
        return
    for other in alike:
        if other is resource:
            return
        if other.namespace == resource.namespace and _together(other, resource, scope):
            message = f"there is a {resource.kind} {resource.name!r} already: {_place(other)}"
            cure = "name it otherwise, or remove one"
            yield Report(("metadata", "name"), message, cure, severity=None if scope.whole else "warning")
            return


def _together(one: Resource, other: Resource, scope: Scope) -> bool:
    return scope.whole or one.manifest.origin.source == other.manifest.origin.source


def _place(resource: Resource) -> str:
    place = resource.manifest.place(("metadata", "name"))
    return f"{resource.manifest.origin.source}:{place.line}"
