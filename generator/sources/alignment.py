"""Which line of a template gave each line of what was rendered from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.sources.template_lines import TemplateLine

_MOST_PAIRS = 100_000
"""Above so many pairs of lines that fit each other only the next few lines of the template are looked at."""
_WINDOW = 60


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
    found = []
    for row, text in enumerate(rendered):
        own = text.rstrip()
        fits = plain.get(own, [])
        if own and not own.startswith("#"):
            fits = [*fits, *mixed]
        pairs = [Pair(row, index, template[index].gives(own)) for index in fits]
        found.append(sorted(pair for pair in pairs if pair.weight))
    return found


def _heaviest(pairs: list[list[Pair]]) -> tuple[dict[int, int], int]:
    """The pairs that go forward together and weigh most: template index by rendered index, and their weight."""
    if sum(map(len, pairs)) > _MOST_PAIRS:
        return _nearest(pairs)
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


def _nearest(pairs: list[list[Pair]]) -> tuple[dict[int, int], int]:
    """The first pair of each line that goes forward, and not far."""
    chosen: dict[int, int] = {}
    weight, at = 0, -1
    for found in pairs:
        pair = next((pair for pair in found if at < pair.template <= at + _WINDOW), None)
        if pair is not None:
            chosen[pair.rendered] = at = pair.template
            weight += pair.weight
    return chosen, weight


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
            after = next((chosen[later] for later in range(row, len(rendered)) if later in chosen), len(template))
            before = _spilling(template, before, after)
        found.append(before)
    return found


def _spilling(template: Sequence[TemplateLine], before: int, after: int) -> int:
    """The line from one index on and before another that may have given several lines; the first where none may."""
    if before < len(template) and template[before].spills:
        return before
    return next((index for index in range(before + 1, min(after, len(template))) if template[index].spills), before)
