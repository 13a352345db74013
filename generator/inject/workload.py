"""A workload that inject looks at: what kind of component it is, whether requests come to it, and where."""

from __future__ import annotations

from generator.inject.ports import Port, ports
from generator.lean import TYPE_CHECKING
from generator.objects import scaling
from generator.objects.rollouts import fewest, has_single_mount, is_selected, is_served, servers
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.settings import Exposed
    from generator.objects.resource import Container, Pod, Resource
    from generator.objects.scope import Scope

    Type: TypeAlias = Literal["web", "worker", "stateful", "daemon"]

KINDS = ("Deployment", "StatefulSet", "DaemonSet")
"""The kinds that are injected into; a bare Pod, and what a controller made, is not rolled out."""

_MAIN = "kubectl.kubernetes.io/default-container"
_WINDOWS = ("kubernetes.io/os", "beta.kubernetes.io/os")
_SEVERAL = 2


class Workload:
    """A workload with what its scope tells of it.

    ``served`` says that requests come to its pods, ``servers`` to which containers; ``main`` is the container that is
    meant where a person says something of the workload, None where that cannot be told.
    """

    def __init__(self, resource: Resource, pod: Pod, scope: Scope, exposed: Exposed | None) -> None:
        self.resource = resource
        self.pod = pod
        self.scope = scope
        self.exposed = exposed
        self.selected = is_selected(pod, scope)
        self.served = is_served(pod, scope) or self._is_exposed()
        self.servers = servers(pod, scope) if self.served else []
        self.main = self._main()
        self.replicas = fewest(resource, scope)
        self.scaled = bool(scaling.scalers(resource, scope))

    @property
    def kind(self) -> Type:
        """The type of component that app.yaml would call it."""
        others: dict[str, Type] = {"StatefulSet": "stateful", "DaemonSet": "daemon"}
        return others.get(self.resource.type, "web" if self.served else "worker")

    @property
    def is_windows(self) -> bool:
        """Whether its pods run on Windows."""
        chosen = self.pod.spec.get("nodeSelector") or {}
        return self.pod.is_windows or any(chosen.get(label) == "windows" for label in _WINDOWS)

    @property
    def has_peers(self) -> bool:
        """Whether it has members that may have to find each other before any of them is ready."""
        return self.resource.type == "StatefulSet" and (self.replicas >= _SEVERAL or self.scaled)

    @property
    def has_single_mount(self) -> bool:
        """Whether its pods mount a disk that one node at a time may use, as far as anybody can know."""
        return has_single_mount(self.pod, self.scope)

    @property
    def needs_own_node(self) -> bool:
        """Whether two of its pods cannot share a node, so that a pod more needs a node more."""
        if self.pod.spec.get("hostNetwork"):
            return True
        if any(port.get("hostPort") for one in self.pod.running for port in maps(one.value.get("ports"))):
            return True
        terms = at(self.pod.spec, "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
        return any(term.get("topologyKey") == "kubernetes.io/hostname" for term in maps(terms))

    def path(self, container: Container) -> Path:
        """Where a container is in the workload."""
        return self.pod.path + container.path

    def ports(self, container: Container) -> list[Port]:
        """The TCP ports of a container that requests may come to."""
        return ports(container, self.scope, self.servers, self.exposed)

    def _is_exposed(self) -> bool:
        """Whether a Dockerfile says that the only container listens, and no Service could say otherwise."""
        if self.exposed is None or not self.exposed.ports or self.scope.whole or self.scope.has("Service"):
            return False
        running = self.pod.running
        return len(running) == 1 and not maps(running[0].value.get("ports"))

    def _main(self) -> Container | None:
        ordinary = [one for one in self.pod.running if one.role == "container"]
        annotations: dict[str, Plain] = self.pod.metadata.get("annotations") or {}
        named = [one for one in ordinary if one.name == annotations.get(_MAIN)]
        return next(iter(named or self.servers or ordinary), None)
