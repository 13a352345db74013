"""What a run found, written for people and for programs; one module a format."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Protocol, import_module

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from generator.lint.finding import Result

    Format: TypeAlias = Literal["text", "json", "sarif", "junit", "github", "gitlab", "markdown"]

FORMATS: tuple[Format, ...] = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")


class Report(Protocol):
    """The module of a format."""

    @staticmethod
    def write(result: Result, /) -> str:
        """The whole report."""


def write(name: Format, result: Result) -> str:
    """What a run found, in a format; the text ends with a line break, or is empty."""
    report: Report = import_module(f"generator.lint.reports.{name}_report")
    return report.write(result)
