"""A key that the ConfigMap or the Secret does not have.

A variable from a missing key keeps the container from starting (`CreateContainerConfigError`); an item of a volume
keeps the pod in `ContainerCreating`. A `subPath` that is no key mounts an empty directory where the program expects a
file.

```yaml
kind: ConfigMap
metadata: {name: web}
data:
  LOG_LEVEL: info
---
env:
- name: LOG_LEVEL
  valueFrom:
    configMapKeyRef: {name: web, key: log-level}    # wrong: the key is LOG_LEVEL
```

If the object is empty, which is how objects that something fills later begin, it is a warning. References with
`optional: true` and the bundles that cert-manager or service-ca inject are no fault.

Source: Kubernetes documentation, "Configure a Pod to Use a ConfigMap" (restrictions), "Volumes" (subPath).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import config_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_MANY = 6


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The keys that a pod needs of ConfigMaps and Secrets in the scope and that these lack."""
    for ref in config_references.references(pod):
        if not ref.key or not ref.name or ref.optional or "$" in ref.key:
            continue
        resource = scope.named(ref.kind, ref.name, pod.owner)
        keys = config_references.keys(resource) if resource else None
        if resource is None or keys is None or ref.key in keys:
            continue
        message = f"{resource} has no key {ref.key!r}"
        if ref.key_path[-1] == "subPath":
            message += ": an empty directory is mounted instead of a file"
        yield Report(ref.key_path, message, _cure(ref.key, keys), severity=None if keys else "warning")


def _cure(key: str, keys: set[str]) -> str:
    from generator.documents.wording import nearest

    near = nearest(key, sorted(keys))
    if near:
        return f"did you mean {near}?"
    return f"its keys are {', '.join(sorted(keys))}" if 0 < len(keys) <= _MANY else "add the key"
