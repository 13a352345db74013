"""A volume whose name is no DNS label or is taken, or that has several sources.

Each volume has a name of its own (lower-case letters, digits and '-', 63 at most) and one source; one without any is
an empty directory.

```yaml
volumes:
- name: cache
  emptyDir: {}
  hostPath: {path: /var/cache}   # wrong: a second source
- name: cache                    # wrong: the name is taken
  configMap: {name: web}
```

A strategic merge patch that changes the source of a volume keeps the old one beside it; write `emptyDir: null` for it.

Source: `pkg/apis/core/validation/validation.go` (`ValidateVolumes`, `validateVolumeSource`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.pod_templates import of_pods, volumes
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """Volumes without a proper name, or with more than one source."""
    seen: set[str] = set()
    for index, volume in volumes(pod, scope.minor):
        path, name = ("spec", "volumes", index), volume.get("name")
        if isinstance(name, str):
            reason = syntax.dns_label(name)
            if reason:
                yield Report((*path, "name"), f"{name!r} is no name for a volume: {reason}")
            elif name in seen:
                yield Report((*path, "name"), f"the name {name!r} is that of another volume of this pod")
            seen.add(name)
        sources = [key for key, value in volume.items() if isinstance(value, dict)]
        if len(sources) > 1:
            message = f"the volume {name!r} has {len(sources)} sources: {', '.join(sources)}"
            yield Report((*path, sources[1]), message, "keep one of them", key=True)
