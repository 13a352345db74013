"""References from one part of a description to another that lead to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.findings import Finding, at
from generator.app.parts import Container, children, components, containers, is_false
from generator.app.variables import variable_findings
from generator.app.wording import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.app.paths import Path
    from generator.documents.node import Node

_MOUNTED = {"volume": "volumes", "config": "config", "secret": "secrets"}


def reference_findings(tree: Node) -> Iterator[Finding]:
    """What an effective tree names and does not have."""
    yield from _environment(tree, tree, ())
    for name, component in components(tree):
        for container in containers(name, component):
            yield from _container(tree, container)
        yield from _ports_named(name, component)
        for key in ("ingressFrom", "egressTo"):
            peers = component.at(("networkPolicy", key))
            for index, peer in enumerate(peers.value if peers is not None else ()):
                named = peer.get("component")
                if named is not None:
                    path = ("components", name, "networkPolicy", key, str(index), "component")
                    yield from _known(tree, named, "components", path)


def _container(tree: Node, container: Container) -> Iterator[Finding]:
    path, node, _ = container
    yield from _environment(tree, node, path)
    for where, mount in children(node, "mounts"):
        for key, section in _MOUNTED.items():
            named = mount.get(key)
            if named is not None:
                yield from _known(tree, named, section, (*path, "mounts", where, key))
    for section in ("config", "secrets"):
        used = node.at(("use", section))
        for index, named in enumerate(used.value if used is not None else ()):
            yield from _known(tree, named, section, (*path, "use", section, str(index)))


def _environment(tree: Node, owner: Node, path: Path) -> Iterator[Finding]:
    for name, variable in children(owner, "env"):
        for kind, section in (("secretKeyRef", "secrets"), ("configMapKeyRef", "config")):
            named = variable.at((kind, "name"))
            if named is None:
                continue
            missing = list(_known(tree, named, section, (*path, "env", name, kind, "name")))
            yield from missing or _key(tree, variable.value[kind], section, (*path, "env", name, kind, "key"))
    yield from variable_findings(owner, path)


def _known(tree: Node, named: Node, section: str, path: Path) -> Iterator[Finding]:
    """A finding where a name is none of a section."""
    name = named.value
    names = [key for key, _ in children(tree, section)]
    if name not in names:
        one = {"components": "component", "volumes": "volume", "config": "config", "secrets": "secret"}[section]
        yield at(named, path, f"there is no {one} {name}", _cure(name, names, section), ((section, name),))


def _key(tree: Node, reference: Node, section: str, path: Path) -> Iterator[Finding]:
    """A finding where a key is none of a config or secret whose keys are known."""
    name, key = reference.value["name"].value, reference.get("key")
    optional = reference.get("optional")
    if key is None or (optional is not None and optional.value is True):
        return
    keys = _keys(tree.value[section].value[name], section)
    if keys is not None and key.value not in keys:
        kind = "secret" if section == "secrets" else "config"
        message = f"{kind} {name} has no key {key.value}"
        yield at(key, path, message, _cure(key.value, keys, f"{section}.{name}"), ((section, name),))


def _keys(node: Node, section: str) -> list[str] | None:
    """The keys of a config or secret, None where only the cluster knows them."""
    if section == "config":
        return [key for kind in ("data", "files") for key, _ in children(node, kind)]
    keys = node.get("keys")
    if keys is None:
        return None
    return [item.value for item in keys.value] if isinstance(keys.value, list) else [key for key, _ in keys.items()]


def _cure(name: str, names: Iterable[str], section: str) -> str:
    return known(name, names) or f"add it to {section}"


def _ports_named(name: str, component: Node) -> Iterator[Finding]:
    """Ports that probes, ways in and metrics name."""
    path = ("components", name)
    for where, node, _ in containers(name, component):
        own = dict(children(node, "ports"))
        for kind, probe in children(node, "probes"):
            for handler in ("httpGet", "tcpSocket", "grpc"):
                yield from _port(probe.at((handler, "port")), own, (*where, "probes", kind, handler, "port"))
    ports = dict(children(component, "ports"))
    for steps in (("shutdown", "preStop", "httpGet", "port"), ("metrics", "port")):
        yield from _port(component.at(steps), ports, (*path, *steps))
    for kind in ("ingress", "httpRoute"):
        for key, way in children(component, kind):
            for target, entry in children(way, "paths"):
                below = (*path, kind, key, "paths", target, "port")
                yield from _port(entry.get("port"), ports, below)
                yield from _exposed(entry.get("port"), ports, below)


def _port(port: Node | None, ports: dict[str, Node], path: Path) -> Iterator[Finding]:
    owner = path[:4] if path[2] in ("initContainers", "sidecars") else path[:2]
    if port is not None and isinstance(port.value, str) and port.value not in ports:
        cure = _cure(port.value, ports, "ports")
        yield at(port, path, f"there is no port {port.value}", cure, ((*owner, "ports", port.value),))


def _exposed(port: Node | None, ports: dict[str, Node], path: Path) -> Iterator[Finding]:
    """Traffic from outside arrives through the Service, so the port must be in it."""
    target = ports.get(port.value) if port is not None and isinstance(port.value, str) else None
    if port is not None and target is not None and is_false(target, "expose"):
        yield at(port, path, f"port {port.value} is not offered by the Service", "expose: true at the port")
