"""What a component takes over from the application, after all layers are merged: image and env.

Init containers and sidecars are other programs: they take over how images are pulled, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.merge import merge
from generator.app.trees import revalued
from generator.app.unions import UNIONS, below
from generator.documents.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

PULLING = ("pullPolicy", "pullSecrets")


def completed(tree: Node) -> Node:
    """The merged tree in which every component and container has all that it takes over."""
    image = _versioned(tree.get("image"), tree.get("version"))
    env = tree.get("env")
    result = _with(tree, "image", image)
    components = tree.get("components")
    if components is not None:
        version = tree.get("version")
        result = _with(result, "components", _mapped(components, lambda child: _component(child, image, env, version)))
    return result


def _component(component: Node, image: Node | None, env: Node | None, version: Node | None) -> Node:
    own = component.get("image")
    inherited = own if image is None else image if own is None else merge(image, own, below(UNIONS, "image"))
    result = _with(component, "image", _versioned(inherited, version))
    variables = component.get("env")
    if env is not None:
        result = _with(result, "env", env if variables is None else merge(env, variables, below(UNIONS, "env")))
    for kind in ("initContainers", "sidecars"):
        containers = component.get(kind)
        if containers is not None:
            result = _with(result, kind, _mapped(containers, lambda child: _exposing(_pulling(child, image))))
    return _exposing(result)


def _versioned(image: Node | None, version: Node | None) -> Node | None:
    """The image, with the description's version for a tag where it names neither tag nor digest."""
    if image is None or version is None or image.get("tag") is not None or image.get("digest") is not None:
        return image
    return _with(image, "tag", version)


def _pulling(container: Node, image: Node | None) -> Node:
    own = container.get("image")
    if own is None or image is None:
        return container
    taken = {key: image.value[key] for key in PULLING if key not in own.value and image.get(key) is not None}
    return _with(container, "image", revalued(own, {**own.value, **taken})) if taken else container


def _exposing(container: Node) -> Node:
    """A port is offered by the Service unless it says otherwise."""
    ports = container.get("ports")
    if ports is None or all(port.get("expose") is not None for _, port in ports.items()):
        return container
    return _with(container, "ports", _mapped(ports, _exposed))


def _exposed(port: Node) -> Node:
    if port.get("expose") is not None:
        return port
    return _with(port, "expose", Node(True, port.place, port.key_place, None, "defaults"))


def _mapped(parent: Node, change: Callable[[Node], Node]) -> Node:
    return revalued(parent, {k: child if child.value is None else change(child) for k, child in parent.value.items()})


def _with(parent: Node, key: str, child: Node | None) -> Node:
    return parent if child is None else revalued(parent, {**parent.value, key: child})
