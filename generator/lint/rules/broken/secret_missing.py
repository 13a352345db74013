"""A pod that needs a Secret which is not among its objects.

A container whose environment refers to a missing Secret is not started (`CreateContainerConfigError`), one that
mounts it waits in `ContainerCreating` for ever. Secrets are mostly made elsewhere, so this is a reminder: a warning
where all objects of an application are known, a note in a folder of files that holds other Secrets.

```yaml
env:
- name: PASSWORD
  valueFrom:
    secretKeyRef: {name: db-credential, key: password}    # wrong: the Secret is called db-credentials
```

Secrets that a custom resource or a job speaks of (a Certificate, an ExternalSecret, a SealedSecret) are taken as made
by it. What the application can do without is marked with `optional: true`.

Source: Kubernetes documentation, "Secrets" (optional Secrets).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Report
from generator.objects import config_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The Secrets that a pod needs and that are not there, each once."""
    seen: set[str] = set()
    for ref in config_references.references(pod):
        if ref.kind != config_references.SECRET or ref.optional or ref.name in seen:
            continue
        seen.add(ref.name)
        severity = references.missing("Secret", ref.name, pod.owner, scope, "warning")
        if severity and not references.is_made_otherwise(scope, ref.name):
            otherwise = "see that it is there before the pods are, or write optional: true"
            cure = references.hint("Secret", ref.name, pod.owner, scope, otherwise)
            yield Report(ref.path, f"the Secret {ref.name} is not among these objects", cure, severity=severity)
