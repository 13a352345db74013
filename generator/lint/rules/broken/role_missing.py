"""A RoleBinding or ClusterRoleBinding to a role that does not exist.

The binding is accepted and grants nothing: the program gets `Forbidden` for everything. A Role is looked for in the
namespace of the binding.

```yaml
kind: RoleBinding
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role           # wrong if config-reader is a ClusterRole
  name: config-reader
```

A missing ClusterRole is a warning, because many are made by other applications; those that come with Kubernetes
(`admin`, `edit`, `view`, `cluster-admin`, `system:…`) are no fault. In a folder of files each counts with less force,
and only if there are other roles of that kind.

Source: Kubernetes documentation, "Using RBAC Authorization".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_DEFAULTS = frozenset({"admin", "edit", "view", "cluster-admin", "extension-apiserver-authentication-reader"})
_DEFAULT_PREFIXES = ("system:", "kubeadm:")
_OTHER = {"Role": "ClusterRole", "ClusterRole": "Role"}


def check(binding: Resource, scope: Scope) -> Iterator[Report]:
    """The role that a binding names and that does not exist."""
    kind, name = at(binding.value, "roleRef", "kind"), at(binding.value, "roleRef", "name") or ""
    if kind not in _OTHER or name in _DEFAULTS or name.startswith(_DEFAULT_PREFIXES):
        return
    severity = references.missing(kind, name, binding, scope, "error" if kind == "Role" else "warning")
    other = scope.named(_OTHER[kind], name, binding)
    if other is not None and scope.named(kind, name, binding) is None and severity and binding.kind == "RoleBinding":
        message = f"there is no {kind} {name}: it is a {other.kind}"
        yield Report(("roleRef", "kind"), message, f"write kind: {other.kind}", severity=severity)
    elif severity:
        cure = references.hint(kind, name, binding, scope, f"create the {kind}, or name another one")
        yield Report(("roleRef", "name"), references.absent(kind, name, scope), cure, severity=severity)
