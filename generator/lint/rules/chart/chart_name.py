"""A chart whose name is not in the form that charts have, or not that of its folder.

Names of charts are lower-case letters, digits and dashes: names of objects and labels are made from them, and
Kubernetes allows nothing else there. The folder of a chart has the chart's name; `helm package` and people look for
it there.

Source: https://helm.sh/docs/chart_best_practices/conventions, "Chart Names".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import CHART, ChartFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_PACKAGED = (".tgz", ".tar.gz")


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The name of the chart."""
    chart = ChartFolder(folder)
    name = chart.chart.get("name")
    if not isinstance(name, str) or not name:
        return
    if set(name) - _ALLOWED or name.strip("-") != name:
        message = f"the name {name} has more than lower-case letters, digits and dashes"
        yield chart.problem(CHART, ("name",), message, "rename the chart")
    elif not chart.path.endswith(_PACKAGED) and _folder(chart.path) not in (name, ""):
        message = f"the chart {name} is in the folder {_folder(chart.path)}"
        problem = chart.problem(CHART, ("name",), message, "give both one name")
        yield problem._replace(severity="note")


def _folder(path: str) -> str:
    """The name of the chart's folder, "" where the path does not say it."""
    name = path.rstrip("/").rpartition("/")[2]
    return "" if name in (".", "..") else name
