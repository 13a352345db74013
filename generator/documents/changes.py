"""What is to be changed in a document, and what came of it."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.errors import Place


class Removed:
    """What stands for "no value": see REMOVED."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "REMOVED"

    def __reduce__(self) -> str:
        return "REMOVED"


REMOVED: Final = Removed()
"""As the value of a Change: takes the key, or the list item, out."""


class Change(NamedTuple):
    """A value to set, insert or remove in a document.

    ``path`` leads from the document's root (an item of a ``kind: List`` is ("items", 0, …)) and is never ().
    Its indexes are those of the document as it is, whatever other changes are made at the same time. An index
    equal to the list's length appends an item, the next one a second item. Parents that are missing, null or
    ``{}`` are made maps (lists where the next step is 0). Setting a map or list that is there changes only what
    differs in it. What is so already is no change.

    ``before``: a new key is put before the first of these keys that the map has, else at the map's end.
    """

    path: Path
    value: Plain | Removed
    before: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """A change that cannot be written, the reason in words, and the place in the source it is about.

    ``document`` is the index that ``edit_text`` was given. A document that could not be appended has a change whose
    path is ().
    """

    change: Change
    message: str
    place: Place
    document: int = 0


class Edited(NamedTuple):
    """The new text of a whole source, and what was refused."""

    text: str
    refusals: list[Refusal]


class RefusedError(Exception):
    """What is at ``path`` cannot be written as it shall be; the message says why."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
