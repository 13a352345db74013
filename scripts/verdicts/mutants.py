"""Documents changed in one place, the same ones for the same number to start from.

Half of the changes are rough: something that does not belong there, a key twice, a field renamed. The others are near
misses: a value from the same field of another object, a field more, a text or a number that is a little different.
"""

from __future__ import annotations

import random
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from generator.documents.reading import read
from scripts.verdicts.documents import documents_of
from tests.lint.mutations import OPERATIONS, located, mutated, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.verdicts.documents import Document

TEXTS = (
    lambda text: text.upper(),
    lambda text: f"{text}-",
    lambda text: f"{text}_",
    lambda text: f".{text}",
    lambda text: f"{text}/x",
    lambda text: f"{text}1",
    lambda text: text[:-1],
    lambda text: text.ljust(64, "x"),
    lambda text: text.ljust(254, "x"),
    lambda text: f"{text} ",
)
NUMBERS = (
    lambda number: number + 1,
    lambda number: number - 1,
    lambda number: -number,
    lambda number: number * 1000,
    lambda _: 65536,
    lambda _: 2**31,
    str,
)


class Mutator:
    """Changes objects, with what all of them hold at hand."""

    def __init__(self, objects: Sequence[dict[str, Any]], seed: int) -> None:
        self._objects = objects
        self._chance = random.Random(seed)  # noqa: S311 - not a secret
        self._at: dict[str, list[Any]] = {}
        """Values by the last key of their paths: what stands in the same field, more or less."""
        for value in objects:
            for path, inside, step in located(value):
                self._at.setdefault(_key(path), []).append(inside[step])

    def mutant(self) -> str:
        """One of the objects, with one change."""
        value = self._chance.choice(self._objects)
        if self._chance.random() < 0.5:  # noqa: PLR2004 - half of them
            return written(mutated(value, [(self._number(), self._chance.choice(OPERATIONS), self._number())]))
        changed = deepcopy(value)
        path, inside, step = self._chance.choice(located(changed))
        inside[step] = self._near(_key(path), inside[step])
        return written(changed)

    def _near(self, key: str, value: Any) -> Any:
        other = deepcopy(self._chance.choice(self._at[key]))
        if isinstance(value, dict) and isinstance(other, dict) and other:
            added = self._chance.choice(list(other))
            return {**value, added: other[added]}
        if isinstance(value, list) and isinstance(other, list) and other:
            return [*value, self._chance.choice(other)]
        if self._chance.random() < 0.3:  # noqa: PLR2004 - the rest is nearer still
            return other
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            return self._chance.choice(NUMBERS)(value)
        return self._chance.choice(TEXTS)(value) if isinstance(value, str) else other

    def _number(self) -> int:
        return self._chance.randrange(1000)


def mutants_of(documents: Sequence[Document], count: int, seed: int) -> list[Document]:
    """``count`` mutants of objects, each of one of them; the line of a mutant is its number."""
    values = [one.value for document in documents for one in read(document.text, document.path).documents]
    mutator = Mutator([value for value in values if isinstance(value, dict)], seed)
    found: list[Document] = []
    while len(found) < count:
        found += [one._replace(line=len(found) + 1) for one in documents_of(mutator.mutant(), "mutant")]
    return found


def _key(path: tuple[str | int, ...]) -> str:
    """The last key of a path; items of a list are told from the list."""
    keys = [step for step in path if isinstance(step, str)]
    return f"{keys[-1]}[]" if isinstance(path[-1], int) else keys[-1]
