"""Which files a fix may change, and writing them."""

from __future__ import annotations

import os
import stat
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.sources.folders import CHART, RENDERED
from generator.sources.manifests import STDIN
from generator.sources.texts import PIPES

if TYPE_CHECKING:
    from collections.abc import Iterable


class FixFiles:
    """The files that may be changed; ``blocked`` are those that something else needs as they are."""

    def __init__(self, blocked: Iterable[str] = ()) -> None:
        self._blocked = frozenset(blocked)

    def refusal(self, file: str, text: str) -> str:
        """Why a file with a text is not to be changed, "" where it may be."""
        from generator.inject.templating import template_problem

        reasons = {
            "this is a template": template_problem(file, text) or (file != STDIN and is_in_chart(file)),
            "something else that is made from this file would be worse": file in self._blocked,
            "fairlead has rendered this: change what it is made from": file != STDIN and is_rendered(file),
            "this is no file that can be written": file != STDIN and not _is_writable(file),
        }
        return next((reason for reason, holds in reasons.items() if holds), "")


def _is_writable(file: str) -> bool:
    real = os.path.realpath(file)
    folder = os.path.dirname(real)
    return (
        not file.startswith(PIPES) and os.path.isfile(real) and os.access(real, os.W_OK) and os.access(folder, os.W_OK)
    )


def is_in_chart(file: str) -> bool:
    """Whether a file is among the templates of a chart."""
    above = _folders(file)
    return any(
        os.path.basename(inner) == "templates" and os.path.isfile(os.path.join(outer, CHART))
        for inner, outer in pairwise(above)
    )


def is_rendered(file: str) -> bool:
    """Whether a file is in a folder that fairlead has rendered."""
    return any(os.path.isfile(os.path.join(folder, RENDERED)) for folder in _folders(file))


def _folders(file: str) -> list[str]:
    """The folders that a file is in, the innermost first."""
    found = [os.path.dirname(os.path.abspath(file))]
    while os.path.dirname(found[-1]) != found[-1]:
        found.append(os.path.dirname(found[-1]))
    return found


def replace(file: str, before: str, after: str) -> str:
    """Give a file that holds one text another, whole or not at all, with its permissions; a link stays a link.

    The answer is "", or why it was not done.
    """
    real = os.path.realpath(file)
    temporary = os.path.join(os.path.dirname(real), f".{os.path.basename(real)}.{os.getpid()}.tmp")
    try:
        with open(real, "rb") as current:
            if current.read() != before.encode():
                return "it has changed in the meantime"
        with open(temporary, "xb") as new:
            new.write(after.encode())
        os.chmod(temporary, stat.S_IMODE(os.stat(real).st_mode))
        os.replace(temporary, real)
    except OSError as error:
        _remove(temporary)
        return f"it cannot be written: {error.strerror or error}"
    return ""


def _remove(file: str) -> None:
    try:
        os.unlink(file)
    except OSError:
        pass
