"""The security contexts of a pod as the Pod Security Standards see them, and what the standards have in common.

Source: k8s.io/pod-security-admission policy (visitor.go, helpers.go, check_capabilities_baseline.go).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Container, Pod

USER_NAMESPACES = 35
"""The version from which pods in a user namespace of their own (``hostUsers: false``) are let do more."""

DEFAULT_CAPABILITIES = frozenset(
    {
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
        "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    }
)  # fmt: skip
"""The capabilities that the level baseline lets containers add."""


class Context(NamedTuple):
    """A ``securityContext``: its path in the pod and its value; ``container`` is None for the pod's own."""

    path: Path
    value: dict[str, Plain]
    container: Container | None


def contexts(pod: Pod) -> Iterator[Context]:
    """The security contexts that are written: the pod's, then those of all containers."""
    own = pod.spec.get("securityContext")
    if own:
        yield Context(("spec", "securityContext"), own, None)
    for container in pod.containers:
        value = container.value.get("securityContext")
        if value:
            yield Context((*container.path, "securityContext"), value, container)


def in_user_namespace(pod: Pod) -> bool:
    """Whether root in its containers is not root on the node."""
    return pod.spec.get("hostUsers") is False


def context_path(container: Container) -> Path:
    """Where a container's setting would be written: its securityContext, or itself where it has none."""
    return ("securityContext",) if container.value.get("securityContext") else ()


def unset(pod: Pod, *steps: str) -> list[str]:
    """The names of the containers whose own security context does not hold a value."""
    return [one.name for one in pod.containers if at(one.value, "securityContext", *steps) is None]


def listed(names: list[str]) -> str:
    """Names of containers for a message: ``container web``, ``containers web, proxy``."""
    return f"container{'s' if len(names) != 1 else ''} {', '.join(name or '?' for name in names)}"
