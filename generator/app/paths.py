r"""Paths of the description: ``components.web.ports.http``, the steps from the root to a value.

A dot inside a step is written ``\.`` (or the step is put in double quotes), so that keys such as
``nginx.ingress.kubernetes.io/rewrite-target`` can be named.
"""

from __future__ import annotations

from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]


def show(path: Path) -> str:
    """A path as a person writes it; list indexes stand as steps of their own."""
    return ".".join([step.replace("\\", "\\\\").replace(".", "\\.") or '""' for step in path])


def parse(text: str) -> Path:
    """The steps of a written path. ValueError, with the reason, where it is malformed."""
    steps: list[str] = []
    rest = text
    while True:
        step, rest = _quoted(rest) if rest.startswith('"') else _bare(rest)
        steps.append(step)
        if not rest:
            return tuple(steps)
        rest = rest[1:]


def _quoted(text: str) -> tuple[str, str]:
    end = text.find('"', 1)
    if end < 0:
        raise ValueError(f"the quote before {text[1:]!r} is not closed")
    if text[end + 1 : end + 2] not in ("", "."):
        raise ValueError(f"after {text[: end + 1]} a dot must follow")
    return text[1:end], text[end + 1 :]


def _bare(text: str) -> tuple[str, str]:
    step = ""
    index = 0
    while index < len(text) and text[index] != ".":
        index += text[index] == "\\" and index + 1 < len(text)
        step += text[index]
        index += 1
    if not step:
        raise ValueError("a step of the path is empty")
    return step, text[index:]


def starts_with(path: Path, start: Path) -> bool:
    """Whether a path is another one or lies below it."""
    return path[: len(start)] == start
