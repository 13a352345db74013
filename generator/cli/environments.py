"""``fairlead environments``: what differs between environments, as a table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.cli.options import DESCRIPTION, App, Assignments, Environments, chosen, loaded, warnings_of
from generator.cli.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Node

EXAMPLES = """\b
Examples:
  fairlead environments                         what is not the same everywhere
  fairlead environments --all                   every value
  fairlead environments -e staging -e prod      what differs between these two
  fairlead environments --format markdown       for a wiki or a pull request
"""
ABSENT = "\N{EN DASH}"
WIDEST = 48
"""A cell of the text table is cut after so many characters; the other formats have the whole value."""


class Format(StrEnum):
    """How the table is printed."""

    text = "text"
    json = "json"
    markdown = "markdown"


def environments(
    app: App = DESCRIPTION,
    env: Environments = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print it.")] = Format.text,
    set_: Assignments = None,
    all_: Annotated[bool, typer.Option("--all", help="Also what is the same everywhere.")] = False,
) -> Outcome:
    """Show what differs between environments.

    The table has a row for each path of the effective description and a column for each environment. An environment
    where a path is absent has a dash there. Values from presets, defaults and --set count too.
    """
    application, _ = loaded(app, tuple(set_ or ()))
    names = chosen(application, env)
    rows = table({name: application.environments[name] for name in names}, everything=all_)
    if format == Format.json:
        import json

        text = json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    elif format == Format.markdown:
        text = _markdown(names, rows)
    else:
        text = _text(names, rows)
    same = "" if rows else f"{application.name}: the environments are all the same\n"
    return Outcome(text.encode("utf-8", "backslashreplace") if rows else b"", warnings_of(application) + same)


def table(trees: dict[str, Node], *, everything: bool) -> dict[str, dict[str, Any]]:
    """Values by path, then by environment; an environment without the path has no entry. Paths keep their order."""
    from generator.app.paths import show

    flat = {name: dict(_leaves(node, ())) for name, node in trees.items()}
    paths = sorted({path for leaves in flat.values() for path in leaves}, key=_order(list(flat.values())))
    rows = {show(path): {name: leaves[path] for name, leaves in flat.items() if path in leaves} for path in paths}
    return {path: row for path, row in rows.items() if everything or _differs(row, len(trees))}


def _order(flat: list[dict[tuple[str, ...], Any]]) -> Any:
    """Sorts paths as the descriptions have their keys: siblings in the order in which a key was first met."""
    seen: dict[tuple[str, ...], int] = {}
    for leaves in flat:
        for path in leaves:
            for end in range(1, len(path) + 1):
                seen.setdefault(path[:end], len(seen))
    return lambda path: [seen[path[:end]] for end in range(1, len(path) + 1)]


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Scalars, whole lists and empty maps below a node, with their paths."""
    from generator.documents.node import plain

    children = list(node.items())
    if not children:
        if path:
            yield path, plain(node)
        return
    for key, child in children:
        yield from _leaves(child, (*path, key))


def _differs(row: dict[str, Any], count: int) -> bool:
    values = [(type(value), value) for value in row.values()]
    return len(values) != count or any(value != values[0] for value in values)


def _cell(row: dict[str, Any], name: str) -> str:
    """A value on one line: text as it is where it cannot be mistaken, everything else as JSON."""
    import json

    from generator.documents.scalars import reads_as_string

    if name not in row:
        return ABSENT
    value = row[name]
    return value if isinstance(value, str) and reads_as_string(value) else json.dumps(value, ensure_ascii=False)


def _text(names: tuple[str, ...], rows: dict[str, dict[str, Any]]) -> str:
    lines = [["", *names], *([path, *(_cut(_cell(row, name)) for name in names)] for path, row in rows.items())]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(names) + 1)]
    return "".join("  ".join(map(_padded, line, widths)).rstrip() + "\n" for line in lines)


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """The columns that a text takes in a terminal: East Asian wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def _markdown(names: tuple[str, ...], rows: dict[str, dict[str, Any]]) -> str:
    lines = [["path", *names], ["---"] * (len(names) + 1)]
    lines += [[_code(path), *(_code(_cell(row, name)) for name in names)] for path, row in rows.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _code(text: str) -> str:
    """Text as code in a table of GitHub's Markdown, where a bar ends a cell even in code."""
    if text == ABSENT:
        return text
    fence = "``" if "`" in text else "`"
    blank = " " if fence == "``" else ""
    return fence + blank + text.replace("|", "\\|").replace("\n", " ") + blank + fence
