"""A RoleBinding or ClusterRoleBinding whose role or subject the API server refuses.

A ClusterRoleBinding binds a ClusterRole, never a Role. A ServiceAccount has a namespace (which a RoleBinding may leave
out, and then it means nobody) and no API group; users and groups have `rbac.authorization.k8s.io`.

```yaml
subjects:
- kind: ServiceAccount
  name: runner
  apiGroup: rbac.authorization.k8s.io   # wrong: leave it out
```

Source: `pkg/apis/rbac/validation/validation.go` (`ValidateClusterRoleBinding`, `ValidateRoleBindingSubject`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Fix, Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_GROUP = "rbac.authorization.k8s.io"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the role and the subjects of a binding."""
    role = resource.value.get("roleRef")
    of_cluster = resource.type == "ClusterRoleBinding"
    if isinstance(role, dict):
        name = role.get("name")
        reason = "it is empty" if name == "" else syntax.path_segment(name or "")
        if reason:
            yield Report(("roleRef", "name"), f"{name!r} is no name of a role: {reason}")
        if of_cluster and role.get("kind") == "Role":
            message = "a ClusterRoleBinding binds a ClusterRole, and this is a Role"
            yield Report(("roleRef", "kind"), message, "write a RoleBinding, or bind a ClusterRole")
    for index, subject in enumerate(maps(resource.value.get("subjects"))):
        yield from _subject(subject, ("subjects", index), of_cluster=of_cluster)


def _subject(subject: Mapping[str, Any], path: Path, *, of_cluster: bool) -> Iterator[Report]:
    kind, name, group = subject.get("kind"), subject.get("name"), subject.get("apiGroup") or ""
    if name == "":
        yield Report((*path, "name"), f"the name of the {kind} is empty")
    if kind in ("User", "Group") and group not in ("", _GROUP):
        yield Report((*path, "apiGroup"), f"the API group of a {kind} is {_GROUP}, not {group!r}", f"write {_GROUP}")
    if kind != "ServiceAccount":
        return
    if group:
        yield Report(
            (*path, "apiGroup"), f"a ServiceAccount has no API group, and this says {group!r}", "remove it", key=True
        )
    reason = syntax.dns_subdomain(name) if name else None
    if reason:
        yield Report((*path, "name"), f"{name!r} is no name of a ServiceAccount: {reason}")
    if of_cluster and not subject.get("namespace"):
        yield Report(path, f"the ServiceAccount {name!r} has no namespace", "write namespace")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """The `apiGroup` of a service account is removed, that of a user or a group made `rbac.authorization.k8s.io`."""
    if report.path[-1] == "apiGroup":
        subject = at(resource.value, *report.path[:-1])
        yield Fix(report.path, action="remove") if subject["kind"] == "ServiceAccount" else Fix(report.path, _GROUP)
