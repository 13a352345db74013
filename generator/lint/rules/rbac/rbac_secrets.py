"""A ClusterRole that reads the Secrets of all namespaces.

Among them are the tokens, keys and passwords of everything in the cluster, so that reading them is the same as being
an administrator. `list` and `watch` show the contents as `get` does.

```yaml
kind: ClusterRole
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get, list, watch]   # wrong: a Role in the namespace, or resourceNames
```

A ClusterRole that only RoleBindings refer to counts for their namespaces alone and is no finding; nor are rules with
`resourceNames`, and Roles.

Source: Kubernetes documentation, *RBAC Good Practices*, listing secrets.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import grants, is_cluster_wide, ships
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The rules of a ClusterRole that read all Secrets."""
    if ships(resource) or not is_cluster_wide(resource, scope):
        return
    for grant in grants(resource, "", ("secrets",), ("get", "list", "watch")):
        message = f"{grant} shows the Secrets of all namespaces"
        yield Report(grant.path, message, "use a Role in the namespace, or name the Secrets in resourceNames")
