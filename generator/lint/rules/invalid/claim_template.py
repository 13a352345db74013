"""A template of volume claims that the API server refuses.

Claims in `volumeClaimTemplates` of a StatefulSet and in `ephemeral` volumes have at least one access mode, ask for
more than 0 of storage, and use `ReadWriteOncePod` alone.

```yaml
volumeClaimTemplates:
- metadata: {name: data}
  spec:
    accessModes: [ReadWriteOnce]
    resources:
      requests: {storage: 10 GB}   # wrong: 10Gi
```

Source: `pkg/apis/core/validation/validation.go` (`ValidatePersistentVolumeClaimSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax, volume_claims
from generator.lint.label_selectors import label_faults
from generator.lint.pod_templates import of_pods, volumes
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


@of_pods
def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the claims that a workload makes."""
    if resource.type == "StatefulSet":
        for index, claim in enumerate(maps(resource.spec.get("volumeClaimTemplates"))):
            path: Path = ("spec", "volumeClaimTemplates", index)
            name = str(at(claim, "metadata", "name") or "")
            reason = syntax.dns_label(name)
            if reason:
                yield Report((*path, "metadata", "name"), f"{name!r} is no name for a volume: {reason}")
            yield from _claim(claim.get("spec"), (*path, "spec"), scope.minor)
    if resource.pod is not None:
        for index, volume in volumes(resource.pod, scope.minor):
            if isinstance(volume.get("ephemeral"), dict):
                path = (*resource.pod.path, "spec", "volumes", index, "ephemeral")
                yield from _ephemeral(volume["ephemeral"], path, scope.minor)


def _ephemeral(source: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    template = source.get("volumeClaimTemplate")
    if not isinstance(template, dict):
        yield Report(path, "the volume has no volumeClaimTemplate", "write volumeClaimTemplate")
        return
    path = (*path, "volumeClaimTemplate")
    yield from label_faults(at(template, "metadata", "labels") or {}, (*path, "metadata", "labels"))
    if isinstance(template.get("spec"), dict):
        yield from _claim(template["spec"], (*path, "spec"), minor)


def _claim(spec: Any, path: Path, minor: int) -> Iterator[Report]:
    if isinstance(spec, dict):
        yield from volume_claims.faults(spec, path, minor)
    else:
        yield Report(path[:-1], "the claim has no spec", "write accessModes and resources.requests.storage")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB`, `GiB` or `gi`, or with a blank in it, gets Kubernetes' own unit."""
    from generator.lint.fixes import quantity

    return quantity(resource.value, report.path)
