"""The plain parser and typer's read the same table: whatever the plain one takes, typer takes in the same sense."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import inject_options
from generator.cli.command_line import Option, described, parsed, spelled_out
from generator.cli.lint_options import OPTIONS, PATHS

TABLE = (
    Option(("--level", "-l"), "a choice", "LEVEL", "low", choices=("low", "high")),
    Option(("--kind", "-k"), "a choice that may be left open", "KIND", "", choices=("a", "b")),
    Option(("--name", "-n"), "a text", "NAME", ""),
    Option(("--pattern",), "many", "PATTERN", many=True),
    Option(("--jobs", "-j"), "a number", "N", 1, number=True),
    Option(("--dry-run",), "a flag"),
)
DEFAULTS = {"level": "low", "kind": "", "name": "", "pattern": [], "jobs": 1, "dry_run": False, "path": []}


def by_typer(arguments: list[str], options: tuple[Option, ...] = TABLE) -> Any:
    """What typer makes of a command line; None for one that it refuses."""
    program = typer.Typer(rich_markup_mode=None)
    program.command()(described(lambda values: values, options, PATHS, "paths"))
    try:
        return typer.main.get_command(program).main(list(arguments), prog_name="x", standalone_mode=False)
    except typer.TyperException:
        return None


@pytest.mark.parametrize(
    ("arguments", "changed"),
    [
        ([], {}),
        (["a", "-", "b"], {"path": ["a", "-", "b"]}),
        (["--level", "high", "x"], {"level": "high", "path": ["x"]}),
        (["-l", "high"], {"level": "high"}),
        (["--name=with=sign"], {"name": "with=sign"}),
        (["--pattern", "a", "--pattern=b"], {"pattern": ["a", "b"]}),
        (["--jobs", "4", "--dry-run"], {"jobs": 4, "dry_run": True}),
    ],
    ids=str,
)
def test_a_plain_command_line(arguments: list[str], changed: dict[str, Any]) -> None:
    assert parsed(arguments, TABLE, PATHS) == {**DEFAULTS, **changed} == by_typer(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--level", "middle"],
        ["--unknown"],
        ["--name"],
        ["--jobs", "many"],
        ["--dry-run=yes"],
        ["-nx"],
        ["--help"],
        ["--"],
    ],
    ids=str,
)
def test_what_needs_typer(arguments: list[str]) -> None:
    assert parsed(arguments, TABLE, PATHS) is None


WORDS = [
    "a",
    "-",
    "-l",
    "--level",
    "high",
    "low",
    "--name",
    "-n",
    "--name=",
    "--pattern",
    "--jobs",
    "-j",
    "3",
    "--dry-run",
    "-x",
]


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_both_parsers_agree(arguments: list[str]) -> None:
    plain = parsed(arguments, TABLE, PATHS)
    if plain is not None:
        assert by_typer(arguments) == plain


@pytest.mark.parametrize("options", [OPTIONS, inject_options.OPTIONS], ids=["lint", "inject"])
def test_every_option_is_read_by_both(options: tuple[Option, ...]) -> None:
    arguments = []
    for option in options:
        value = option.choices[-1] if option.choices else "3" if option.number else "x"
        arguments += [option.names[0], *([value] if option.metavar else [])]
    plain = parsed(arguments, options, PATHS)
    assert plain is not None
    assert by_typer(arguments, options) == plain
    assert plain != parsed([], options, PATHS)


IMPLYING = (Option(("--security",), "a choice", "PROFILE", "", choices=("hard", "soft"), implied="hard"), *TABLE)


@pytest.mark.parametrize(
    ("arguments", "security", "paths"),
    [
        (["--security"], "hard", []),
        (["--security", "soft"], "soft", []),
        (["--security=soft", "a"], "soft", ["a"]),
        (["--security", "a"], "hard", ["a"]),
        (["--security", "--dry-run"], "hard", []),
        (["--security", "./soft"], "hard", ["./soft"]),
        (["a"], "", ["a"]),
    ],
    ids=str,
)
def test_an_option_that_may_stand_alone(arguments: list[str], security: str, paths: list[str]) -> None:
    plain = parsed(arguments, IMPLYING, PATHS)
    assert plain is not None
    assert (plain["security"], plain["path"]) == (security, paths)
    assert by_typer(spelled_out(arguments, IMPLYING), IMPLYING) == plain


def test_what_stands_behind_two_dashes_is_no_option() -> None:
    assert spelled_out(["--", "--security"], IMPLYING) == ["--", "--security"]
    assert parsed(["--security=", "a"], IMPLYING, PATHS) is None


@pytest.mark.parametrize("arguments", [["-lhigh"], ["--", "a"], ["-kb"]], ids=str)
def test_what_only_typer_reads_means_the_same(arguments: list[str]) -> None:
    assert parsed(arguments, TABLE, PATHS) is None
    values = by_typer(arguments)
    assert {**DEFAULTS, **values} == values
    assert values != DEFAULTS
