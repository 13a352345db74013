"""A value in `values.yaml` that nothing says a word about.

values.yaml is what people read to use a chart. A comment on the line of a key, or above it, is enough; so is a
README.md that names the key.

Source: https://helm.sh/docs/chart_best_practices/values, "Document values.yaml".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    for key in values:
        place = document.place((key,), key=True)
        row = place.line - 1
        above = lines[row - 1].strip() if row else ""
        documented = above.startswith("#") or "#" in lines[row] or f"`{key}" in prose
        if not documented:
            yield chart.problem(VALUES, (key,), f"{key} has no comment", "say above it what it is for", key=True)
