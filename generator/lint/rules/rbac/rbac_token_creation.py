"""A role that makes tokens of service accounts.

`create` on `serviceaccounts/token` gives a token of any account in reach, and with it all that the account may do.

```yaml
rules:
  - apiGroups: [""]
    resources: [serviceaccounts/token]
    resourceNames: [backup]   # right: of this account
    verbs: [create]
```

Source: Kubernetes documentation, *RBAC Good Practices*, token request.
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
    """The rules of a role that make tokens."""
    if ships(resource):
        return
    where = "all namespaces" if is_cluster_wide(resource, scope) else "the namespace"
    for grant in grants(resource, "", ("serviceaccounts/token",), ("create",)):
        message = f"{grant} makes tokens of every service account of {where}"
        yield Report(grant.path, message, "name the accounts in resourceNames")
