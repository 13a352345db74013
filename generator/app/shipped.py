"""The layers that come with fairlead: the defaults and the presets, data in ``overlays/*.yaml``."""

from __future__ import annotations

import os

from generator.app.data import data_path, read_data
from generator.app.layers import Layer
from generator.app.normalize import Normalize
from generator.app.trees import copied
from generator.documents.node import Node
from generator.documents.reader import read_document

DEFAULTS = "defaults"


def presets() -> list[str]:
    """The names of the presets that come with fairlead."""
    names = [name.removesuffix(".yaml") for name in os.listdir(data_path("overlays")) if name.endswith(".yaml")]
    return sorted(name for name in names if name != DEFAULTS)


class Shipped:
    """Reads each shipped layer once; ``texts`` are the lines of those that were read, by the source of their places."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self._layers: dict[str, Layer] = {}

    def layer(self, name: str) -> Layer:
        """The defaults, or the preset of a name that ``presets()`` gives; normalised."""
        if name not in self._layers:
            self._layers[name] = self._read(name)
        return self._layers[name]

    def _read(self, name: str) -> Layer:
        source = f"fairlead:overlays/{name}.yaml"
        text = read_data("overlays", f"{name}.yaml")
        self.texts[source] = text.split("\n")
        title = name if name == DEFAULTS else f"preset {name}"
        tree = copied(read_document(text, source), title)
        Normalize().layer(tree, ())
        types = tree.get("types")
        if types is not None:
            Normalize().layer(Node({"components": types}, types.place), ())
        return Layer(title, tree, shipped=True)
