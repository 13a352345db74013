"""An object that changed as the report tells it: each difference with its place, and the object as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.masks import MASK, both_masked
from generator.diff.model import ABSENT, Item
from generator.diff.places import place_of
from generator.diff.printing import printable, printable_value
from generator.diff.steps import shown
from generator.diff.yaml_rows import Half, Margin, Writer, rows_of_one
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.field import Field
    from generator.diff.model import Difference, ObjectDiff, Side, Step
    from generator.diff.report import ChangeAction, ChangeReport, Row
    from generator.documents.manifest import Path
    from generator.documents.node import Plain


class Telling:
    """Tells one object; ``before`` and ``after`` are its sides as they may be shown, None where there is none."""

    def __init__(self, diff: ObjectDiff, field: Field, *, show_secrets: bool) -> None:
        self._diff = diff
        self._field = field
        self._shows = show_secrets
        self._old = field.visible(diff.before.manifest.value) if diff.before is not None else None
        self._new = field.visible(diff.after.manifest.value) if diff.after is not None else None
        sides = (self._old, self._new) if show_secrets else both_masked(self._old, self._new)
        self.before: Plain = sides[0]
        self.after: Plain = sides[1]

    def changes(self) -> list[ChangeReport]:
        """The differences."""
        return [self._change(one) for one in self._diff.differences]

    def _change(self, difference: Difference) -> ChangeReport:
        before, after = self._sides(difference)
        place, side = place_of(self._diff, difference)
        masked = not difference.order and (_plain(difference.before), _plain(difference.after)) != (before, after)
        return {
            "path": printable(shown(difference.path)),
            "steps": [_step(step) for step in difference.path],
            "action": _action(difference),
            "before": printable_value(before),
            "after": printable_value(after),
            "default": printable_value(_plain(difference.default)),
            "masked": masked,
            "order": difference.order,
            "follows": printable(difference.follows),
            "file": printable(place.source) if place else "",
            "line": place.line if place else 0,
            "column": place.column if place else 0,
            "side": side,
        }

    def _sides(self, difference: Difference) -> tuple[Plain, Plain]:
        """The values as they may be shown."""
        if difference.order:
            return _names(difference.before), _names(difference.after)
        if self._shows:
            return _plain(difference.before), _plain(difference.after)
        return _shown(self.before, difference.before_path), _shown(self.after, difference.after_path)

    def lines(self) -> list[Row]:
        """The object as YAML, line beside line."""
        if self._old is None:
            return rows_of_one(self.after, "+")
        if self._new is None:
            return rows_of_one(self.before, "-")
        writer = Writer(self._diff.differences)
        before = Half(self._old, self.before, (), Margin(""))
        after = Half(self._new, self.after, (), Margin(""))
        writer.maps(before, after, self._field, ())
        return writer.rows

    def without_secrets(self, effect: Effect, text: str) -> str:
        """The message of an effect without the secrets that differ at its path, should it repeat one."""
        for one in self._diff.differences if not self._shows else ():
            if not one.order and effect.path and one.path[: len(effect.path)] == effect.path[: len(one.path)]:
                for raw, masked in zip((one.before, one.after), self._sides(one), strict=True):
                    for secret in _hidden(raw, masked):
                        text = text.replace(secret, MASK)
        return text


def _hidden(raw: Side, masked: Plain) -> Iterator[str]:
    """The texts of a value that its masked form does not have."""
    if isinstance(raw, dict) and isinstance(masked, dict):
        for key, child in raw.items():
            yield from _hidden(child, masked.get(key))
    elif isinstance(raw, list) and isinstance(masked, list):
        for one, other in zip(raw, masked, strict=False):
            yield from _hidden(one, other)
    elif raw != masked and raw is not ABSENT and str(raw):
        yield str(raw)


def _shown(value: Plain, path: Path | None) -> Plain:
    return None if path is None else at(value, *path)


def _plain(side: Side) -> Plain:
    return None if side is ABSENT else side


def _names(items: tuple[Item, ...]) -> list[str]:
    return [printable(",".join(str(value) for _, value in item.keys)) for item in items]


def _step(step: Step) -> str | int | dict[str, Plain]:
    return (
        {key: printable_value(value) for key, value in step.keys} if isinstance(step, Item) else printable_value(step)
    )


def _action(difference: Difference) -> ChangeAction:
    if difference.order:
        return "moved"
    return "added" if difference.before is ABSENT else "removed" if difference.after is ABSENT else "changed"
