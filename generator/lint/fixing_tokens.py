"""Writing keys and plain scalars of a text otherwise, every other byte kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.documents import emitter
from generator.documents.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.reading import Document
    from generator.errors import Place
    from generator.lint.rule import Fix

_QUOTES = ("", '"', "'")
_FIRST = re.compile(r"[ \t]*:")


def rewritten(text: str, source: str, index: int, steps: Iterable[Fix]) -> str | None:
    """The text after steps that rename keys and rewrite scalars in the document of an index; None where that cannot be.

    What cannot be is a value that several places share by an alias or a merge, one that is written with escapes or
    over several lines, and a name that is taken: the text is read again, and has to say what it should.
    """
    before = read(text, source)
    document = before.documents[index]
    expected, tokens = document.value, []
    for step in sorted(steps, key=_depth, reverse=True):  # below a key that gets another name comes before it
        expected = _after(expected, step.path, step)
        tokens.append(_token(document, step))
    lines = text.split("\n")
    for place, old, new in sorted(set(tokens), reverse=True):  # from the end on, so that all places stay right
        row, start = lines[place.line - 1], place.column - 1
        if not old or not row.startswith(old, start):
            return None
        lines[place.line - 1] = row[:start] + new + row[start + len(old) :]
    text = "\n".join(lines)
    after = read(text, source)
    values = [one.value for one in before.documents]
    values[index] = expected
    return text if not after.problems and [one.value for one in after.documents] == values else None


def _depth(step: Fix) -> int:
    return len(step.path)


def _token(document: Document, step: Fix) -> tuple[Place, str, str]:
    """Where a step changes the text, what stands there, "" where that cannot be told, and what is to."""
    if step.action == "rename":
        place, key = document.place(step.path, key=True), str(step.path[-1])
        row = document.line(place)[place.column - 1 :]
        forms = [f"{quote}{key}{quote}" for quote in _QUOTES]
        form = next((one for one in forms if _FIRST.match(row.removeprefix(one)) and row.startswith(one)), "")
        return place, form, emitter.key(step.value) if form == key else emitter.quoted(step.value)
    node = document.node()
    for one in step.path:
        node = node.value[one]
    return node.place, node.text or "", emitter.scalar(step.value)


def _after(value: Plain, path: Path, step: Fix) -> Plain:
    """A copy of a value after a step whose path goes on like this."""
    if not path:
        return step.value
    first, rest = path[0], path[1:]
    if isinstance(value, list):
        return [_after(one, rest, step) if index == first else one for index, one in enumerate(value)]
    if rest or step.action != "rename":
        return {key: _after(one, rest, step) if key == first else one for key, one in value.items()}
    return {(step.value if key == first else key): one for key, one in value.items()}
