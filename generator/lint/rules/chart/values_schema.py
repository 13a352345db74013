"""A chart with values and no `values.schema.json`.

helm checks the values against it before it renders anything: a misspelled key, or text where a number is wanted, is
an error with its path, and not an object that is silently wrong. Editors complete values with it.

Source: https://helm.sh/docs/topics/charts, "Schema Files".
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
    """The missing schema."""
    chart = ChartFolder(folder)
    if chart.value(VALUES) and not chart.is_library and "values.schema.json" not in chart.files:
        message = "no value is checked: values.schema.json is missing"
        yield chart.problem("values.schema.json", (), message, "write a JSON schema of the values")
