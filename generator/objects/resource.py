"""An object under lint, and the pods and containers in it."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple, cached_property
from generator.objects.values import maps
from generator.schemas.scopes import is_cluster_scoped, pod_path

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from generator.documents.manifest import Manifest, Path
    from generator.documents.node import Plain

    Role: TypeAlias = Literal["container", "sidecar", "init", "ephemeral"]

_LISTS: tuple[tuple[str, Role], ...] = (
    ("initContainers", "init"),
    ("containers", "container"),
    ("ephemeralContainers", "ephemeral"),
)
RUN_ONCE = frozenset({"Job", "CronJob"})
"""The workloads whose pods end by themselves."""


class Container(NamedTuple):
    """A container: where it is in its pod, its value and what it is for; a sidecar is an init container that stays."""

    pod: Pod
    path: Path
    value: dict[str, Plain]
    role: Role

    @property
    def name(self) -> str:
        """The container's name, "" where it has none."""
        return str(self.value.get("name") or "")

    @property
    def runs(self) -> bool:
        """Whether it runs for as long as the pod does."""
        return self.role in ("container", "sidecar")


class Pod:
    """A pod, or a template of pods: ``value`` holds ``metadata`` and ``spec``; ``path`` is where it is in its owner."""

    def __init__(self, owner: Resource, path: Path, value: dict[str, Plain]) -> None:
        self.owner = owner
        self.path = path
        self.value = value
        self.metadata: dict[str, Plain] = value.get("metadata") or {}
        self.spec: dict[str, Plain] = value.get("spec") or {}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of the pods."""
        return self.metadata.get("labels") or {}

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """All containers, in the order in which they start."""
        return tuple(
            Container(self, ("spec", name, index), value, _role(value, role))
            for name, role in _LISTS
            for index, value in enumerate(maps(self.spec.get(name)))
        )

    @property
    def running(self) -> tuple[Container, ...]:
        """The containers that run for as long as the pod does: ordinary ones and sidecars."""
        return tuple(container for container in self.containers if container.runs)

    @property
    def runs_once(self) -> bool:
        """Whether its pods end by themselves: those of jobs."""
        return self.owner.type in RUN_ONCE

    @property
    def is_windows(self) -> bool:
        """Whether it says that its pods run on Windows, where many rules of Linux do not hold."""
        return (self.spec.get("os") or {}).get("name") == "windows"


def _role(value: dict[str, Plain], role: Role) -> Role:
    return "sidecar" if role == "init" and value.get("restartPolicy") == "Always" else role


class Resource:
    """An object: its value with everything of the wrong type taken out, so that rules may trust types.

    What they may not trust is that anything is there. Objects without a schema are as they were written. ``variants``
    are the objects of the same name in other folders of the scope.
    """

    def __init__(self, manifest: Manifest, value: dict[str, Plain]) -> None:
        self.manifest = manifest
        self.value = value
        self.api_version = str(value.get("apiVersion") or "")
        self.kind = str(value.get("kind") or "")
        self.group = self.api_version.rpartition("/")[0]
        self.type = self.kind if is_built_in(self.group) else f"{self.kind}.{self.group}"
        self.metadata: dict[str, Plain] = _map(value.get("metadata"))
        self.name = str(self.metadata.get("name") or "")
        self.namespace = "" if self.is_cluster_scoped else str(self.metadata.get("namespace") or "")
        self.spec: dict[str, Plain] = _map(value.get("spec"))
        self.variants: tuple[Resource, ...] = ()

    def __repr__(self) -> str:
        return f"Resource({self})"

    def __str__(self) -> str:
        """``Deployment/web``, with the namespace where it has one: ``Deployment/shop/web``."""
        name = self.name or (f"{self.metadata['generateName']}*" if self.metadata.get("generateName") else "?")
        return "/".join(part for part in (self.kind or "?", self.namespace, name) if part)

    @property
    def is_cluster_scoped(self) -> bool:
        """Whether it is a built-in kind that belongs to no namespace."""
        return is_cluster_scoped(self.api_version, self.kind)

    @cached_property
    def folder(self) -> tuple[str, ...]:
        """The folders that the object's file is in."""
        return tuple(self.manifest.origin.source.split("/")[:-1])

    @cached_property
    def labels(self) -> dict[str, str]:
        """The object's labels."""
        return _map(self.metadata.get("labels"))

    @cached_property
    def annotations(self) -> dict[str, str]:
        """The object's annotations."""
        return _map(self.metadata.get("annotations"))

    @cached_property
    def pod(self) -> Pod | None:
        """The pod that it is, or the template of the pods that it makes."""
        path = pod_path(self.type)
        value: Plain = self.value if path is not None else None
        for step in path or ():
            value = _map(value).get(step)
        return Pod(self, path, value) if path is not None and isinstance(value, dict) else None

    @cached_property
    def mentions(self) -> str:
        """A text in which every key and every value of the object stands."""
        text = self.manifest.origin.text
        return repr(self.manifest.value) if not text or "\\" in text else text


def _map(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def is_built_in(group: str) -> bool:
    """Whether an API group is part of Kubernetes itself; a group of custom resources always has a dot."""
    return group in BUILT_IN_GROUPS


BUILT_IN_GROUPS = frozenset({"", "apps", "autoscaling", "batch", "extensions", "policy"}) | frozenset(
    f"{name}.k8s.io"
    for name in (
        "admissionregistration", "apiextensions", "apiregistration", "authentication", "authorization", "certificates",
        "coordination", "discovery", "events", "flowcontrol.apiserver", "internal.apiserver", "networking", "node",
        "rbac.authorization", "resource", "scheduling", "settings", "storage", "storagemigration",
    )
)  # fmt: skip
"""The API groups that are, or were, part of Kubernetes itself."""
