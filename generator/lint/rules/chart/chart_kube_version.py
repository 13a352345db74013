"""A chart that does not say for which versions of Kubernetes it is.

With `kubeVersion: ">=1.27.0-0"` helm refuses to install the chart where it cannot work, before anything has changed.
The `-0` lets versions with a suffix pass (`1.29.3-gke.1`), which managed clusters have.

Source: https://helm.sh/docs/topics/charts, "The kubeVersion Field".
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
    """The missing range of versions."""
    chart = ChartFolder(folder)
    if not chart.is_library:
        yield from chart.missing("kubeVersion", "kubeVersion is missing", 'write kubeVersion: ">=1.27.0-0"')
