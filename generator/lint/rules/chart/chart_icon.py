"""A chart without an icon.

Catalogues of charts show it. A chart for one's own applications needs none, so that this is asked for in the profile
`strict` alone; `helm lint` says it too.

Source: https://helm.sh/docs/topics/charts, "The Chart.yaml File"; `helm lint` ("icon is recommended").
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
    """The missing icon."""
    yield from ChartFolder(folder).missing("icon", "icon is missing", "write icon: with the address of an image")
