"""A chart without maintainers.

Whoever has a question about the chart, or finds a fault in it, looks for a name and an address there.

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
    """The missing maintainers."""
    cure = "write maintainers: with name: and email:"
    yield from ChartFolder(folder).missing("maintainers", "maintainers are missing", cure)
