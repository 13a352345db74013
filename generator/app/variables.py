"""``$(NAME)`` in environment variables: which name each other, and where that goes round in a circle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.app.findings import Finding, at
from generator.app.parts import children, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.app.paths import Path
    from generator.documents.node import Node

_REFERENCE = re.compile(r"\$(?:\$|\(([^()]*)\))")


def named_in(text: str) -> list[str]:
    """The names that a text refers to as ``$(NAME)``, in order; ``$$(NAME)`` is text, not a reference."""
    return [name for name in _REFERENCE.findall(text) if name]


def variable_findings(owner: Node, path: Path) -> Iterator[Finding]:
    """A finding for each circle among the variables of one container."""
    variables = dict(children(owner, "env"))
    names = {
        name: [used for used in named_in(text_of(node, "value")) if used in variables]
        for name, node in variables.items()
    }
    for circle in _circles(names):
        shown = " → ".join([*circle, circle[0]])
        yield at(variables[circle[0]], (*path, "env", circle[0]), f"variables name each other in a circle: {shown}")


def _circles(names: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Each circle once, starting at its first name in the order written."""
    done: set[str] = set()
    for start in names:
        trail: list[str] = []
        walks = [iter([start])]
        while walks:
            name = next(walks[-1], None)
            if name is None:
                walks.pop()
                if trail:
                    done.add(trail.pop())
            elif name in trail:
                circle = trail[trail.index(name) :]
                first = min(circle, key=list(names).index)
                at_first = circle.index(first)
                yield circle[at_first:] + circle[:at_first]
            elif name not in done:
                trail.append(name)
                walks.append(iter(names[name]))
