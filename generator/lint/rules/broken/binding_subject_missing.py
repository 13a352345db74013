"""A RoleBinding or ClusterRoleBinding for a ServiceAccount that does not exist where it says.

Bindings may name anybody, so nothing is refused; the permissions go to an account that no pod runs as, and the
program gets `Forbidden`. Mostly the namespace is wrong: that of the example from which the binding was copied.

```yaml
kind: ClusterRoleBinding
subjects:
- kind: ServiceAccount
  name: controller
  namespace: default      # wrong: the ServiceAccount controller is in the namespace shop
```

It is a warning. In a folder of files it counts only if there is a ServiceAccount of that name in another namespace.

Source: Kubernetes documentation, "Using RBAC Authorization" (referring to subjects).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_KIND = "ServiceAccount"


def check(binding: Resource, scope: Scope) -> Iterator[Report]:
    """The ServiceAccounts that a binding names and that are not where it says."""
    for index, subject in enumerate(maps(binding.value.get("subjects"))):
        name, namespace = subject.get("name") or "", subject.get("namespace") or binding.namespace
        if subject.get("kind") != _KIND or name in ("", "default") or references.is_placeholder(name + namespace):
            continue
        found = scope.alike(_KIND, name)
        if any(namespace == one.namespace or not namespace or not one.namespace for one in found):
            continue
        if found:
            message = f"there is no ServiceAccount {name} in the namespace {namespace}: it is in {found[0].namespace}"
            key = "namespace" if "namespace" in subject else "name"
            yield Report(("subjects", index, key), message, f"write namespace: {found[0].namespace}")
        elif scope.whole and _is_home(namespace, scope):
            cure = "create it, or name the account that the pods run as"
            yield Report(("subjects", index, "name"), f"there is no ServiceAccount {name}", cure)


def _is_home(namespace: str, scope: Scope) -> bool:
    """Whether pods of the scope are in a namespace: accounts of other namespaces are made elsewhere."""
    return any(pod.owner.namespace in ("", namespace) for pod in scope.pods)
