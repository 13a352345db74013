"""Names that Kubernetes, Helm or fairlead itself would refuse: too long, taken, or used twice in one pod."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.findings import Finding, at_key
from generator.app.parts import children, components, containers, is_false, text_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.paths import Path
    from generator.documents.node import Node

LONGEST = 63
"""Characters of a label value and of a Service's name."""

LONGEST_OF = {"cron": 52, "stateful": 52}
"""Kubernetes appends 11 characters to a CronJob's name for each Job, and to a StatefulSet's name in the label
``controller-revision-hash``.
"""

RESERVED = {"global": "Helm shares the values under it with every chart"}

OWNED = frozenset(f"app.kubernetes.io/{name}" for name in ("name", "instance", "component", "managed-by"))
OWNED_PREFIX = "helm.sh/"


def name_findings(tree: Node) -> Iterator[Finding]:
    """What is wrong with the names of an effective tree."""
    yield from _labels(tree, ())
    application = text_of(tree, "name")
    for name, component in components(tree):
        path = ("components", name)
        yield from _component_name(application, name, component, path)
        yield from _labels(component, path)
        yield from _containers(name, component)
        yield from _ports(name, component)


def _component_name(application: str, name: str, component: Node, path: Path) -> Iterator[Finding]:
    where = written(component)
    if name in RESERVED:
        yield at_key(where, path, f"the name {name} is taken: {RESERVED[name]}", "another name")
    full, limit = f"{application}-{name}", LONGEST_OF.get(text_of(component, "type"), LONGEST)
    if application and len(full) > limit:
        message = f"the name {full} has {len(full)} characters; {limit} is the limit"
        yield at_key(where, path, message, f"a name of at most {max(limit - len(application) - 1, 0)} characters")


def _labels(owner: Node, path: Path) -> Iterator[Finding]:
    for kind in ("labels", "podLabels"):
        for key, label in children(owner, kind):
            if key in OWNED or key.startswith(OWNED_PREFIX):
                message = "fairlead sets this label itself"
                yield at_key(label, (*path, kind, key), message, "remove it, or choose another key")


def _containers(name: str, component: Node) -> Iterator[Finding]:
    """A sidecar or init container whose name another container of the pod has."""
    taken = {name: "the component"}
    for path, node, foreign in containers(name, component):
        if foreign and path[-1] in taken:
            yield at_key(written(node), path, f"{taken[path[-1]]} has the name {path[-1]} already", "another name")
        elif foreign:
            taken[path[-1]] = "an init container" if path[-2] == "initContainers" else "a sidecar"


def _ports(name: str, component: Node) -> Iterator[Finding]:
    """A port whose name, or whose number in the Service, another port of the pod has."""
    names: dict[str, str] = {}
    offered: dict[tuple[int, str], str] = {}
    for path, node, _ in containers(name, component):
        if "initContainers" in path[2:3]:
            continue
        for key, port in children(node, "ports"):
            where = (*path, "ports", key)
            if key in names:
                yield at_key(port, where, f"{names[key]} has a port {key} already", "another name")
            names.setdefault(key, f"sidecar {path[-1]}" if path[2:] else "the component")
            # A sidecar's ports are the pod's, not the Service's.
            number = None if path[2:] else _service_port(port)
            if number and offered.setdefault(number, key) != key:
                message = f"the Service offers {offered[number]} on port {number[0]} already"
                yield at_key(port, where, message, "another servicePort, or expose: false")


def _service_port(port: Node) -> tuple[int, str] | None:
    number = port.get("servicePort") or port.get("containerPort")
    if number is None or is_false(port, "expose"):
        return None
    return number.value, text_of(port, "protocol") or "TCP"
