"""A template whose file is not named as those of charts are.

Templates of objects end in `.yaml`, those that give no object in `.tpl` or begin with an underscore; names have
dashes (`web-service.yaml`), no capitals and no underscores. A file `service.yml` is rendered as well, but tools that
look at charts pass it over.

Source: https://helm.sh/docs/chart_best_practices/templates, "Structure of templates/".
"""

from __future__ import annotations

from generator.errors import Place, Problem
from generator.lean import TYPE_CHECKING
from generator.lint.chart import ChartFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder

_OTHERS = (".tpl", ".txt", ".md")


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The files with other names."""
    chart = ChartFolder(folder)
    for path in chart.templates():
        name = path.rpartition("/")[2]
        stem, dot, ending = name.rpartition(".")
        if name.startswith("_") or name.endswith(_OTHERS):
            continue
        if f"{dot}{ending}" != ".yaml":
            yield _named(chart, path, f"{name} does not end in .yaml", f"rename it to {stem or ending}.yaml")
        elif "_" in stem or stem != stem.lower():
            better = _dashed(stem)
            yield _named(chart, path, f"{name} is not in lower case with dashes", f"rename it to {better}.yaml")


def _named(chart: ChartFolder, path: str, message: str, cure: str) -> Problem:
    """A problem with a file as a whole."""
    return Problem(Place(chart.shown(path), 0, 0), "", message, cure)


def _dashed(stem: str) -> str:
    """A name in lower case with dashes: webService and web_service are web-service."""
    text = ""
    for before, one in zip(" " + stem, stem, strict=False):
        text += f"-{one}" if one.isupper() and before.islower() else one
    return text.replace("_", "-").lower()
