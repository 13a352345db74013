"""An owner reference or a finalizer that the API server refuses.

An owner reference names an object by `apiVersion`, `kind`, `name` and `uid`, none of which may be empty, and one owner
at most is the `controller`. Both are written by controllers; in a manifest they are mostly left over from
`kubectl get -o yaml` and do not belong there, because the `uid` is another one in every cluster. A finalizer is a name
with a domain before it, or one of Kubernetes' own: `orphan`, `foregroundDeletion`, `kubernetes`.

```yaml
metadata:
  finalizers:
  - cleanup               # wrong
  - example.com/cleanup   # right
```

Source: `apimachinery/pkg/api/validation/objectmeta.go` (`ValidateOwnerReferences`, `ValidateFinalizers`),
`pkg/apis/core/validation/validation.go` (`validateKubeFinalizerName`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import object_names, syntax
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_OWN = frozenset({"orphan", "foregroundDeletion", "kubernetes"})
_STRICT_GROUPS = frozenset({"", "apps", "batch", "networking.k8s.io", "rbac.authorization.k8s.io"})


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with an object's owners and finalizers."""
    yield from _finalizers(resource)
    controllers: list[Mapping[str, Any]] = []
    for index, owner in enumerate(maps(resource.metadata.get("ownerReferences"))):
        path = ("metadata", "ownerReferences", index)
        for name in ("apiVersion", "kind", "name", "uid"):
            if owner.get(name) == "":
                yield Report((*path, name), f"{name} of an owner must not be empty")
        if str(owner.get("apiVersion")).count("/") > 1:
            yield Report((*path, "apiVersion"), f"{owner['apiVersion']!r} is no group and version")
        if owner.get("controller") is not True or owner in controllers:
            continue  # the same owner twice is made one
        controllers.append(owner)
        if len(controllers) > 1:
            yield Report((*path, "controller"), "a second owner is the controller", "leave one")


def _finalizers(resource: Resource) -> Iterator[Report]:
    finalizers = [one for one in resource.metadata.get("finalizers") or () if isinstance(one, str)]
    is_strict = resource.group in _STRICT_GROUPS and object_names.needs_name(resource.type)
    for index, finalizer in enumerate(finalizers):
        reason = syntax.qualified_name(finalizer)
        if reason is None and is_strict and "/" not in finalizer and finalizer not in _OWN:
            reason = "it needs a domain before it, such as example.com/" + finalizer
        if reason:
            yield Report(("metadata", "finalizers", index), f"{finalizer!r} is no finalizer: {reason}")
    if {"orphan", "foregroundDeletion"}.issubset(finalizers):
        yield Report(("metadata", "finalizers"), "orphan and foregroundDeletion stand together", "keep one of them")
