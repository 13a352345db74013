"""A chart without a `.helmignore`.

`helm package` puts everything in the folder into the chart but what this file names: editors' backups, `.git`, local
values with secrets. A chart may not be larger than a Secret (1 MB) once it is installed. `helm create` writes a good
one.

Source: https://helm.sh/docs/chart_template_guide/helm_ignore_file.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import ChartFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_PACKAGED = (".tgz", ".tar.gz")


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The missing file."""
    chart = ChartFolder(folder)
    if ".helmignore" not in chart.files and not chart.path.endswith(_PACKAGED):
        message = "nothing is left out of the package: the file is missing"
        yield chart.problem(".helmignore", (), message, "name what is no part of the chart: .git, *.tmp, …")
