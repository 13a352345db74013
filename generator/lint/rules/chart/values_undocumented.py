"""A value in `values.yaml` that nothing says a word about.

values.yaml is what people read to use a chart. A comment on the line of a key, above it or below it is enough, also for
the keys that follow without a blank line; so is a README.md that names the key.

Source: https://helm.sh/docs/chart_best_practices/values, "Document values.yaml".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import VALUES, ChartFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The keys at the top of values.yaml without a word."""
    chart = ChartFolder(folder)
    document = chart.document(VALUES)
    values = chart.value(VALUES)
    if document is None or chart.is_library:
        return
    lines = chart.files[VALUES].split("\n")
    prose = "".join(text for path, text in chart.files.items() if path.endswith(".md"))
    before = -2
    for key in values:
        row = document.place((key,), key=True).line - 1
        if before == row - 1 or _is_documented(lines, row) or f"`{key}" in prose:
            before = row
        else:
            yield chart.problem(VALUES, (key,), f"{key} has no comment", "say above it what it is for", key=True)


def _is_documented(lines: list[str], row: int) -> bool:
    """Whether there is a comment on the line of a key, above it, or at the start of what belongs to it."""
    above = lines[row - 1] if row else ""
    below = lines[row + 1] if row + 1 < len(lines) else ""
    return "#" in lines[row] or above.startswith("#") or (below[:1] == " " and below.lstrip().startswith("#"))
