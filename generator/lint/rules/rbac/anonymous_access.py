"""A binding that gives something to whoever asks.

`system:anonymous` and the group `system:unauthenticated` are requests without any credentials: everybody who reaches
the API server. What is bound to them is public, and bound to `cluster-admin` the cluster belongs to the first scanner
that finds it; that is an error.

```yaml
subjects:
  - kind: Group
    name: system:unauthenticated   # wrong
```

What Kubernetes itself binds to them, its version and the keys of its token issuer
(`system:public-info-viewer`, `system:service-account-issuer-discovery` and the like), is no finding.

Source: Kubernetes documentation, *RBAC Good Practices*, *Anonymous requests*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import ANONYMOUS, CLUSTER_ADMIN, role_of, subjects
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Severity
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_PUBLIC = frozenset(
    {
        "system:public-info-viewer",
        "system:discovery",
        "system:basic-user",
        "system:service-account-issuer-discovery",
        "kubeadm:bootstrap-signer-clusterinfo",
    }
)


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The subjects of a binding that are everybody."""
    _, role = role_of(resource)
    if role in _PUBLIC:
        return
    for index, (_, name) in enumerate(subjects(resource)):
        if name in ANONYMOUS:
            message = f"{role or 'a role'} is bound to {name}: it is everybody who reaches the API server"
            severity: Severity | None = "error" if role == CLUSTER_ADMIN else None
            yield Report(("subjects", index, "name"), message, "remove the subject", severity=severity)
