"""Changes to YAML and JSON texts that touch no other byte.

Positions come from the parser and all changes are made in one pass; then the new text is read as Kubernetes reads it,
and must have exactly the expected value. What would break that is refused and never written.
"""

from __future__ import annotations

from generator.documents.changes import REMOVED, Change, Edited, Refusal
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.documents.node import Plain
    from generator.documents.reading import Document

__all__ = ["REMOVED", "Change", "Edited", "Refusal", "edit", "edit_text"]


def edit(document: Document, changes: Sequence[Change]) -> tuple[str, list[Refusal]]:
    """The new text of a document (of its chunk), and the changes that were refused; the others are made all the same.

    Of two changes that give the same path different values the later is refused; one below a path that an earlier one
    sets goes into that value.
    """
    from generator.documents.editing.document import Editing

    outcome = Editing(document).edit(changes)
    return outcome.text, outcome.refusals


def edit_text(
    documents: Sequence[Document] | str,
    changes: Mapping[int, Sequence[Change]],
    appended: Mapping[int, Sequence[Plain]] | None = None,
    source: str = "",
) -> Edited:
    """The new text of a whole source: each document with its changes, and new documents behind some of them.

    ``documents`` are all documents of one source (``read(text, source).documents``, at least one), or its text, which
    is then read; the keys of ``changes`` and ``appended`` are indexes into them. New documents follow behind a
    ``---`` as the file writes it, as JSON behind JSON, and behind those in a ``kind: List`` (or
    ResourceList) as its last items.
    """
    from generator.documents.editing.source import edited
    from generator.documents.reading import read

    if isinstance(documents, str):
        text, documents = documents, read(documents, source).documents
        if not documents:
            return Edited(text, [])
    return edited(documents, changes, appended or {})
