"""A workload as a component of app.yaml would say it, with who said each part, and what the policies make of it."""

from __future__ import annotations

from generator.documents.node import Node, plain
from generator.errors import Place
from generator.inject.keys import BY_NAME
from generator.inject.knowledge import MANIFEST, Known
from generator.inject.probing import Asked, Probing, probing
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects.probe_times import HANDLERS
from generator.objects.values import at
from generator.resources.availability import put_availability
from generator.resources.probes import put_probes
from generator.resources.rollout import put_rollout, worst_start
from generator.resources.settings import Cluster, Settings
from generator.resources.shutdown import put_shutdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.said import Said
    from generator.inject.workload import Workload
    from generator.objects.resource import Container
    from generator.resources.nodes import Path as Names

    Layer = Mapping[Path, Known]

NAME = "workload"
"""What the component is called in its description."""

AT: tuple[str, ...] = ("components", NAME)
_DEFAULT = "default"
_PLACE = Place("", 0, 0)
_PARTS = ("rollout", "shutdown", "disruptionBudget", "spread")
_SPREAD = ("spread",)


class Described(NamedTuple):
    """A workload's description, put into settings by the policies, with what is known of its containers' probes.

    ``names`` are the paths of the containers in the description and in the values, by their paths in the pod.
    """

    settings: Settings
    probings: dict[Path, Probing]
    names: dict[Path, Names]

    def value(self, *path: str) -> Plain:
        """What the policies put at a path below the component, None where they put nothing."""
        found: Plain = self.settings.values.get(NAME)
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def reason(self, *path: str) -> str:
        """The rule that the policies followed for a value."""
        return self.settings.reasons[NAME, *path].rule

    def sources(self, *path: str) -> str:
        """Who said what a value was made of, the defaults only where nobody else did."""
        return self._sources(*self.settings.reasons[NAME, *path].inputs)

    def _sources(self, *paths: Names) -> str:
        nodes = (self.settings.node.at(one) for one in paths)
        found = dict.fromkeys(layer for node in nodes if node is not None for layer in _layers(node))
        told = [one for one in found if one != _DEFAULT]
        return ", ".join(told or [_DEFAULT])

    def told(self, *paths: Names) -> str:
        """Who said what the description has at some paths below the component, the defaults only where nobody else."""
        return self._sources(*((*AT, *path) for path in paths))

    @property
    def start(self) -> int:
        """Seconds that a pod may take to start."""
        return worst_start(self.settings.values[NAME])

    @property
    def longest_start(self) -> int:
        """Seconds that pass at most until a new pod counts: its start, and minReadySeconds."""
        return self.start + (self.value("minReadySeconds") or 0)

    def said(self, *path: str) -> Plain:
        """What the description says at a path below the component."""
        node = self.settings.node.at((*AT, *path))
        return None if node is None else plain(node)


def _layers(node: Node) -> Iterable[str]:
    """Who said the values below a node, other than what probes ask: no number is made of that."""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            if key not in HANDLERS:
                yield from _layers(child)
    elif node.layer:
        yield _DEFAULT if node.layer == "defaults" else node.layer


def describe(workload: Workload, said: Said, known: Mapping[str, Known], minor: int) -> Described:
    """A workload with all its settings put; ``minor`` is the oldest Kubernetes version that it is meant for."""
    shipped = said.usual
    layers: list[dict[Path, Known]] = [_shipped(shipped), {}, {}]
    layers[1].update(_told(known))
    layers[2].update(said.layer)
    names = _names(workload)
    probings = {}
    for container in workload.pod.running:
        found = probing(_asked(workload, container, said, known), shipped.get("probes") or {})
        probings[container.path] = found
        for layer, more in zip(layers, found.layers, strict=True):
            layer.update({(*names[container.path], *path): one for path, one in more.items()})
        ports = {port.key: {"containerPort": port.number} for port in workload.ports(container)}
        layers[1][*names[container.path], "ports"] = Known(ports, MANIFEST)
    settings = _settings(layers, said, minor)
    _put(settings, workload, names, probings)
    return Described(settings, probings, names)


def _shipped(shipped: Mapping[str, Plain]) -> dict[Path, Known]:
    found: dict[Path, Known] = {}
    for part in _PARTS:
        found |= {(part, key): Known(value, _DEFAULT) for key, value in (shipped.get(part) or {}).items()}
    return found


def _told(known: Mapping[str, Known]) -> dict[Path, Known]:
    """What people say of the workload as a whole."""
    found: dict[Path, Known] = {}
    for name, one in known.items():
        path = BY_NAME[name].path
        if path == _SPREAD:
            found |= {(*path, key): one._replace(value=how) for key, how in one.value.items()}
        elif path[:1] and path[0] in _PARTS:
            found[path] = one
    return found


def _names(workload: Workload) -> dict[Path, Names]:
    """The main container is the component itself, the others stand beside it."""
    main = workload.main
    found: dict[Path, Names] = {}
    for one in workload.pod.running:
        is_main = main is not None and one.path == main.path
        found[one.path] = () if is_main else ("sidecars", one.name)
    return found


def _asked(workload: Workload, container: Container, said: Said, known: Mapping[str, Known]) -> Asked:
    is_main = workload.main is not None and container.path == workload.main.path
    served = any(one.path == container.path for one in workload.servers)
    people = known if is_main else {}
    ports = workload.ports(container)
    return Asked(workload, container, said.container(container), people, ports, served, said.deadline)


def _settings(layers: Iterable[Layer], said: Said, minor: int) -> Settings:
    root = Node({}, _PLACE)
    own: Layer = {("type",): Known(said.kind, MANIFEST)}
    for layer in [*layers, own]:
        for path, known in layer.items():
            _plant(root, (*AT, *path), known)
    _plant(root, ("volumes",), Known(said.volumes, MANIFEST))
    return Settings("", root, plain(root), Cluster(minor, None, ""))


def _plant(root: Node, path: Path, known: Known) -> None:
    """Put a value into a tree, in the place of what is there."""
    for step in path[:-1]:
        root = root.value.setdefault(step, Node({}, _PLACE))
    root.value[path[-1]] = _tree(known.value, "defaults" if known.source == _DEFAULT else known.source)


def _tree(value: Plain, layer: str) -> Node:
    """A tree of which every leaf belongs to a layer; an empty map does as well."""
    if isinstance(value, dict) and value:
        return Node({key: _tree(child, layer) for key, child in value.items()}, _PLACE)
    if isinstance(value, list):
        return Node([_tree(child, layer) for child in value], _PLACE, layer=layer)
    return Node(value, _PLACE, layer=layer)


def _put(settings: Settings, workload: Workload, names: Mapping[Path, Names], probings: Mapping[Path, Probing]) -> None:
    """Ask the policies, in the order in which they build on each other."""
    component = settings.description["components"][NAME]
    for container in workload.pod.running:
        name = names[container.path]
        inner = at(component, *name) or {}
        traffic = "readiness" in probings[container.path].wanted
        put_probes(settings, (NAME, *name), (*AT, *name), inner, traffic=traffic)
        if container.role == "sidecar":
            settings.put((NAME, *name, "native"), True)
    put_shutdown(settings, (NAME,), AT, component, traffic=workload.served)
    put_rollout(settings, (NAME,), AT, component)
    put_availability(settings, (NAME,), AT, component)
