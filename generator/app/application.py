"""What loading a description gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.documents.node import Node
    from generator.errors import Problem


class Application(NamedTuple):
    """An application: merged and normalised, once for itself and once for each environment.

    ``root`` is the folder of ``source`` ("" for the working directory). ``base`` is the description with the shipped
    defaults and no environment; ``environments`` are wholly merged, in the order written. ``layers`` names the layers
    of each environment from the bottom up, as Nodes carry them. ``warnings`` are problems that stop nothing.
    ``texts`` are the lines of every source that a place can name.
    """

    name: str
    root: str
    source: str
    base: Node
    environments: dict[str, Node]
    layers: dict[str, tuple[str, ...]]
    warnings: list[Problem]
    texts: dict[str, list[str]]
