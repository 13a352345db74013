"""A job that stays in the cluster when it is done.

Finished Jobs and their pods are kept for ever unless somebody removes them: lists grow, and the API server and the job
controller carry them along.

```yaml
spec:
  ttlSecondsAfterFinished: 86400
```

Jobs of a CronJob are removed by its history limits, hooks of Helm and Argo CD by these. Where a tool applies the same
manifests again and again, a Job that has removed itself is run again: give it a name of its own for each version, or
make it a hook.

Source: Kubernetes documentation, "Automatic Cleanup for Finished Jobs".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_HOOKS = frozenset({"helm.sh/hook", "argocd.argoproj.io/hook"})


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """A Job that nothing removes."""
    if resource.spec.get("ttlSecondsAfterFinished") is None and _HOOKS.isdisjoint(resource.annotations):
        message = "ttlSecondsAfterFinished is missing: the job and its pods stay in the cluster when they are done"
        yield Report(("spec",), message, "ttlSecondsAfterFinished: 86400")
