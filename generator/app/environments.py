"""Where the environments of a description are: inline, or in ``overlays/<environment>.yaml`` beside it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from generator.app.findings import Finding, at_key
from generator.app.layers import Environment, Layer
from generator.app.wording import quoted
from generator.documents.node import Node
from generator.errors import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.app.files import Files

_NAME = re.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")


def overlay_files(root: str, files: Files) -> dict[str, str]:
    """The file of each environment that has one, by name."""
    folder = os.path.join(root, "overlays")
    names = [name for name in files.names(folder) if name.endswith(".yaml")]
    return {name.removesuffix(".yaml"): os.path.join(folder, name) for name in names}


def inline(tree: Node) -> dict[str, Node]:
    """The environments written in a description, which is left without them; one with nothing in it is an empty map."""
    written = tree.value.pop("environments", None)
    found: dict[str, Node] = {}
    for name, node in written.value.items() if written is not None and written.value else ():
        found[name] = node if node.value is not None else Node({}, node.place, node.key_place, node.text, node.layer)
    return found


def gathered(
    written: dict[str, Node], overlays: dict[str, str], read: Callable[[str, str], Node | None]
) -> Iterator[Environment | Finding]:
    """The environments: those of the description in its order, then those that only a file describes.

    ``read`` gives the checked tree of a file, None where it is unusable. A Finding where both say something.
    """
    for name in (*written, *(name for name in overlays if name not in written)):
        layer, node = f"environment {name}", written.get(name)
        if node is None and not _NAME.fullmatch(name):
            message = f"the file is that of an environment, and {quoted(name)} cannot be the name of one"
            cure = "a name of lower case letters, digits and '-' that starts and ends with a letter or digit"
            yield Finding(Place(overlays[name], 0, 0), (), message, cure)
            continue
        if name not in overlays:
            yield Environment(name, Layer(layer, written[name], ("environments", name)))
            continue
        if node is not None and node.value:
            message = f"is described here and in {overlays[name]}"
            yield at_key(node, ("environments", name), message, "keep one of them")
        tree = read(overlays[name], layer)
        yield Environment(name, Layer(layer, Node({}, Place(overlays[name], 1, 1)) if tree is None else tree))
