"""A PersistentVolumeClaim that the API server refuses: without access mode or storage, or with a source that cannot be.

A claim says at least one access mode and how much storage it wants, more than 0. `ReadWriteOncePod` stands alone. A
data source (`dataSourceRef`) without API group is another claim; a snapshot is in `snapshot.storage.k8s.io`.

```yaml
spec:
  resources:
    requests:
      storage: 10GB   # wrong
      storage: 10Gi   # right
```

Source: `pkg/apis/core/validation/validation.go` (`ValidatePersistentVolumeClaimSpec`, `validateDataSource`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.volume_claims import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Fix, Report
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with a claim."""
    return faults(resource.spec, ("spec",), scope.minor)


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB`, `GiB` or `gi`, or with a blank in it, gets Kubernetes' own unit."""
    from generator.lint.fixes import quantity

    return quantity(resource.value, report.path)
