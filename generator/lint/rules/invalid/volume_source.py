"""A volume whose source the API server refuses.

Files of ConfigMaps, Secrets and the downward API go to relative paths without `..`, and have modes from 0 to 0777
(which YAML that is not quoted reads as octal, and JSON as decimal). `hostPath` has no `..`, `nfs` an absolute path.

```yaml
volumes:
- name: config
  configMap:
    name: web
    defaultMode: 755     # wrong: decimal, and more than 0777
    defaultMode: 0755    # right
    items:
    - key: web.conf
      path: /etc/web.conf   # wrong: absolute
      path: web.conf        # right
```

Source: `pkg/apis/core/validation/validation.go` (`validateVolumeSource` and what it calls).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.pod_templates import of_pods, volumes
from generator.lint.rule import Report
from generator.lint.volume_files import downward_faults, item_faults, mode_fault
from generator.lint.volume_sources import CHECKS, required

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_REFERENCES = 37
"""From 1.37 on an image has to be named in templates as well; in pods it always had."""
_FILES = {"configMap": "name", "secret": "secretName"}


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with the sources of a pod's volumes; projected ones have a rule of their own."""
    for index, volume in volumes(pod, scope.minor):
        kind = next((key for key, value in volume.items() if isinstance(value, dict)), "")
        if not kind:
            continue
        source, path = volume[kind], ("spec", "volumes", index, kind)
        if kind in _FILES:
            yield from required(source, path, _FILES[kind])
            yield from mode_fault(source, path, "defaultMode")
            yield from item_faults(source, path)
        elif kind == "downwardAPI":
            yield from mode_fault(source, path, "defaultMode")
            yield from downward_faults(source, path, scope.minor)
        elif kind in CHECKS:
            yield from CHECKS[kind](source, path)
        if kind == "csi":
            yield from _csi(source, path)
        elif (
            kind == "image" and (scope.minor >= _REFERENCES or pod.owner.type == "Pod") and not source.get("reference")
        ):
            yield Report(path, "the volume names no image", "write reference: …")


def _csi(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    driver = source.get("driver") or ""
    reason = syntax.dns_subdomain(driver.lower())
    if driver and reason:
        yield Report((*path, "driver"), f"{driver!r} is no name of a CSI driver: {reason}")


def fix(pod: Pod, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A mode of which only the zero is missing gets it: `0644` for `644`. A `sizeLimit` gets Kubernetes' own unit."""
    from generator.lint.fixes import mode, quantity

    return quantity(pod.value, report.path) if report.path[-1] == "sizeLimit" else mode(pod, report.path)
