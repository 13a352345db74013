"""A chart that says another `apiVersion` than v2.

`v1` is the format of Helm 2: dependencies stand in a `requirements.yaml`, there are no library charts, and tools for
Helm 3 and 4 only know it for old charts. Write `apiVersion: v2` and move the dependencies into Chart.yaml.

Source: https://helm.sh/docs/topics/charts, "The apiVersion Field".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import CHART, ChartFolder
from generator.lint.rule import Fix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The apiVersion of the chart."""
    chart = ChartFolder(folder)
    version = chart.chart.get("apiVersion")
    if version not in (None, "v2"):
        yield chart.problem(CHART, ("apiVersion",), f"apiVersion is {version}, the format of Helm 2", "write v2")
    yield from chart.missing("apiVersion", "apiVersion is missing", "write apiVersion: v2")


def fix(folder: Folder, _problem: Problem) -> Iterator[Fix]:
    """`apiVersion: v2` is written, unless dependencies stand in a `requirements.yaml`."""
    if not any(name.startswith("requirements.") for name in folder.files):
        yield Fix(("apiVersion",), "v2", before=tuple(ChartFolder(folder).chart))
