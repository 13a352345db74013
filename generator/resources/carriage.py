"""Which texts all three outputs can carry unchanged.

Seen with Kustomize 5.8: it refuses U+007F to U+009F, U+FFFE and U+FFFF however they are written (U+0085 silently
becomes a blank), and cannot read back what it writes of a text of several lines that begins with a tab. The last line
break of a text that ends in several is lost where the text ends a document: kubectl takes it for a part of the `---`,
and Helm's `toYaml` drops it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

_REFUSED: Final = re.compile("[\x7f-\x9f\ufffe\uffff]")

_FILES: Final = (("config", "*", "files", "*", "content"), ("config", "*", "files", "*", "contentBase64"))
"""Where texts stand that the config stores as bytes; "*" is any one step."""

_VARIABLES: Final = (
    ("env", "*", "value"),
    ("components", "*", "env", "*", "value"),
    ("components", "*", "initContainers", "*", "env", "*", "value"),
    ("components", "*", "sidecars", "*", "env", "*", "value"),
)
"""Where texts stand that are in the middle of their object, and that the chart quotes."""


def trouble(text: str) -> str:
    """Why a text cannot be carried, in words, or "" where it can."""
    found = _REFUSED.search(text)
    if found:
        return f"Kustomize cannot carry the character U+{ord(found[0]):04X}"
    if text.startswith("\t") and "\n" in text:
        return "Kustomize cannot carry a text of several lines that begins with a tab"
    return ""


def loss(text: str) -> str:
    """Why a text is not the same where it ends a document, in words, or "" where it is."""
    lost = text.endswith("\n\n") or text == "\n"
    return "Helm, Kustomize and kubectl drop the last line break of a text that ends in several" if lost else ""


def report_texts(settings: Settings) -> None:
    """Report every text of the description that some output cannot carry; files are stored as bytes where need be."""
    for path, text in _texts(settings.description, ()):
        if _is_one_of(path, _FILES):
            continue
        found = trouble(text) or ("" if _is_one_of(path, _VARIABLES) else loss(text))
        if found:
            settings.report(path, found, "write it without, or put it into a file of a config")


def _is_one_of(path: Path, patterns: tuple[Path, ...]) -> bool:
    return any(
        len(path) == len(pattern) and all(part in ("*", step) for part, step in zip(pattern, path, strict=True))
        for pattern in patterns
    )


def _texts(value: Plain, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield (*path, key), key
            yield from _texts(child, (*path, key))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _texts(child, (*path, str(number)))
