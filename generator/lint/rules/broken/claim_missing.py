"""A pod that mounts a PersistentVolumeClaim which does not exist.

The pod stays Pending ("persistentvolumeclaim not found") until somebody makes the claim in its namespace.

```yaml
volumes:
- name: data
  persistentVolumeClaim:
    claimName: db-data      # wrong: the claim is called database-data
```

Claims that a StatefulSet makes from its templates (`data-db-0`) are no fault. In a folder of files it counts as a
warning, and only if there are other claims in the namespace.

Source: Kubernetes documentation, "Persistent Volumes" (claims as volumes).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

CLAIM = "PersistentVolumeClaim"


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The claims that a pod mounts and that do not exist."""
    templates = maps(pod.owner.spec.get("volumeClaimTemplates"))
    replaced = {at(claim, "metadata", "name") for claim in templates}
    for index, volume in enumerate(maps(pod.spec.get("volumes"))):
        if volume.get("name") in replaced:
            continue  # the StatefulSet puts its own claim there
        name = at(volume, "persistentVolumeClaim", "claimName")
        severity = references.missing(CLAIM, name, pod.owner, scope) if name else None
        if severity and not _is_of_stateful_set(name, scope) and not references.is_made_otherwise(scope, name):
            cure = references.hint(CLAIM, name, pod.owner, scope, "create the claim")
            path = ("spec", "volumes", index, "persistentVolumeClaim", "claimName")
            yield Report(path, references.absent(CLAIM, name, scope), cure, severity=severity)


def _is_of_stateful_set(name: str, scope: Scope) -> bool:
    """Whether a StatefulSet of the scope makes a claim of that name."""
    return any(
        name.startswith(f"{at(claim, 'metadata', 'name')}-{owner.name}-")
        for owner in scope.of("StatefulSet")
        for claim in maps(owner.spec.get("volumeClaimTemplates"))
    )
