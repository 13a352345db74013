"""What is found wrong with a description while it is loaded, and how it becomes the problems of one error."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.app.paths import Path, show, starts_with
from generator.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.documents.node import Node


class Finding(NamedTuple):
    """One thing that is wrong. ``about`` are the paths whose absence or value is complained of: where one of them is
    already known to be broken, the finding would only repeat that and is dropped.
    """

    place: Place
    path: Path
    message: str
    cure: str = ""
    about: tuple[Path, ...] = ()
    severity: str = "error"
    layer: str = ""


def at(node: Node, path: Path, message: str, cure: str = "", about: tuple[Path, ...] = ()) -> Finding:
    """A finding at a Node's value."""
    return Finding(node.place, path, message, cure, about, layer=node.layer)


def at_key(node: Node, path: Path, message: str, cure: str = "", about: tuple[Path, ...] = ()) -> Finding:
    """A finding at a Node's key."""
    return Finding(node.key_place, path, message, cure, about, layer=node.layer)


def unrepeated(findings: Iterable[Finding], broken: Sequence[Path]) -> list[Finding]:
    """The findings that do not merely follow from what is broken already."""
    return [finding for finding in findings if not _follows(finding, broken)]


def _follows(finding: Finding, broken: Sequence[Path]) -> bool:
    return any(starts_with(about, path) or starts_with(path, about) for about in finding.about for path in broken)


def problems(findings: Iterable[Finding], texts: Mapping[str, list[str]]) -> list[Problem]:
    """Each finding once, in the order of the files and of the positions in them, with its source line.

    ``texts`` are the lines of the sources, in the order in which they were read.
    """
    ranks = {source: rank for rank, source in enumerate(texts)}
    unique = dict.fromkeys(findings)
    order = sorted(unique, key=lambda found: (ranks.get(found.place.source, len(ranks)), found.place))
    seen: dict[tuple[Place, Path, str], Problem] = {}
    for found in order:
        line = _line(texts.get(found.place.source, []), found.place.line)
        problem = Problem(found.place, show(found.path), found.message, found.cure, line, found.severity)
        # What several components take over from one place is one problem, not one for each of them.
        seen.setdefault((found.place, found.path[-1:], found.message), problem)
    return list(seen.values())


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""
