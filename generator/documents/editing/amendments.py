"""The value that a document has with its changes, before anything is written.

What is not changed is the same object in both values, so whoever compares them need not look into it.
"""

from __future__ import annotations

from generator.documents.changes import REMOVED, RefusedError
from generator.documents.manifest import shown
from generator.lean import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from generator.documents.changes import Change
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

MISSING: Final = object()
"""What stands for the value that is not there."""


class Items(list[Any]):
    """A list with changes.

    ``origins`` are the indexes that its items had in the document, None for new ones; None as a whole for a list
    that did not come from there.
    """

    def __init__(self, items: list[Plain], *, new: bool) -> None:
        super().__init__(items)
        self._before = len(items)
        self._new = new
        self.origins: list[int | None] | None = None

    def settle(self) -> None:
        """Take out the items that are removed, which kept the others' indexes until now."""
        kept = [index for index, item in enumerate(self) if item is not REMOVED]
        if not self._new:
            self.origins = [index if index < self._before else None for index in kept]
        self[:] = [self[index] for index in kept]


class Amendment:
    """A document's value with changes put into it one after the other, each by the paths of the value as it was."""

    def __init__(self, value: Plain) -> None:
        self.value = value
        self._own: dict[int, Any] = {}
        self._made: dict[Path, Change] = {}
        self._above: set[Path] = set()
        self._root = [value]

    def settled(self) -> Plain:
        """The new value."""
        for value in self._own.values():
            if isinstance(value, Items):
                value.settle()
        return self._root[0]

    def put(self, change: Change) -> None:
        """Put a change in; RefusedError, with nothing changed, where it does not fit the value or another change."""
        path = change.path
        if not path:
            raise RefusedError(path, "the whole document cannot be changed")
        self._check_others(change)
        self._check_steps(change)
        if not (change.value is REMOVED and self._at(path) is MISSING):
            self._put(change)
        self._made[path] = change
        self._above.update(path[:end] for end in range(len(path)))

    def _check_others(self, change: Change) -> None:
        path = change.path
        for end in range(1, len(path)):
            above = self._made.get(path[:end])
            if above is not None and above.value is REMOVED:
                raise RefusedError(path, f"another change removes {shown(path[:end])}")
        same_path = self._made.get(path)
        if same_path is not None and not same(same_path.value, change.value):
            raise RefusedError(path, f"another change gives {shown(path)} another value")
        if same_path is None and path in self._above:
            raise RefusedError(path, f"another change is made within {shown(path)}")

    def _check_steps(self, change: Change) -> None:
        """Refuse a path that leads through a scalar, or to an index behind the end of a list."""
        inside = self._root[0]
        for depth, step in enumerate(change.path):
            if inside is MISSING or inside is None or inside == {} or (inside == [] and isinstance(step, int)):
                length = 0
            elif isinstance(step, str) and not isinstance(inside, dict):
                raise RefusedError(change.path, f"{_named(change.path[:depth])} is {_kind(inside)}, not a map")
            elif isinstance(step, int) and not isinstance(inside, list):
                raise RefusedError(change.path, f"{_named(change.path[:depth])} is {_kind(inside)}, not a list")
            else:
                length = len(inside)
            if isinstance(step, int) and not 0 <= step <= length:
                raise RefusedError(change.path, f"{_named(change.path[:depth])} has {length} items, no [{step}]")
            inside = _step(inside, step)

    def _at(self, path: Path) -> Any:
        inside = self._root[0]
        for step in path:
            inside = _step(inside, step)
        return inside

    def _put(self, change: Change) -> None:
        parent: Any = self._root
        key: str | int = 0
        new = False
        for depth, step in enumerate(change.path):
            new = new or change.path[:depth] in self._made
            parent, key = self._opened(parent, key, step, new=new), step
        if isinstance(parent, list):
            index = int(key)
            parent[index : index + 1] = [change.value]
        elif change.value is REMOVED:
            del parent[key]
        elif key in parent:
            parent[key] = change.value
        else:
            _insert(parent, str(key), change)

    def _opened(self, parent: Any, key: str | int, step: str | int, *, new: bool) -> Any:
        """The map or list at a key, as one that may be changed; ``new`` says that a change put it there."""
        inside = _step(parent, key)
        if id(inside) in self._own:
            return inside
        if isinstance(step, int):
            own: Any = Items(inside if isinstance(inside, list) else [], new=new)
        else:
            own = dict(inside) if isinstance(inside, dict) else {}
        self._own[id(own)] = own
        if isinstance(parent, list):
            parent[int(key) : int(key) + 1] = [own]
        else:
            parent[key] = own
        return own


def same(one: Plain, other: Plain) -> bool:
    """Whether two values are the same to a reader of JSON: 1 and true differ, 1 and 1.0 and orders of keys do not."""
    if one is other:
        return True
    if isinstance(one, dict):
        alike = isinstance(other, dict) and len(one) == len(other)
        return alike and all(key in other and same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        alike = isinstance(other, list) and len(one) == len(other)
        return alike and all(map(same, one, other))
    alike = type(one) is type(other) or {type(one), type(other)} == {int, float}
    return alike and bool(one == other)


def value_at(value: Plain, path: Path) -> Any:
    """What an amended value has at a path of the value before; MISSING where that is gone."""
    for step in path:
        origins = value.origins if isinstance(value, Items) else None
        if origins is not None and isinstance(step, int):
            value = value[origins.index(step)] if step in origins else MISSING
        else:
            value = _step(value, step)
    return value


def _insert(parent: dict[str, Any], key: str, change: Change) -> None:
    """Put a new key before the first of those that the change names, else at the end."""
    follower = next((one for one in change.before if one in parent), None)
    rest = list(parent) if follower is not None else []
    behind = rest[rest.index(follower) :] if follower is not None else []
    parent[key] = change.value
    for one in behind:
        parent[one] = parent.pop(one)


def _step(value: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else MISSING
    return value.get(step, MISSING) if isinstance(value, dict) else MISSING


def _named(path: Path) -> str:
    return shown(path) or "the document"


def _kind(value: Plain) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    return "text" if isinstance(value, str) else "a number" if not isinstance(value, bool) else "true or false"
