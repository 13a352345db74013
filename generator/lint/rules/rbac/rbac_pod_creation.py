"""A role that makes pods.

Who can create a pod, or a workload that does, runs it with any service account of the namespace and mounts any Secret
and volume in it; where no pod security level is enforced, as root of a node as well. So the role is worth what all of
these are worth.

```yaml
rules:
  - apiGroups: [apps]
    resources: [deployments]
    verbs: [get, list, watch, patch]   # right where create is not needed
```

Operators have to. Give them a Role in the namespace rather than a ClusterRole, and enforce the level baseline at
least on the namespaces.

Source: Kubernetes documentation, *RBAC Good Practices*, workload creation.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import grants, is_cluster_wide, ships
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_WORKLOADS = (
    ("", ("pods", "replicationcontrollers")),
    ("apps", ("deployments", "statefulsets", "daemonsets", "replicasets")),
    ("batch", ("jobs", "cronjobs")),
)


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The rules of a role that create pods or workloads."""
    if ships(resource):
        return
    where = "any namespace" if is_cluster_wide(resource, scope) else "the namespace"
    for group, names in _WORKLOADS:
        for grant in grants(resource, group, names, ("create",)):
            message = f"{grant} runs pods with any service account and Secret of {where}"
            yield Report(grant.path, message, "remove create where it is not needed")
