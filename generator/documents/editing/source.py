"""A whole source with its documents' changes, and new documents between them."""

from __future__ import annotations

from generator.documents.changes import Change, Edited, Refusal
from generator.documents.editing.amendments import same
from generator.documents.editing.block_text import map_lines
from generator.documents.editing.document import Editing
from generator.documents.editing.flow_text import flow_text
from generator.documents.editing.line_table import LineTable
from generator.documents.editing.spans import rows
from generator.documents.reading import read
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.documents.node import Plain
    from generator.documents.reading import Document

_MISREAD = "the file would not read as it shall, because of how it is divided into documents"


class _Part(NamedTuple):
    """A document's piece of the source, from start to end, its new text, and all values that are to be read there."""

    start: int
    end: int
    text: str
    values: list[Plain]


def edited(
    documents: Sequence[Document], changes: Mapping[int, Sequence[Change]], appended: Mapping[int, Sequence[Plain]]
) -> Edited:
    """What edits.edit_text gives."""
    source = _Source(documents)
    found = source.edited(changes, appended)
    if found is None and any(appended.values()):
        found = source.edited(changes, {})
        if found:
            found.refusals.extend(source.refusals({}, appended))
    return found or Edited(source.text, source.refusals(changes, appended))


class _Source:
    """All documents of a text with their places in it."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.text = documents[0].whole
        self._starts = _starts(documents, self.text)
        self._opens_with_json = self.text.lstrip().startswith("{")

    def edited(self, changes: Mapping[int, Sequence[Change]], appended: Mapping[int, Sequence[Plain]]) -> Edited | None:
        """The new text, None where it would not read as it shall."""
        refusals: list[Refusal] = []
        parts = [
            self._part(index, changes.get(index, ()), list(appended.get(index, ())), refusals)
            for index in range(len(self.documents))
        ]
        pieces: list[str] = []
        at = 0
        for part in parts:
            pieces += self.text[at : part.start], part.text
            at = part.end
        text = "".join([*pieces, self.text[at:]])
        return Edited(text, refusals) if self._reads_as(text, parts) else None

    def _reads_as(self, text: str, parts: list[_Part]) -> bool:
        if text == self.text or (text == parts[0].text and len(parts[0].values) == 1):
            return True  # nothing was changed, or the document that is the whole source was read already
        source = self.documents[0].source
        found = read(text, source)
        wanted = [value for part in parts for value in part.values]
        if len(wanted) != len(found.documents):
            return False
        if not all(same(one.value, value) for one, value in zip(found.documents, wanted, strict=True)):
            return False
        return not found.problems or len(found.problems) <= len(read(self.text, source).problems)

    def refusals(
        self, changes: Mapping[int, Sequence[Change]], appended: Mapping[int, Sequence[Plain]]
    ) -> list[Refusal]:
        """Refusals of all these changes and new documents."""
        found = [(index, change) for index, some in changes.items() for change in some]
        found += [(index, Change((), value)) for index, some in appended.items() for value in some]
        return [Refusal(change, _MISREAD, self.documents[index].place(change.path), index) for index, change in found]

    def _part(self, index: int, changes: Sequence[Change], new: list[Plain], refusals: list[Refusal]) -> _Part:
        document = self.documents[index]
        start = self._starts[index]
        end = start + len(document.text)
        if not changes and not new:
            return _Part(start, end, document.text, [document.value])
        if new and _is_list(document.value):
            changes, new = [*changes, *_as_items(document.value["items"], changes, new)], []
        editing = Editing(document)
        outcome = editing.edit(changes, ended=bool(new) and not self._is_json(index, editing))
        refusals += [refusal._replace(document=index) for refusal in outcome.refusals]
        text = self._appended(index, editing, outcome.text, new) if new else outcome.text
        return _Part(start, end, text, [outcome.value, *new])

    def _appended(self, index: int, editing: Editing, text: str, new: list[Plain]) -> str:
        """A document's text and new documents behind it."""
        end = self._end(index)
        newline = "\r\n" if "\r" in LineTable(editing.text).newline(len(editing.text) - 1) else "\n"
        if self._is_json(index, editing):
            following = self.documents[index + 1].text if index + 1 < len(self._starts) else ""
            between = following[: len(following) - len(following.lstrip())] or newline
            return text + "".join(between + _json(editing, value, newline) for value in new)
        body, tail = _without_blank_lines(text)
        last = end == len(self.text)
        before = _without_blank_lines(self.documents[index - 1].text)[1] if last and index else "" if last else tail
        for value in new:
            lines = ["---", *map_lines(value, editing.block_style()), ""]
            body += before + newline.join(lines)
        return body + tail if self.documents[index].text == editing.text else body.removesuffix(newline)

    def _end(self, index: int) -> int:
        return self._starts[index] + len(self.documents[index].text)

    def _is_json(self, index: int, editing: Editing) -> bool:
        """Whether a document is JSON behind which more can stand: it is the last one, or some follow at once."""
        behind = self._starts[index] == (self._end(index - 1) if index else 0)
        if not (behind and self._opens_with_json and editing.is_json()):
            return False
        end = self._end(index)
        if index + 1 < len(self._starts):
            return self._starts[index + 1] == end
        return not self.text[end:].strip()


def _starts(documents: Sequence[Document], text: str) -> list[int]:
    """Where each document's text begins in that of the source."""
    starts: list[int] = []
    at = line = 0
    for document in documents:
        chunk = document.chunk
        while line < chunk.line:
            at = text.index("\n", at) + 1
            line += 1
        start = at + chunk.column
        # A byte order mark belongs to no document and is counted as no column.
        starts.append(start if text.startswith(chunk.text, start) else start + 1)
    return starts


def _is_list(value: Plain) -> bool:
    """Whether a document is a list of any objects; one with a kind of its own (PodList) holds no others.

    A ResourceList is what kustomize hands to functions.
    """
    is_list = isinstance(value, dict) and value.get("kind") in ("List", "ResourceList")
    return is_list and isinstance(value.get("items"), list)


def _as_items(items: list[Plain], changes: Sequence[Change], new: list[Plain]) -> list[Change]:
    """The changes that append new items behind those that other changes append."""
    steps = [change.path[1] for change in changes if change.path[:1] == ("items",) and len(change.path) > 1]
    first = max([len(items), *(step + 1 for step in steps if isinstance(step, int))])
    return [Change(("items", first + at), value) for at, value in enumerate(new)]


def _without_blank_lines(text: str) -> tuple[str, str]:
    """A text up to the end of its last line with content, and the blank lines behind it."""
    body = text.rstrip(" \t\r\n")
    end = text.find("\n", len(body)) + 1 or len(text)
    return text[:end], text[end:]


def _json(editing: Editing, value: Plain, newline: str) -> str:
    """A new JSON document written like another one."""
    plan = editing.plan(editing.value)
    style = plan.flow_style(plan.root, rows(plan.text, plan.root))
    return flow_text(value, style._replace(newline=newline if style.step else ""))
