"""Short forms become long ones, so that the layers of a description merge by key whatever form each uses.

Everything here works on one layer, in place, after the schema was checked. A value that stands for a short form has
the short form's place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.app.check import Check
from generator.app.findings import Finding, at
from generator.app.images import split
from generator.app.schema import definition
from generator.documents.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.app.paths import Path

OLDEST, NEWEST = 25, 37
"""The minor versions of Kubernetes 1 that are known."""

_VERSION = re.compile(r"v?1\.([0-9]{1,3})(?:\.[0-9]+)?(?:[-+].*)?", re.DOTALL)


class Normalize:
    """Normalises layers and collects what is wrong with them; ``broken`` are the paths taken out."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.broken: list[Path] = []

    def layer(self, tree: Node, path: Path) -> None:
        """Normalise one layer, which stands at a path of its source."""
        self._container(tree, path)
        self._each(tree, "config", path, self._config)
        self._each(tree, "components", path, self._component)
        cluster = tree.get("cluster")
        if cluster is not None:
            self._kube_version(cluster, (*path, "cluster"))

    def _each(self, owner: Node, key: str, path: Path, change: Callable[[Node, Path], None]) -> None:
        children = owner.get(key)
        for name, child in list(children.items()) if children else ():
            change(child, (*path, key, name))

    def _component(self, component: Node, path: Path) -> None:
        self._container(component, path)
        self._each(component, "initContainers", path, self._container)
        self._each(component, "sidecars", path, self._container)

    def _container(self, container: Node, path: Path) -> None:
        self._image(container, path)
        _lengthen(container.get("env"), "value", (str,))
        _lengthen(container.get("ports"), "containerPort", (int,))
        self._each(container, "env", path, _field)
        probes = container.get("probes")
        for name, probe in list(probes.items()) if probes else ():
            if isinstance(probe.value, str):
                probes.value[name] = _wrapped(_wrapped(probe, "path"), "httpGet")  # type: ignore[union-attr]

    def _config(self, config: Node, _path: Path) -> None:
        _lengthen(config.get("files"), "content", (str,))

    def _image(self, owner: Node, path: Path) -> None:
        image = owner.get("image")
        if image is None:
            return
        if isinstance(image.value, str):
            whole = _whole_image(image)
            checked = Check()
            checked.value(whole, definition("image"), (*path, "image"))
            if checked.findings:
                self.findings += [found._replace(path=(*path, "image")) for found in checked.findings[:1]]
                self.broken.append((*path, "image"))
                del owner.value["image"]
                return
            image = owner.value["image"] = whole
        if image.get("digest") is not None:
            image.value.pop("tag", None)

    def _kube_version(self, cluster: Node, path: Path) -> None:
        version = cluster.get("kubeVersion")
        if version is None:
            return
        match = _VERSION.fullmatch(version.value)
        if match and OLDEST <= int(match[1]) <= NEWEST:
            version.value = f"1.{int(match[1])}"
            return
        message = f"must be a version of Kubernetes from 1.{OLDEST} to 1.{NEWEST}, found {version.value}"
        self.findings.append(at(version, (*path, "kubeVersion"), message, 'as in kubeVersion: "1.34"'))
        self.broken.append((*path, "kubeVersion"))
        del cluster.value["kubeVersion"]


def _wrapped(node: Node, key: str) -> Node:
    """A map with the Node under a key, at the Node's place."""
    return Node({key: node}, node.place, node.key_place, None, node.layer)


def _lengthen(children: Node | None, key: str, short: tuple[type, ...]) -> None:
    """Turn each child that is a plain value into a map with the value under a key."""
    for name, child in list(children.items()) if children else ():
        if isinstance(child.value, short):
            children.value[name] = _wrapped(child, key)  # type: ignore[union-attr]


def _field(variable: Node, _path: Path) -> None:
    """Kubernetes' own ``fieldRef: {fieldPath: metadata.name}`` becomes the short ``fieldRef: metadata.name``."""
    field = variable.get("fieldRef")
    if field is not None and isinstance(field.value, dict):
        path = field.get("fieldPath")
        if path is not None:
            variable.value["fieldRef"] = path
        else:
            del variable.value["fieldRef"]


def _whole_image(image: Node) -> Node:
    """The map for an image written as one string. The string names the whole image: a tag that it has not removes
    one of an earlier layer.
    """
    repository, tag, digest = split(image.value)

    def part(text: str | None) -> Node:
        return Node(text, image.place, image.key_place, text, image.layer)

    parts = {"repository": part(repository)}
    if digest:
        parts["digest"] = part(digest)
    elif tag:
        parts["tag"] = part(tag)
    elif ":" in image.value.rpartition("/")[2] or "@" in image.value:
        parts["tag"] = part("")
    else:
        parts |= {"tag": part(None), "digest": part(None)}
    return Node(parts, image.place, image.key_place, None, image.layer)
