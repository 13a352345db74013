"""What a diff found, shown to people and programs; one module a view, each made of the report alone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from generator.diff.report import Report

    Format: TypeAlias = Literal["text", "yaml", "json", "markdown"]

FORMATS: tuple[Format, ...] = ("text", "yaml", "json", "markdown")
"""What ``--format`` takes; ``side-by-side`` and ``html`` have options of their own."""


class View(Protocol):
    """The module of a view."""

    @staticmethod
    def show(report: Report, width: int, *, coloured: bool) -> str:
        """The whole view; ``width`` is that of the terminal in columns."""


def show(name: str, report: Report, *, width: int, coloured: bool) -> str:
    """A report in a view: a format, ``side-by-side`` or ``html``. The text ends with a line break, or is empty."""
    module: Any = import_module(f"generator.diff.views.{name.replace('-', '_')}_view")
    view: View = module
    return view.show(report, width, coloured=coloured)
