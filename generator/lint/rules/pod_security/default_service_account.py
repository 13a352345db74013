"""A role that is bound to the default service account of a namespace.

Every pod that names no account has that one: what is granted to one program is granted to all that ever run in the
namespace, the database and the debugging pod included.

```yaml
subjects:
  - kind: ServiceAccount
    name: default      # wrong: an account of its own for the program that needs the role
    namespace: shop
```

Source: CIS Kubernetes Benchmark 5.1.5; Kubernetes documentation, *RBAC Good Practices*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import DEFAULT_ACCOUNT
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The subjects of a binding that are default accounts."""
    for index, subject in enumerate(maps(resource.value.get("subjects"))):
        if subject.get("kind") == "ServiceAccount" and subject.get("name") == DEFAULT_ACCOUNT:
            role = at(resource.value, "roleRef", "name") or "a role"
            message = f"{role} is bound to the default service account: all pods that name no account get it"
            cure = "make an account for the program that needs it, and name it in the pod's serviceAccountName"
            yield Report(("subjects", index, "name"), message, cure)
