"""A value in `values.yaml` that no template reads.

Whoever sets it changes nothing, and finds that out late. Most are left from an earlier version of a template, or are
spelled otherwise there. A map of which any part is read counts as read, and so do values of charts inside this one,
`global` and `tags`.

Nothing is said where a template passes all values on (`toYaml .Values`), or where a chart that this one needs is
missing from charts/.

Source: https://helm.sh/docs/chart_best_practices/values.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.chart import VALUES, ChartFolder, Reads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_OF_HELM = {"global", "tags", "exports", "import-values"}


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The values that nothing reads: the outermost of each."""
    chart = ChartFolder(folder)
    values = chart.value(VALUES)
    if not values or chart.is_library or chart.lacks_charts:
        return
    reads = Reads(chart.readers())
    if reads.everything:
        return
    left_alone = _OF_HELM | chart.inner
    for key, value in values.items():
        if key not in left_alone:
            for path in _unread((key,), value, reads):
                yield chart.problem(
                    VALUES, path, f"no template reads {'.'.join(path)}", "remove it, or use it", key=True
                )


def _unread(path: tuple[str, ...], value: Plain, reads: Reads) -> Iterator[tuple[str, ...]]:
    if not reads.is_read(path):
        yield path
    elif isinstance(value, dict) and not any(path[: len(read)] == read for read in reads.paths):
        for key, inner in value.items():
            yield from _unread((*path, key), inner, reads)
