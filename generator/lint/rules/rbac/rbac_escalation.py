"""A role that can give itself more.

`escalate` on roles writes roles with permissions that the writer has not; `bind` binds any role to anybody;
`impersonate` acts as any user, group or service account. Each of them is as good as `cluster-admin`.

```yaml
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    resourceNames: [shop-reader]   # right: bind this role and no other
    verbs: [bind]
```

Source: Kubernetes documentation, *Using RBAC Authorization* (privilege escalation prevention), *RBAC Good Practices*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import grants, ships
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_RBAC = "rbac.authorization.k8s.io"
_AUTHENTICATION = "authentication.k8s.io"
_WAYS = (
    (_RBAC, ("clusterroles", "roles"), ("escalate", "bind"), "the account can give itself any permission"),
    ("", ("users", "groups", "serviceaccounts"), ("impersonate",), "the account can act as others"),
    (_AUTHENTICATION, ("uids", "userextras"), ("impersonate",), "the account can act as others"),
)


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The rules of a role that get at permissions it has not."""
    if ships(resource):
        return
    for group, names, verbs, what in _WAYS:
        for grant in grants(resource, group, names, verbs):
            message = f"{grant}: {what}"
            yield Report(grant.path, message, "name in resourceNames what it is needed for")
