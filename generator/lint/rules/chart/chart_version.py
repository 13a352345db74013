"""A chart without a version, or with one that is no semantic version.

`helm package` refuses it, and repositories and dependencies order charts by it. A version has three numbers:
`1.4.0`, `1.4.0-rc.1`, `1.4.0+build.7`. A leading `v` and two numbers are taken by some of Helm's commands only.

Source: https://semver.org; https://helm.sh/docs/topics/charts, "Charts and Versioning".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import CHART, ChartFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The version of the chart."""
    chart = ChartFolder(folder)
    version = chart.chart.get("version")
    yield from chart.missing("version", "version is missing", "write version: 0.1.0")
    if version and not (isinstance(version, str) and _is_semantic(version)):
        message = f"{version} is no semantic version"
        yield chart.problem(CHART, ("version",), message, "write three numbers: 1.4.0, or 1.4.0-rc.1")


def _is_semantic(version: str) -> bool:
    core, _, build = version.partition("+")
    numbers, dash, label = core.partition("-")
    parts = numbers.split(".")
    fine = len(parts) == 3 and all(_is_number(part) for part in parts)  # noqa: PLR2004 - major, minor, patch
    labels = label.split(".") if dash else []
    builds = build.split(".") if "+" in version else []
    return fine and all(_is_label(one) for one in (*labels, *builds))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and (text == "0" or not text.startswith("0"))


def _is_label(text: str) -> bool:
    return bool(text) and text.isascii() and text.replace("-", "a").isalnum()
