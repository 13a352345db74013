"""What a run found, written for people and for programs; one module a format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, get_args

if TYPE_CHECKING:
    from generator.lint.finding import Result

Format: TypeAlias = Literal["text", "json", "sarif", "junit", "github", "gitlab", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)


class Report(Protocol):
    """The module of a format."""

    @staticmethod
    def write(result: Result, /) -> str:
        """The whole report."""


def write(name: Format, result: Result) -> str:
    """What a run found, in a format; the text ends with a line break, or is empty."""
    report: Report = import_module(f"generator.lint.reports.{name}_report")  # type: ignore[assignment]
    return report.write(result)
