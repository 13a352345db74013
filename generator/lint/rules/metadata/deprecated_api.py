"""An API version that a later Kubernetes version no longer serves.

It still works today. On the day of the upgrade the object cannot be applied any more, and Helm cannot even upgrade a
release that holds it. What the version at hand no longer has is refused, and is no matter of this rule.

```yaml
apiVersion: flowcontrol.apiserver.k8s.io/v1beta3    # gone in 1.32
apiVersion: flowcontrol.apiserver.k8s.io/v1
```

What is deprecated and not yet planned to go is a note.

Source: Kubernetes documentation, "Deprecated API Migration Guide".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Fix, Report
from generator.schemas.lifecycle import life, replacement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Severity
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """An object of an API version that is deprecated in this Kubernetes version and still served."""
    found = life(resource.api_version, resource.kind)
    if found is None or not found.is_deprecated(scope.minor):
        return
    gone = f", and Kubernetes 1.{found.removed} no longer has it" if found.removed is not None else ""
    message = f"{resource.kind} of {resource.api_version} is deprecated since Kubernetes 1.{found.deprecated}{gone}"
    instead = replacement(resource.api_version, resource.kind, scope.minor)
    version, kind = instead or ("", "")
    cure = f"use {version}" if kind == resource.kind else f"use {kind} of {version}"
    severity: Severity | None = "note" if found.removed is None else None
    yield Report(("apiVersion",), message, cure if instead else "", severity=severity)


def fix(resource: Resource, scope: Scope, report: Report) -> Iterator[Fix]:
    """The `apiVersion` becomes the one that replaces it, where the object, as it stands, means the same there."""
    from generator.lint.moved_apis import is_the_same

    version, kind = replacement(resource.api_version, resource.kind, scope.minor) or ("", "")
    if kind == resource.kind and is_the_same(resource.manifest.value, version, scope.minor):
        yield Fix(report.path, version)
