"""A command's options as data, and a parser for the command lines that need no help.

Typer takes longer to import than linting a file takes, and is needed only where something has to be said about the
command line: help, completion, a mistake. So the options of a command that must start at once are a table. Ordinary
command lines are read by ``parsed`` alone; for all others ``described`` makes the function from the same table that
typer reads.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_RESERVED = frozenset({"from", "with"})
"""The options that are called as Python's own words are."""


class Option(NamedTuple):
    """An option: its names, the longest first, and what it takes.

    ``metavar`` is "" for a flag. ``many`` options may be repeated and give a list. ``choices`` are the values that it
    can have, () for any. ``implied`` is the value of an option with choices that stands alone, "" where it needs one.
    """

    names: tuple[str, ...]
    help: str
    metavar: str = ""
    default: Any = None
    many: bool = False
    choices: tuple[str, ...] = ()
    number: bool = False
    implied: str = ""

    @property
    def field(self) -> str:
        """The name of the parameter that holds the value."""
        name = self.names[0].removeprefix("--").replace("-", "_")
        return f"{name}_" if name in _RESERVED else name

    @property
    def absent(self) -> Any:
        """The value where the option is not given."""
        return [] if self.many else self.default if self.metavar else False


def spelled_out(arguments: Sequence[str], options: Sequence[Option]) -> list[str]:
    """The arguments with the values that options imply: ``--security`` becomes ``--security=restricted``.

    What follows such an option is its value only where it is one of the choices.
    """
    implying = {name: option for option in options if option.implied for name in option.names}
    found: list[str] = []
    left = list(reversed(arguments))
    while left:
        argument = left.pop()
        if argument == "--":
            return [*found, argument, *reversed(left)]
        option = implying.get(argument)
        if option is not None:
            argument += "=" + (left.pop() if left and left[-1] in option.choices else option.implied)
        found.append(argument)
    return found


def parsed(arguments: Sequence[str], options: Sequence[Option], positional: str) -> dict[str, Any] | None:
    """The values by their fields, those without a name as a list under ``positional``.

    None for a command line that is not plainly right; typer then reads it and says what is wrong.
    """
    by_name = {name: option for option in options for name in option.names}
    values: dict[str, Any] = {option.field: option.absent for option in options}
    values[positional] = []
    left = iter(spelled_out(arguments, options))
    for argument in left:
        if argument == "-" or not argument.startswith("-"):
            values[positional].append(argument)
            continue
        name, assigned, text = argument.partition("=")
        option = by_name.get(name)
        if option is None or (assigned and (not option.metavar or not name.startswith("--"))):
            return None
        if not option.metavar:
            values[option.field] = True
            continue
        value = _value(option, text if assigned else next(left, ""))
        if value is None:
            return None
        if option.many:
            values[option.field].append(value)
        else:
            values[option.field] = value
    return values


def _value(option: Option, text: str) -> str | int | None:
    """What an option's text means, None where it is nothing that the option takes."""
    if not text or (text.startswith("-") and text != "-") or (option.choices and text not in option.choices):
        return None
    if option.number:
        return int(text) if text.isascii() and text.isdigit() else None
    return text


def described(
    function: Callable[[dict[str, Any]], Any], options: Sequence[Option], positional: str, about: str
) -> Callable[..., Any]:
    """A function with a parameter an option, as typer wants it, that calls another one with all values."""
    import inspect
    from typing import Annotated

    import typer

    absent = {option.field: option.absent for option in options} | {positional: []}

    def command(**values: Any) -> Any:
        return function({name: absent[name] if value is None else _plain(value) for name, value in values.items()})

    def parameter(option: Option) -> inspect.Parameter:
        metavar = option.metavar if option.metavar and not option.choices else None
        kind: Any = _kind(option)
        declared = typer.Option(*option.names, metavar=metavar, help=option.help)
        optional = option.many or option.absent == ""
        kind = list[kind] if option.many else kind
        annotation: Any = Annotated[kind | None if optional else kind, declared]
        default = None if optional else option.absent
        return inspect.Parameter(option.field, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)

    paths: Any = Annotated[list[str] | None, typer.Argument(metavar=f"[{positional.upper()}]...", help=about)]
    first = inspect.Parameter(positional, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=paths)
    parameters = [first, *map(parameter, options)]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = function.__doc__
    return command


def _kind(option: Option) -> Any:
    """The type by which typer knows what an option takes."""
    from enum import StrEnum

    if option.choices:
        return StrEnum(option.field, {choice: choice for choice in option.choices})
    return int if option.number else str if option.metavar else bool


def _plain(value: Any) -> Any:
    """A value as ``parsed`` gives it: the text of a choice, not the choice."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.value if hasattr(value, "value") else value
