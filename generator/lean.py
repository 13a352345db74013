"""What Python's library has as well, without the imports that it brings along.

``typing`` and ``functools`` load ``re``, ``enum`` and ``collections`` with them: together they take as long as all the
rest of linting a file. So the modules on its way take these instead. For type checkers they are what they stand in for.
"""

from __future__ import annotations

import sys

__all__ = [
    "TYPE_CHECKING", "Any", "Final", "NamedTuple", "Pattern", "Protocol", "TypeAlias", "TypeVar", "cached_property",
    "import_module", "remembered", "remembering",
]  # fmt: skip

try:
    from _collections import _tuplegetter as getter  # type: ignore[import-not-found]
except ImportError:  # collections.namedtuple has the same two ways: this one is only slower

    def getter(index: int, doc: str) -> Any:
        """What reads an item of a tuple as an attribute."""
        return property(lambda row: row[index], doc=doc)


TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    Argument = TypeVar("Argument")
    Value = TypeVar("Value")


class _Rows(type):
    """Makes fields of the annotations of a class, and defaults of the values behind them."""

    _fields: tuple[str, ...]
    _defaults: dict[str, Any]
    _last: tuple[Any, ...]

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> Any:
        """The class, with a getter for each field and nothing in an instance but its items."""
        fields = tuple(space.get("__annotations__", ()))
        defaults = {field: space.pop(field) for field in fields if field in space}
        for index, field in enumerate(fields):
            space[field] = getter(index, "")
        space.update(__slots__=(), __match_args__=fields, _fields=fields, _defaults=defaults)
        space["_last"] = tuple(defaults.values())
        return super().__new__(cls, name, bases, space)


class Row(tuple[object, ...], metaclass=_Rows):  # noqa: SLOT001 - its metaclass does
    """What ``typing.NamedTuple`` is to the classes that inherit from it."""

    def __new__(cls, *values: Any, **named: Any) -> Any:
        """A row of the values in the order of the fields, of those with a name, and of defaults."""
        fields = cls._fields
        missing = len(fields) - len(values)
        if named:
            values = (*values, *_others(cls, fields[len(values) :], named))
        elif missing:
            values += cls._last[-missing:]
        if missing < 0 or len(values) != len(fields):
            raise TypeError(f"{cls.__name__} has the fields {', '.join(fields)}: {len(values)} are given")
        return tuple.__new__(cls, values)

    def __repr__(self) -> str:
        fields = zip(type(self)._fields, self, strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in fields)})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def _replace(self, **changes: Any) -> Any:
        """A row with other values in some fields."""
        cls = type(self)
        row = tuple.__new__(cls, map(changes.pop, cls._fields, self))
        if changes:
            raise TypeError(f"{cls.__name__} has no field {', '.join(changes)}")
        return row

    def _asdict(self) -> dict[str, Any]:
        """The values by their fields."""
        return dict(zip(type(self)._fields, self, strict=True))


def _others(cls: type[Row], fields: tuple[str, ...], named: dict[str, Any]) -> list[Any]:
    """The values of the last fields, defaults where there is no name for them. Raises TypeError where it must."""
    every = {**cls._defaults, **named}
    for name in named:
        if name not in fields:
            raise TypeError(f"{cls.__name__} takes no {name} here: it has the fields {', '.join(cls._fields)}")
    return [every[field] for field in fields if field in every]


class Once:
    """What ``functools.cached_property`` is."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function
        self._name = function.__name__
        self.__doc__ = function.__doc__

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._function(owner)
        return value


class Memory(dict[object, object]):
    """What a function has given, by its argument."""

    def __init__(self, function: Callable[[Any], Any], most: int) -> None:
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, argument: Any) -> Any:
        if len(self) >= self._most:
            self.clear()
        found = self[argument] = self._function(argument)
        return found


def remembered(function: Callable[[Argument], Value], most: int = 1 << 14) -> Callable[[Argument], Value]:
    """A function of one argument that remembers what it gave, and forgets it all when that gets too much.

    It is a dictionary's own, because nothing else answers as fast.
    """
    return Memory(function, most).__getitem__  # type: ignore[return-value]


def remembering(most: int) -> Callable[[Callable[[Argument], Value]], Callable[[Argument], Value]]:
    """``remembered`` as a decorator, for another number of answers."""
    return lambda function: remembered(function, most)


def import_module(name: str) -> Any:
    """What ``importlib.import_module`` gives, for the whole name of a module."""
    __import__(name)
    return sys.modules[name]


class Pattern:
    """A regular expression that is compiled when it is first asked something; it then answers as the compiled one."""

    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    sub: Callable[..., str]

    def __init__(self, text: str) -> None:
        self._text = text
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            import re

            self._compiled = re.compile(self._text)
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found


if TYPE_CHECKING:
    from functools import cached_property
    from typing import Any, Final, NamedTuple, Protocol, TypeAlias
else:
    Any = Final = TypeAlias = TypeVar = None
    Protocol = object
    NamedTuple = Row
    cached_property = Once
