"""Which line of a template gave each line of what was rendered from it."""

from __future__ import annotations

from bisect import bisect_left

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.sources.template_lines import TemplateLine

_MOST_PAIRS = 100_000
"""Above so many pairs of lines that fit each other only the next few lines of the template are looked at."""
_WINDOW = 60
_NEXT = 4


class Pair(NamedTuple):
    """A rendered line and a line of the template that fits it, by index, and how well it does."""

    rendered: int
    template: int
    weight: int


def aligned(rendered: Sequence[str], template: Sequence[TemplateLine]) -> list[int]:
    """For each rendered line the index of the template line that gave it.

    Template and text go forward together; what a loop repeats is looked for behind. A line that fits nothing was
    given by an action that gives several lines, or belongs to the line before it.
    """
    best: list[int] = []
    score = -1
    for start, end in _documents(template):
        pairs = _pairs(rendered, template, start, end)
        chosen, weight = _heaviest(pairs)
        if weight > score:
            best, score = _filled(rendered, template, pairs, chosen, start), weight
    return best


def _documents(template: Sequence[TemplateLine]) -> list[tuple[int, int]]:
    """The parts of a template between lines of dashes."""
    cuts = [index for index, line in enumerate(template) if line.text.startswith("---")]
    starts = [0, *(cut + 1 for cut in cuts)]
    return list(zip(starts, [*cuts, len(template)], strict=True))


def _pairs(rendered: Sequence[str], template: Sequence[TemplateLine], start: int, end: int) -> list[list[Pair]]:
    """For each rendered line the template lines that fit it."""
    plain: dict[str, list[int]] = {}
    mixed: list[int] = []
    for index in range(start, end):
        line = template[index]
        if line.is_plain:
            plain.setdefault(line.start.rstrip(), []).append(index)
        elif not line.silent:
            mixed.append(index)
    rows = [text.rstrip() for text in rendered]
    crowded = sum(len(plain.get(own, ())) + len(mixed) for own in rows) > _MOST_PAIRS
    found, at = [], start
    for row, own in enumerate(rows):
        same, others = plain.get(own, []), mixed if own and not own.startswith("#") else []
        fits = [*_from(same, at), *_from(others, at)] if crowded else [*same, *others]
        pairs = sorted(pair for pair in (Pair(row, index, template[index].gives(own)) for index in fits) if pair.weight)
        at = pairs[0].template + 1 if pairs else at
        found.append(pairs)
    return found


def _from(indexes: list[int], at: int) -> list[int]:
    """Those of sorted indexes that are the next ones behind an index, and not far."""
    first = bisect_left(indexes, at)
    return [index for index in indexes[first : first + _NEXT] if index <= at + _WINDOW]


def _heaviest(pairs: list[list[Pair]]) -> tuple[dict[int, int], int]:
    """The pairs that go forward together and weigh most: template index by rendered index, and their weight."""
    size = max((pair.template for found in pairs for pair in found), default=-1) + 2
    tree: list[tuple[int, tuple[Pair, object] | None]] = [(0, None)] * (size + 1)
    for found in pairs:
        ends = []
        for pair in found:
            weight, before = _up_to(tree, pair.template)
            ends.append((pair.template + 1, (weight + pair.weight, (pair, before))))
        for index, end in ends:
            _put(tree, index, end)
    weight, last = _up_to(tree, size)
    chosen: dict[int, int] = {}
    while last is not None:
        pair, last = last  # type: ignore[assignment]
        chosen[pair.rendered] = pair.template
    return chosen, weight


_Best = tuple[int, "tuple[Pair, object] | None"]


def _up_to(tree: list[_Best], index: int) -> _Best:
    """The heaviest row of pairs that ends before a template index (a Fenwick tree of maxima)."""
    best: _Best = (0, None)
    while index > 0:
        if tree[index][0] > best[0]:
            best = tree[index]
        index -= index & -index
    return best


def _put(tree: list[_Best], index: int, end: _Best) -> None:
    while index < len(tree):
        if end[0] > tree[index][0]:
            tree[index] = end
        index += index & -index


def _filled(
    rendered: Sequence[str],
    template: Sequence[TemplateLine],
    pairs: list[list[Pair]],
    chosen: dict[int, int],
    start: int,
) -> list[int]:
    """The chosen lines, with those for the rendered lines that have none."""
    found: list[int] = []
    before = start
    for row in range(len(rendered)):
        if row in chosen:
            before = chosen[row]
        elif pairs[row]:
            before = min(pairs[row], key=lambda pair: abs(pair.template - before)).template
        else:
            after = _after(chosen, row, len(rendered), len(template))
            before = _spilling(template, before, after)
        found.append(before)
    return found


def _after(chosen: dict[int, int], row: int, rows: int, end: int) -> int:
    """The template line of the next rendered line that has one."""
    return next((chosen[later] for later in range(row, min(rows, row + 1000)) if later in chosen), end)


def _spilling(template: Sequence[TemplateLine], before: int, after: int) -> int:
    """The line from one index on and before another that may have given several lines; the first where none may."""
    if before < len(template) and template[before].spills:
        return before
    return next((index for index in range(before + 1, min(after, len(template))) if template[index].spills), before)
