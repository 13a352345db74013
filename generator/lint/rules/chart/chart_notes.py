"""A chart without `templates/NOTES.txt`.

helm prints it when the chart has been installed: where the application can be reached, and what to do next.

Source: https://helm.sh/docs/chart_template_guide/notes_files.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import ChartFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The missing notes."""
    chart = ChartFolder(folder)
    if not chart.is_library and "templates/NOTES.txt" not in chart.files:
        message = "the chart says nothing to those who install it"
        yield chart.problem("templates/NOTES.txt", (), message, "write how to reach what was installed")
