"""A pod that runs as a ServiceAccount which does not exist.

No pod is made at all: the API server refuses each one ("error looking up service account"), and the Deployment shows
only that none of its replicas is there. A ServiceAccount is looked for in the namespace of the pod.

```yaml
kind: Deployment
spec:
  template:
    spec:
      serviceAccountName: webapp     # wrong: the ServiceAccount is called web-app
```

`default` is in every namespace. In a folder of files it counts as a warning, and only if there are other
ServiceAccounts in the namespace.

Source: Kubernetes documentation, "Configure Service Accounts for Pods"; `plugin/pkg/admission/serviceaccount`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_MADE_BY_CLUSTERS = frozenset({"default", "builder", "deployer"})
"""The last two on OpenShift."""


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The ServiceAccount of a pod that does not exist."""
    key = "serviceAccountName" if pod.spec.get("serviceAccountName") else "serviceAccount"
    name = pod.spec.get(key) or ""
    if not name or name in _MADE_BY_CLUSTERS:
        return
    severity = references.missing("ServiceAccount", name, pod.owner, scope)
    if severity and not references.is_made_otherwise(scope, f"ServiceAccount/{name}"):
        cure = references.hint("ServiceAccount", name, pod.owner, scope, "create it: without it no pod is made")
        yield Report(("spec", key), references.absent("ServiceAccount", name, scope), cure, severity=severity)
