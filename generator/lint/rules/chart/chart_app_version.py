"""An `appVersion` without quotes that YAML reads as a number.

`appVersion: 1.10` is the number 1.1, and `appVersion: 1e5` is 100000: the labels and the image tag that are made from
it are then those of another version. Quote it: `appVersion: "1.10"`.

Source: https://helm.sh/docs/topics/charts, "The appVersion field" ("wrapping the version in quotes").
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
    """The version of the application."""
    chart = ChartFolder(folder)
    version = chart.chart.get("appVersion")
    if version is not None and not isinstance(version, str):
        written = f"{version:g}" if isinstance(version, float) else version
        message = f"appVersion is read as the number {written}"
        yield chart.problem(CHART, ("appVersion",), message, "put it in quotes")


def fix(folder: Folder, _problem: Problem) -> Iterator[Fix]:
    """The version is put in quotes as it is written."""
    document = ChartFolder(folder).document(CHART)
    node = document.node().get("appVersion") if document is not None else None
    if node is not None and node.text:
        yield Fix(("appVersion",), node.text)
