"""An object of an apiVersion and kind that this Kubernetes does not have: removed, not there yet, or misspelt.

Kubernetes removes beta versions of its APIs, and manifests that name them stop working with the upgrade: *no matches
for kind "Ingress" in version "extensions/v1beta1"*. The replacement is mostly the same object with another
`apiVersion`; where fields have changed, the migration guide says how.

```yaml
apiVersion: policy/v1beta1   # wrong from Kubernetes 1.25 on
apiVersion: policy/v1        # right
kind: PodDisruptionBudget
```

Source: <https://kubernetes.io/docs/reference/using-api/deprecation-guide/>, the lifecycle of each API in the Go types
of `k8s.io/api`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.rule import Fix, Report
from generator.objects.resource import is_built_in
from generator.schemas import bundle, lifecycle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_KUSTOMIZE = "builtin"
"""The apiVersion of the generators and transformers that are part of kustomize."""


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The apiVersion and kind, where this Kubernetes does not serve them."""
    version, kind = resource.api_version, resource.kind
    if (
        version == _KUSTOMIZE
        or not is_built_in(resource.group)
        or bundle.schema(scope.minor, version, kind) is not None
    ):
        return
    life = lifecycle.life(version, kind)
    instead = lifecycle.replacement(version, kind, scope.minor) if life else None
    cure = (
        f"write apiVersion: {instead[0]}" + (f" and kind: {instead[1]}" if instead[1] != kind else "")
        if instead
        else ""
    )
    name = f"{kind} of {version}"
    if life is None:
        yield _unknown(version, kind, scope.minor)
    elif life.removed is not None and life.removed <= scope.minor:
        message = f"Kubernetes 1.{life.removed} removed {name}"
        yield Report(("apiVersion",), message, cure)
    elif life.introduced > scope.minor:
        message = f"{name} comes with Kubernetes 1.{life.introduced} only"
        yield Report(("apiVersion",), message, cure)
    else:
        yield Report(("apiVersion",), f"Kubernetes 1.{scope.minor} does not serve {name}", cure)


def _unknown(version: str, kind: str, minor: int) -> Report:
    """What never was: the kind in another group, the kind spelt otherwise, or neither."""
    known = [entry.split() for entry in bundle.bundle().kinds(minor)]
    elsewhere = sorted({other for other, name in known if name == kind}, key=_preference)
    if elsewhere:
        cure = f"write apiVersion: {elsewhere[-1]}"
        return Report(("apiVersion",), f"{version} has no {kind}: it is in another group or version", cure)
    from difflib import get_close_matches

    here = sorted({name for other, name in known if other == version})
    if not here:
        return Report(("apiVersion",), f"Kubernetes 1.{minor} has no API {version}")
    near = get_close_matches(kind, here, n=1)
    return Report(("kind",), f"{version} has no kind {kind!r}", f"write {near[0]}" if near else "")


def _preference(version: str) -> tuple[bool, bool, str]:
    """Stable versions are the last."""
    return "alpha" not in version, "beta" not in version, version


def fix(resource: Resource, scope: Scope, report: Report) -> Iterator[Fix]:
    """The `apiVersion` becomes the one that serves the kind now, and a kind gets its capitals.

    Where the object, as it stands, is one of that version and means the same there.
    """
    from generator.lint.moved_apis import is_the_same

    value: Any = resource.manifest.value
    version, kind = resource.api_version, resource.kind
    kinds = [entry.split() for entry in bundle.bundle().kinds(scope.minor)]
    if report.path == ("kind",):
        same = [name for other, name in kinds if other == version and name.lower() == kind.lower()]
        yield from (
            Fix(report.path, name) for name in same[:1] if is_the_same({**value, "kind": name}, version, scope.minor)
        )
        return
    instead = lifecycle.replacement(version, kind, scope.minor)
    elsewhere = [other for other, name in kinds if name == kind] if lifecycle.life(version, kind) is None else []
    if instead is not None and instead[1] == kind:
        elsewhere = [instead[0]]
    if len({other.rpartition("/")[0] for other in elsewhere}) == 1:
        best = max(elsewhere, key=_preference)
        yield from [Fix(report.path, best)] if is_the_same(value, best, scope.minor) else []
