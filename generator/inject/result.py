"""What inject gives back: the text of a file, and what was done to it and why."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.errors import Place, Problem

    Action: TypeAlias = Literal["added", "changed", "kept", "refused"]


class Note(NamedTuple):
    """One thing that was put in, kept or refused.

    ``resource`` is ``Deployment/shop/web``, ``place`` where in the source it belongs (of a value that was added: the
    nearest thing that was there), ``path`` and ``value`` are within the object; ``value`` is what is there afterwards,
    None where something was taken out.

    added: it was not there. changed: it was there and wrong, and --override was given. kept: it is there and wrong;
    --override would change it. refused: left as it was, and ``reason`` says why and what to do; with the path () the
    whole object, or with ``resource`` "" the whole file, was left alone.

    ``reason`` has the numbers ("preStop 5 + longest request 180 + margin 10, at least 30"), ``source`` where they come
    from ("--longest-request", "default"; several are joined by commas), "" for what was refused.
    """

    resource: str
    place: Place
    path: Path
    value: Plain
    action: Action
    reason: str
    source: str = ""


class Injected(NamedTuple):
    """A file after inject.

    ``text`` is the new text, the old one where nothing changed. ``problems`` is what could not be read; such a file
    is left as it was.
    """

    text: str
    notes: list[Note]
    problems: list[Problem]
