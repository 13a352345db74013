"""A chart without a description.

`helm search` and every repository show it beside the name; without one nobody knows what the chart is for.

Source: https://helm.sh/docs/topics/charts, "The Chart.yaml File".
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
    """The missing description."""
    yield from ChartFolder(folder).missing(
        "description", "description is missing", "say in a sentence what it installs"
    )
