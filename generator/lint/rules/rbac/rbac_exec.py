"""A role that gets into running containers.

`pods/exec`, `pods/attach` and `pods/ephemeralcontainers` run programs with everything that the pod has: its account,
its Secrets, its network. `pods/portforward` passes every NetworkPolicy. Until Kubernetes 1.34 the verb `get` is enough
for exec, attach and portforward, because a WebSocket begins with one; from 1.35 on it takes `create` as well.

```yaml
rules:
  - apiGroups: [""]
    resources: [pods, pods/log]         # right for looking
    resources: [pods, pods/exec]        # wrong
    verbs: [get]
```

Source: Kubernetes documentation, *RBAC Good Practices*, and *Feature Gates*,
`AuthorizePodWebsocketUpgradeCreatePermission`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import grants, is_cluster_wide, ships, spoken
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_SESSIONS = ("pods/exec", "pods/attach", "pods/portforward")
_CREATE_ALONE = 35


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The rules of a role that get into running containers."""
    if ships(resource):
        return
    where = "all namespaces" if is_cluster_wide(resource, scope) else "the namespace"
    ways = (
        (_SESSIONS, ("create",) if scope.minor >= _CREATE_ALONE else ("create", "get")),
        (("pods/ephemeralcontainers",), ("update", "patch")),
    )
    for names, verbs in ways:
        for grant in grants(resource, "", names, verbs):
            message = f"{grant} reaches into the pods of {where}"
            yield Report(grant.path, message, f"remove {spoken(grant.resources)}")
