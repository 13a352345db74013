"""Cures that several rules share; rules import them where they fix, so that linting alone does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.documents.reading import Document
from generator.lint.rule import Fix
from generator.objects import quantities
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.documents.manifest import Manifest, Path
    from generator.documents.node import Plain
    from generator.objects.resource import Pod

_MOST_DIGITS = 10
_MODE_DIGITS = 3
_DECIMAL_BYTES = {"kB": "k", "KB": "k", "MB": "M", "GB": "G", "TB": "T", "PB": "P", "EB": "E"}
_BINARY = {unit.lower(): unit for unit in quantities.BINARY}


class Octal(int):
    """A file mode that is written in octal: its text is ``0644``, its value 420."""

    def __str__(self) -> str:
        return f"0{int(self):o}"


def number(owner: Plain, path: Path) -> Iterator[Fix]:
    """The number that a text of digits means where text would have to be a name or a percentage: ``"8080"``."""
    text = at(owner, *path)
    if isinstance(text, str) and is_number(text):
        yield Fix(path, int(text))


def is_number(text: str) -> bool:
    """Whether a text is a whole number from 0 on, as one writes it."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and (text == "0" or text[0] != "0")


def mode(pod: Pod, path: Path) -> Iterator[Fix]:
    """The mode whose octal digits are written as a decimal number: 0644 for 644, and in JSON 420."""
    digits = str(at(pod.value, *path))
    if len(digits) == _MODE_DIGITS and set(digits) <= set("01234567"):
        meant = int(digits, 8)
        is_json = pod.owner.manifest.origin.text.lstrip()[:1] == "{"
        yield Fix(path, meant) if is_json else Fix(path, Octal(meant), "rewrite")


def quantity(owner: Plain, path: Path) -> Iterator[Fix]:
    """The quantity that an amount with a unit of everyday writing means, where it can mean only one: ``1 GB``."""
    text = at(owner, *path)
    meant = _meant(text) if isinstance(text, str) and quantities.parse(text) is None else ""
    if meant and quantities.parse(meant) is not None:
        yield Fix(path, meant)


def _meant(text: str) -> str:
    """An amount with Kubernetes' own unit, "" where several could be meant.

    ``GB`` is a thousand million bytes by all standards, ``gi`` and ``GiB`` can only be binary. ``g`` and ``gb`` are
    binary to some programs and decimal to others, and ``Mb`` may be bits.
    """
    text = text.strip()
    unit = text.lstrip("+-0123456789. ")
    amount = text[: len(text) - len(unit)].strip()
    if not amount or " " in amount:
        return ""
    if unit in quantities.DECIMAL or unit in quantities.BINARY:
        return amount + unit
    kubernetes = _DECIMAL_BYTES.get(unit) or _BINARY.get(unit.lower().removesuffix("b"))
    return amount + kubernetes if kubernetes else ""


def home(manifest: Manifest, paths: Iterable[Path]) -> tuple[Document, Path] | None:
    """The document that a person wrote, and the path in it of an object, for paths below the object.

    None where what is at one of the paths, or would be a new key there, is not to be changed in any document.
    """
    origin: Any = manifest.origin
    if isinstance(origin, Document):
        return origin, manifest.prefix
    if not hasattr(origin, "resource_with"):
        return None
    document = origin.resource_with(paths)
    return None if document is None else (document, ())


def written(manifest: Manifest, path: Path) -> str | None:
    """A scalar of an object as its source has it (``1.10`` for 1.1), None where that cannot be told."""
    found = home(manifest, [path])
    if found is None:
        return None
    document, prefix = found
    node = document.node()
    for step in prefix + path:
        inside = node.value
        if isinstance(step, int):
            child = inside[step] if isinstance(inside, list) and step < len(inside) else None
        else:
            child = inside.get(step) if isinstance(inside, dict) else None
        if child is None:
            return None
        node = child
    return node.text
