"""An object as YAML on both sides, line beside line: what belongs together stands in one row."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.diff.differences import merged, same
from generator.diff.items import matches
from generator.diff.steps import shown
from generator.documents.emitter import block
from generator.documents.emitter import key as key_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.diff.field import Field
    from generator.diff.items import Match
    from generator.diff.model import Difference, Steps
    from generator.diff.report import Mark, Row
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

_INDENT = "  "
_DASH = "- "


def rows_of_one(value: dict[str, Plain], mark: Mark) -> list[Row]:
    """The rows of an object that only one side has: ``-`` before, ``+`` after."""
    return [_row(mark, line, line, "") for line in block(value)]


class Margin:
    """What stands before the next line of a side: for the first line of an item a dash, blanks for all others."""

    __slots__ = ("_first", "pad")

    def __init__(self, pad: str, first: str | None = None) -> None:
        self.pad = pad
        self._first = pad if first is None else first

    def lines(self, value: Plain) -> list[str]:
        """The YAML of a map or a list behind this margin."""
        found = block(value, len(self.pad))
        found[0] = self._first + found[0][len(self.pad) :]
        self._first = self.pad
        return found

    def head(self, text: str) -> str:
        """A line behind this margin."""
        found = self._first + text
        self._first = self.pad
        return found


class Half:
    """One side of a place: the value as it is, as it may be shown, its path, and the margin of its next line."""

    __slots__ = ("margin", "path", "raw", "shown")

    def __init__(self, raw: Plain, shown_value: Plain, path: Path, margin: Margin) -> None:
        self.raw = raw
        self.shown = shown_value
        self.path = path
        self.margin = margin

    def below(self, step: str | int, margin: Margin) -> Half:
        """What is under a key or an index."""
        return Half(self.raw[step], self.shown[step], (*self.path, step), margin)


class Writer:
    """Writes two sides of an object as rows, with the differences that were found between them."""

    def __init__(self, found: Iterable[Difference]) -> None:
        self.rows: list[Row] = []
        found = list(found)
        self._before = {one.before_path for one in found if not one.order and one.before_path is not None}
        self._after = {one.after_path for one in found if not one.order and one.after_path is not None}
        self._moved = {one.after_path for one in found if one.order}

    def maps(self, before: Half, after: Half, field: Field, steps: Steps) -> None:
        """Write two maps, key by key in the order of the after side; nothing of them is to be ignored."""
        where = shown(steps)
        for key in merged(before.raw, after.raw):
            old, new = before.raw.get(key), after.raw.get(key)
            if old is None and new is None:
                continue
            if old is None or new is None:
                self._one_sided(before if new is None else after, key, where, is_before=new is None)
            else:
                self._entry(before, after, key, field.child(key), (*steps, key))

    def _entry(self, before: Half, after: Half, key: str, field: Field, steps: Steps) -> None:
        """Write what both sides have under a key."""
        where = shown(steps[:-1])
        old, new = before.raw[key], after.raw[key]
        if (
            repr(old) == repr(new)
            or old.__class__ is not new.__class__
            or not (old and isinstance(old, dict | list) and new)
        ):
            touched = self._touches((*after.path, key), (*before.path, key))
            self._lines(
                before.margin.lines({key: before.shown[key]}),
                after.margin.lines({key: after.shown[key]}),
                where,
                changed=touched,
            )
            return
        head = f"{key_text(key)}:"
        self.rows.append(_row("=", before.margin.head(head), after.margin.head(head), where))
        one = before.below(key, Margin(before.margin.pad + _INDENT))
        other = after.below(key, Margin(after.margin.pad + _INDENT))
        if isinstance(old, dict):
            self.maps(one, other, field, steps)
        else:
            self._lists(one, other, field, steps)

    def _lists(self, before: Half, after: Half, field: Field, steps: Steps) -> None:
        where = shown(steps)
        found = matches(before.raw, after.raw, field, same)
        if found is None:
            self._lines(
                before.margin.lines(before.shown),
                after.margin.lines(after.shown),
                where,
                changed=after.path in self._after,
            )
            return
        for match in _parted(found) if after.path in self._moved else found:
            if match.after is None:
                self._item(before, match.before, where, "-")
            elif match.before is None:
                self._item(after, match.after, where, "+")
            else:
                self._pair(before, after, match, field, steps)

    def _pair(self, before: Half, after: Half, match: Match, field: Field, steps: Steps) -> None:
        """Write an item that both sides have."""
        old, new = match.before or 0, match.after or 0
        one, other = before.below(old, _dashed(before.margin)), after.below(new, _dashed(after.margin))
        if isinstance(one.raw, dict) and isinstance(other.raw, dict) and one.raw and other.raw:
            self.maps(one, other, field.items, (*steps, match.step))
            return
        self._lines(
            before.margin.lines([one.shown]),
            after.margin.lines([other.shown]),
            shown(steps),
            changed=self._touches(other.path, one.path),
        )

    def _item(self, side: Half, index: int | None, where: str, mark: Mark) -> None:
        """Write an item that one side alone has, or has at another place."""
        self.rows += [_row(mark, line, line, where) for line in side.margin.lines([side.shown[index or 0]])]

    def _one_sided(self, side: Half, key: str, where: str, *, is_before: bool) -> None:
        """Write what one side alone says: a difference, or a default that the other side leaves out."""
        path = (*side.path, key)
        known = self._before if is_before else self._after
        is_new = path in known
        value = side.raw[key]
        if not is_new and isinstance(value, dict) and any(one[: len(path)] == path for one in known):
            head = side.margin.head(f"{key_text(key)}:")
            self.rows.append(_row("=", head if is_before else None, None if is_before else head, where))
            below = side.below(key, Margin(side.margin.pad + _INDENT))
            for inner in value:
                self._one_sided(below, inner, where, is_before=is_before)
            return
        mark: Mark = "=" if not is_new else "-" if is_before else "+"
        for line in side.margin.lines({key: side.shown[key]}):
            self.rows.append(_row(mark, line if is_before else None, None if is_before else line, where))

    def _touches(self, after: Path, before: Path) -> bool:
        """Whether there is a difference at a place, or below it."""
        return any(one[: len(after)] == after for one in self._after) or any(
            one[: len(before)] == before for one in self._before
        )

    def _lines(self, before: Sequence[str], after: Sequence[str], where: str, *, changed: bool) -> None:
        """Write lines beside lines; those of a long text that changed by what is the same in both."""
        if not changed:
            self.rows += [_row("=", one, other, where) for one, other in zip_longest(before, after)]
            return
        for tag, old, old_end, new, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            pairs = zip_longest(before[old:old_end], after[new:new_end])
            self.rows += [_row("=" if tag == "equal" else _mark(*pair), *pair, where) for pair in pairs]


def _mark(before: str | None, after: str | None) -> Mark:
    return "+" if before is None else "-" if after is None else "~"


def _dashed(margin: Margin) -> Margin:
    return Margin(margin.pad + _INDENT, margin.pad + _DASH)


def _row(mark: Mark, before: str | None, after: str | None, path: str) -> Row:
    return {
        "mark": mark,
        "before": None if mark == "+" else before,
        "after": None if mark == "-" else after,
        "path": path,
    }


def _parted(found: list[Match]) -> list[Match]:
    """The items with each of those that moved parted in two: gone from where it stood, and new where it stands."""
    moving = {id(match) for match in found} - _staying(found)
    parted: list[Match] = []
    for match in found:
        is_both = match.before is not None and match.after is not None
        parted.append(match._replace(before=None) if is_both and id(match) in moving else match)
    for match in sorted(found, key=lambda one: one.before or 0):
        if match.before is not None and match.after is not None and id(match) in moving:
            earlier = [
                index for index, one in enumerate(parted) if one.before is not None and one.before < match.before
            ]
            parted.insert(max(earlier, default=-1) + 1, match._replace(after=None))
    return parted


def _staying(found: list[Match]) -> set[int]:
    """The items, by identity, of the longest run that is in the same order on both sides; all others moved."""
    both = [match for match in found if match.before is not None and match.after is not None]
    best: list[tuple[int, int]] = []
    for match in both:
        earlier = [(length, at) for at, (length, _) in enumerate(best) if (both[at].before or 0) < (match.before or 0)]
        length, previous = max(earlier, key=lambda one: one[0], default=(0, -1))
        best.append((length + 1, previous))
    at = max(range(len(best)), key=lambda index: best[index][0], default=-1)
    kept = set()
    while at >= 0:
        kept.add(id(both[at]))
        at = best[at][1]
    return kept
