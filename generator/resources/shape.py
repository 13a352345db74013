"""What exists in every environment, in some, or in none.

The tree is built once for all environments. What is there in each of them stands in the tree without a condition; what
only some have stands behind one. Only the presence of a setting ever counts here, never its value, so a changed value
changes a values file and never a template.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.resources.nodes import ABSENT, FLAG, NUMBER, TREE, Setting, Tree, When
from generator.resources.settings import lookup

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.nodes import Path


class Shape:
    """The presence of settings over the values of every environment and of the description without one."""

    __slots__ = ("every",)

    def __init__(self, every: list[dict[str, Plain]]) -> None:
        self.every = every

    def keys(self, path: Path) -> list[str]:
        """The keys below a path in any environment, in the order in which they were first written."""
        found: dict[str, None] = {}
        for values in self.every:
            below = lookup(values, path)
            if isinstance(below, dict):
                found.update(dict.fromkeys(below))
        return list(found)

    def somewhere(self, path: Path) -> bool:
        """Whether any environment has something at a path."""
        return any(_present(lookup(values, path)) for values in self.every)

    def always(self, path: Path, within: Path = ()) -> bool:
        """Whether every environment that has ``within`` has something at ``path``."""
        return all(_present(lookup(values, path)) for values in self.every if _present(lookup(values, within)))

    def where(self, path: Path, then: Tree, within: Path = ()) -> Tree:
        """``then`` as often as ``path`` is there: plainly, behind a condition, or not at all."""
        if not self.somewhere(path):
            return ABSENT
        return then if self.always(path, within) else self._when(path, then, ABSENT, within)

    def setting(self, path: Path, kind: str = TREE) -> Tree:
        """The setting at ``path`` as often as its parent gives it: plainly, behind a condition, or not at all."""
        given = kind in (NUMBER, FLAG)
        having = [lookup(values, path) for values in self.every if _present(lookup(values, path[:-1]))]
        there = [value is not None if given else _present(value) for value in having]
        if not any(there):
            return ABSENT
        return Setting(path, kind) if all(there) else When(path, Setting(path, kind), given=given)

    def one_of(self, variants: list[tuple[Path, Tree]], within: Path) -> Tree:
        """The tree of the variant that an environment has; each variant is told by the presence of its path."""
        present = [(path, tree) for path, tree in variants if self.somewhere(path)]
        if not present:
            return ABSENT
        complete = all(
            any(_present(lookup(v, path)) for path, _ in present) for v in self.every if _present(lookup(v, within))
        )
        path, tree = present.pop()
        result = tree if complete else self._when(path, tree, ABSENT, within)
        for path, tree in reversed(present):
            result = self._when(path, tree, result, within)
        return result

    def _when(self, path: Path, then: Tree, otherwise: Tree, within: Path) -> When:
        """A condition on a path, which knows whether the maps above it are there wherever ``within`` is."""
        above = [lookup(values, path[:-1]) for values in self.every if _present(lookup(values, within))]
        return When(path, then, otherwise, deep=len(path) > 2 and not all(isinstance(one, dict) for one in above))  # noqa: PLR2004


def _present(value: Plain) -> bool:
    """As a template's `if` sees it: neither missing, null, false nor empty; a number is always present."""
    return bool(value) or (value is not None and not isinstance(value, bool) and isinstance(value, int | float))


def holds(condition: When, values: dict[str, Plain]) -> bool:
    """Whether a condition's first branch is taken, as a template's `if` decides."""
    found = [lookup(values, path) for path in condition.paths]
    return any(value is not None for value in found) if condition.given else any(found)
