"""Annotations for Helm or Argo CD on a pod template, where they do nothing.

Helm and Argo CD read `helm.sh/hook`, `helm.sh/resource-policy`, `argocd.argoproj.io/hook` and their like on the
objects that they apply. On the template of pods inside such an object they are plain annotations of the pods: the job
is no hook, and runs together with everything else, or its second version is refused because Jobs are immutable.

```yaml
kind: Job
metadata:
  annotations: {helm.sh/hook: pre-upgrade}       # right
spec:
  template:
    metadata:
      annotations: {helm.sh/hook: pre-upgrade}   # wrong
```

If the object itself has the annotation as well, the second one is only idle: a note.

Source: Helm documentation, "Chart Hooks"; Argo CD documentation, "Resource Hooks" and "Sync Phases and Waves".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_READ_ON_OBJECTS = frozenset(
    {
        "helm.sh/hook", "helm.sh/hook-weight", "helm.sh/hook-delete-policy", "helm.sh/resource-policy",
        "argocd.argoproj.io/hook", "argocd.argoproj.io/hook-delete-policy", "argocd.argoproj.io/sync-wave",
        "argocd.argoproj.io/sync-options",
    }
)  # fmt: skip


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The annotations of a pod template that only count on objects."""
    if not pod.path:
        return
    for key in pod.metadata.get("annotations") or ():
        if key in _READ_ON_OBJECTS:
            idle = key in pod.owner.annotations
            message = f"{key} does nothing on the pods of a {pod.owner.kind}"
            cure = "remove it" if idle else f"move it to metadata.annotations of the {pod.owner.kind}"
            yield Report(("metadata", "annotations", key), message, cure, key=True, severity="note" if idle else None)
