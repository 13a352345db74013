"""The documents of some files, each by itself, as kubectl would send them one after another."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDINGS = (".yaml", ".yml", ".json")


class Document(NamedTuple):
    """A document as it was written, with the file and the line that it begins on.

    ``kind``, ``api_version`` and ``namespace`` are what PyYAML, which fairlead does not use here, reads in it; "" for
    what is not there or no text. ``refusal`` is why kubectl would not send it, "" where it would.
    """

    path: str
    line: int
    text: str
    api_version: str
    kind: str
    namespace: str
    refusal: str = ""
    is_json: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def documents_in(paths: Iterable[str]) -> list[Document]:
    """All documents of some files, and of the files below some folders, without those that hold nothing."""
    found: list[Document] = []
    for path in paths:
        for file in sorted(_files(path)):
            with open(file, encoding="utf-8", errors="surrogateescape", newline="") as opened:
                found += documents_of(opened.read(), os.path.relpath(file))
    return found


def documents_of(text: str, path: str) -> Iterator[Document]:
    """The documents of a text; the items of lists one by one."""
    for line, part, refusal in _json_values(text) if text.lstrip().startswith("{") else _yaml_documents(text):
        value = _value(part)
        if value is None and not refusal and _is_empty(part):
            continue
        if isinstance(value, dict) and isinstance(value.get("items"), list) and str(value.get("kind")).endswith("List"):
            yield from _items(part, path, line)
        else:
            yield _document(path, line, part, value, refusal)


def of_value(value: Any, path: str, line: int) -> Document:
    """A document that says this."""
    return _document(path, line, json.dumps(value), value, "")._replace(is_json=True)


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    for folder, _, names in os.walk(path):
        yield from (os.path.join(folder, name) for name in names if name.endswith(ENDINGS))


def _yaml_documents(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, text and refusal of each part between lines that begin with ``---``, as kubectl cuts them."""
    lines: list[str] = []
    start, refusal = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("---"):
            lines.append(line)
            continue
        yield start, "\n".join([*lines, ""]), refusal
        rest = line[3:].strip()
        if not rest or rest.startswith("#"):
            lines, start, refusal = [], number + 1, ""
        else:
            lines, start, refusal = [line], number, f"invalid Yaml document separator: {rest}"
    yield start, "\n".join(lines), refusal


def _json_values(text: str) -> Iterator[tuple[int, str, str]]:
    """The JSON values that a text is a row of; what is none is left to the server as it is."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        start = at + len(text[at:]) - len(text[at:].lstrip())
        if start == len(text):
            return
        try:
            _, at = decoder.raw_decode(text, start)
        except ValueError:
            at = len(text)
        yield text.count("\n", 0, start) + 1, text[start:at], ""


def _items(text: str, path: str, line: int) -> Iterator[Document]:
    from generator.documents.reading import read

    for document in read(text, path).documents:
        value: Any = document.value
        for item in value["items"]:
            yield of_value(item, path, line)


def _document(path: str, line: int, text: str, value: Any, refusal: str) -> Document:
    value = value if isinstance(value, dict) else {}
    metadata = value.get("metadata") if isinstance(value.get("metadata"), dict) else {}
    told = (value.get("apiVersion"), value.get("kind"), metadata.get("namespace"))
    api_version, kind, namespace = (one if isinstance(one, str) else "" for one in told)
    return Document(path, line, text, api_version, kind, namespace, refusal)


def _value(text: str) -> Any:
    """What a text says; what can only be read without the meaning of its scalars is read so, None where nothing is."""
    for loader in (yaml.CSafeLoader, yaml.CBaseLoader):
        try:
            return yaml.load(text, loader)  # noqa: S506 - both make plain values only
        except (yaml.YAMLError, ValueError, TypeError, RecursionError):
            continue
    return None


def _is_empty(text: str) -> bool:
    """Whether there is nothing but comments and null."""
    try:
        return all(document is None for document in yaml.load_all(text, yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError):
        return False
