"""Roles and bindings: what the rules of a role allow, and to whom.

Source: kubernetes pkg/apis/rbac/v1/evaluation_helpers.go (VerbMatches, ResourceMatches);
plugin/pkg/auth/authorizer/rbac/bootstrappolicy (the roles and bindings that ship with Kubernetes).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope

DEFAULT_ACCOUNT = "default"
CLUSTER_ADMIN = "cluster-admin"
MASTERS = "system:masters"
ANONYMOUS = frozenset({"system:anonymous", "system:unauthenticated"})
_SHIPPED = frozenset({CLUSTER_ADMIN, "admin", "edit", "view"})


class Grant(NamedTuple):
    """A rule of a role that allows something: where it names the first of the resources, these, and the verbs."""

    path: Path
    resources: tuple[str, ...]
    verbs: tuple[str, ...]

    def __str__(self) -> str:
        """What it allows, for a message: ``get and list on secrets``."""
        return f"{spoken(self.verbs)} on {spoken(self.resources)}"


def ships(resource: Resource) -> bool:
    """Whether a role or a binding is one that Kubernetes itself makes."""
    return resource.is_cluster_scoped and (resource.name.startswith("system:") or resource.name in _SHIPPED)


def grants(role: Resource, group: str, resources: tuple[str, ...], verbs: tuple[str, ...]) -> Iterator[Grant]:
    """The rules of a role that name one of some resources of a group, and allow one of some verbs for all of them.

    Rules that hold for some names only (``resourceNames``) are left out, and so are resources given as ``*``.
    """
    for index, rule in enumerate(maps(role.value.get("rules"))):
        if rule.get("resourceNames") or not _within(group, rule.get("apiGroups")):
            continue
        allowed = rule.get("verbs") or []
        found = tuple(verb for verb in verbs if "*" in allowed or verb in allowed)
        if not found:
            continue
        named = rule.get("resources") or []
        touched = tuple(name for name in resources if name in named)
        if touched:
            path = ("rules", index, "resources", named.index(touched[0]))
            yield Grant(path, touched, found)


def _within(group: str, groups: list[str] | None) -> bool:
    return groups is not None and (group in groups or "*" in groups)


def spoken(names: tuple[str, ...] | list[str]) -> str:
    """Names for a message: ``get``, ``get and list``, ``get, list and watch``."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def is_cluster_wide(role: Resource, scope: Scope) -> bool:
    """Whether a ClusterRole holds in all namespaces, as far as the bindings at hand tell: unknown counts as yes."""
    if role.kind != "ClusterRole":
        return False
    if any(_refers(binding, role) for binding in scope.of("ClusterRoleBinding")):
        return True
    return not any(_refers(binding, role) for binding in scope.of("RoleBinding"))


def _refers(binding: Resource, role: Resource) -> bool:
    ref = role_of(binding)
    return ref == ("ClusterRole", role.name)


def role_of(binding: Resource) -> tuple[str, str]:
    """The kind and the name of the role that a binding grants."""
    ref: dict[str, Plain] = at(binding.value, "roleRef") or {}
    return str(ref.get("kind") or ""), str(ref.get("name") or "")


def subjects(binding: Resource) -> list[tuple[str, str]]:
    """The kinds and names of a binding's subjects; "" where they are missing."""
    found = maps(binding.value.get("subjects"))
    return [(str(one.get("kind") or ""), str(one.get("name") or "")) for one in found]


def account_of(pod: Pod) -> str:
    """The name of the service account that a pod runs as."""
    return pod.spec.get("serviceAccountName") or pod.spec.get("serviceAccount") or DEFAULT_ACCOUNT


def binds_account(binding: Resource, account: str, near: Resource) -> bool:
    """Whether a binding grants something to a service account in the namespace of an object, or to all of them."""
    for subject in maps(binding.value.get("subjects")):
        kind, name = subject.get("kind"), str(subject.get("name") or "")
        if kind == "Group" and name.startswith("system:serviceaccounts"):
            return True
        if kind == "User" and name.startswith("system:serviceaccount:") and name.endswith(f":{account}"):
            return True
        if kind == "ServiceAccount" and name == account:
            namespace = subject.get("namespace") or binding.namespace
            if not namespace or not near.namespace or namespace == near.namespace:
                return True
    return False
