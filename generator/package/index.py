"""The index.yaml of a chart repository: which versions are there, and the text with some more.

New entries are put behind those of their chart, and no other byte is changed: Helm sorts the versions when it reads.
Nothing here asks the clock: an entry's time is that of the archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.documents.edits import Change, edit_text
from generator.documents.emitter import emit
from generator.documents.reading import read
from generator.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.package.chart_archive import ChartArchive

FILE = "index.yaml"


class Index:
    """The index of a repository; ``source`` is how messages call it. InputError where Helm could not use it."""

    def __init__(self, content: bytes, source: str) -> None:
        self._source = source
        try:
            self._text = content.decode("utf-8")
        except UnicodeDecodeError:
            raise InputError([self._problem("is no UTF-8 text")]) from None
        reading = read(self._text, source)
        wrong = reading.problems or self._wrong(reading.documents[0].value if reading.documents else {})
        if len(reading.documents) > 1 and not wrong:
            wrong = [self._problem("holds more than one document")]
        if wrong:
            raise InputError(wrong)
        self._documents = reading.documents
        self._value: dict[str, Any] = reading.documents[0].value if reading.documents else {}

    def entry(self, name: str, version: str) -> dict[str, Any] | None:
        """The entry of one version of a chart, None where there is none."""
        return next((entry for entry in self._versions(name) if entry.get("version") == version), None)

    def with_entries(self, entries: Iterable[tuple[str, dict[str, Any]]]) -> bytes:
        """The text with more entries, each with the name of its chart."""
        found = list(entries)
        generated = max([str(self._value.get("generated") or ""), *(entry["created"] for _, entry in found)])
        if not self._documents:
            return emit(_first(found, generated)).encode()
        changes = [Change(("generated",), generated), *self._additions(found)]
        if "apiVersion" not in self._value:
            changes.append(Change(("apiVersion",), "v1"))
        edited = edit_text(self._documents, {0: changes})
        if edited.refusals:
            raise InputError([Problem(one.place, "", one.message, _REWRITE) for one in edited.refusals])
        return edited.text.encode()

    def _additions(self, entries: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[Change]:
        """The changes that put entries behind those of their charts."""
        counts: dict[str, int] = {}
        for name, entry in entries:
            at = counts.setdefault(name, len(self._versions(name)))
            counts[name] += 1
            yield Change(("entries", name, at), entry)

    def _versions(self, name: str) -> list[dict[str, Any]]:
        return (self._value.get("entries") or {}).get(name) or []

    def _wrong(self, value: Any) -> list[Problem]:
        if not isinstance(value, dict) or not isinstance(value.get("entries") or {}, dict):
            return [self._problem("is no index of a chart repository")]
        return [self._problem(message) for message in _wrong_entries(value.get("entries") or {})]

    def _problem(self, message: str) -> Problem:
        return Problem(Place(self._source, 0, 0), "", message)


_REWRITE = "write the index anew with: helm repo index"


def _wrong_entries(entries: dict[str, Any]) -> Iterator[str]:
    for name, versions in entries.items():
        if not isinstance(versions or [], list) or not all(isinstance(entry, dict) for entry in versions or []):
            yield f"entries.{name}: is no list of versions"


def _first(found: Sequence[tuple[str, dict[str, Any]]], generated: str) -> dict[str, Any]:
    """The content of an index that there was none of."""
    entries: dict[str, list[Any]] = {}
    for name, entry in sorted(found, key=lambda one: one[0]):
        entries.setdefault(name, []).append(entry)
    return {"apiVersion": "v1", "entries": entries, "generated": generated}


def entry_of(archive: ChartArchive, url: str) -> dict[str, Any]:
    """The entry of an archive that is below ``url``, "" for beside the index."""
    own = {"created": _time(archive.epoch), "digest": archive.sha256, "urls": [f"{url}{archive.file}"]}
    return dict(sorted({**archive.fields, **own}.items()))


def _time(epoch: int) -> str:
    import time

    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch))
