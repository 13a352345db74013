"""A binding of cluster-admin.

`cluster-admin` allows everything in all namespaces: whoever gets into one pod with that account owns the cluster. A
RoleBinding of it allows everything in its namespace, roles and bindings included.

```yaml
roleRef:
  kind: ClusterRole
  name: cluster-admin   # wrong: a role with what the program needs
```

The binding that ships with Kubernetes (`cluster-admin` for the group `system:masters`) is no finding; nobody and
everybody as subjects (`system:anonymous`, `system:unauthenticated`) are reported by `anonymous-access`.

Source: Kubernetes documentation, *Using RBAC Authorization* (user-facing roles), *RBAC Good Practices*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import ANONYMOUS, CLUSTER_ADMIN, MASTERS, role_of, subjects
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """Whether a binding gives somebody everything."""
    if role_of(resource) != ("ClusterRole", CLUSTER_ADMIN):
        return
    names = [name for _, name in subjects(resource) if name not in ANONYMOUS and name != MASTERS]
    if not names:
        return
    where = "in all namespaces" if resource.kind == "ClusterRoleBinding" else "in its namespace"
    message = f"cluster-admin lets {', '.join(names)} do everything {where}"
    yield Report(("roleRef", "name"), message, "bind a role with what it needs")
