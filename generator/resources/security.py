"""Policy: what a pod may do on its node.

The profiles (`security: restricted | platform | none`) are data in overlays/defaults.yaml, after the Pod Security
Standards of Kubernetes; what a component writes under `podSecurityContext` and `securityContext` joins them.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

TMP = "/tmp"  # noqa: S108 — the mount path in a container, not a file of this machine
"""Where programs expect to write temporary files."""


def profile(settings: Settings) -> dict[str, Plain]:
    """The security profile of the environment: {"pod": …, "container": …, "writableTmp": bool}."""
    description = settings.description
    profiles: dict[str, dict[str, Plain]] = description.get("securityProfiles") or {}
    return profiles.get(description.get("security", "restricted"), {})


def put_pod_security(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    """Put the pod's securityContext."""
    value = {**profile(settings).get("pod", {}), **(component.get("podSecurityContext") or {})}
    settings.put(
        (*path, "podSecurityContext"), value, _rule(settings), (("security",), (*source, "podSecurityContext"))
    )


def put_container_security(settings: Settings, path: Path, source: Path, container: dict[str, Plain]) -> None:
    """Put a container's securityContext, and a writable /tmp where the root is read-only."""
    chosen = profile(settings)
    value = {**chosen.get("container", {}), **(container.get("securityContext") or {})}
    settings.put((*path, "securityContext"), value, _rule(settings), (("security",), (*source, "securityContext")))
    if chosen.get("writableTmp") and TMP not in (container.get("mounts") or {}):
        settings.put(
            (*path, "writableTmp"), True, "a read-only root file system needs one writable folder", (("security",),)
        )


def _rule(settings: Settings) -> str:
    return f"profile {settings.description.get('security', 'restricted')}, joined by what the component says"
