"""What the documentation says can be done: descriptions render, links lead somewhere, commands and fields exist."""

from __future__ import annotations

import functools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator.app.check import Check
from generator.app.files import Files
from generator.app.load import load
from generator.app.paths import show
from generator.app.schema import description_schema
from generator.documents.node import plain
from generator.documents.reader import read_document
from generator.lint.catalogue import entries
from generator.lint.configuration import configured
from generator.render.outputs import FORMATS, render

REPOSITORY = Path(__file__).resolve().parent.parent
REFERENCE = REPOSITORY / "docs" / "app-description.md"
COMMANDS = REPOSITORY / "docs" / "commands.md"
PAGES = [REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *sorted((REPOSITORY / "docs").glob("*.md"))]

# What the descriptions of the documentation name on disk.
NEIGHBOURS = REPOSITORY / "fixtures" / "apps" / "shop"
# YAML that is no description: manifests, patches, values, and files that say their names in a comment.
OTHER_YAML = ("apiVersion: ", "- ", "# What ", "# yaml-language-server")
FILE = re.compile(r"# ([\w./-]+\.ya?ml)\n")

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# `generator/app/load.py` and the like; overlays/ and templates/ are also folders of an app and of a chart.
PATH = re.compile(r"`((?:generator|scripts|fixtures|tests)/[\w./-]*)`")


class Block(NamedTuple):
    """A fenced block: its page, the line it begins on, its language and its text."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(REPOSITORY)}:{self.line}"


def blocks() -> list[Block]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found += [Block(page, text.count("\n", 0, m.start()) + 1, m[1], m[2]) for m in FENCE.finditer(text)]
    return found


YAML = [block for block in blocks() if block.language == "yaml"]
WHOLE = [block for block in YAML if block.text.startswith("apiVersion: fairlead/v1\n")]
FRAGMENTS = [block for block in YAML if not block.text.startswith(OTHER_YAML) and not FILE.match(block.text)]
FILES = [(block, match[1]) for block in YAML if (match := FILE.match(block.text))]


class Line(NamedTuple):
    """A command line of a block, without what a shell makes of it, and where it stands."""

    where: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.where} {' '.join(self.words)}"


def command_lines() -> list[Line]:
    found = []
    for block in blocks():
        if block.language in {"sh", "console"}:
            prompt = "$ " if block.language == "console" else ""
            for number, line in enumerate(block.text.splitlines(), block.line + 1):
                words = shell_words(line.removeprefix(prompt)) if line.startswith(prompt) else []
                if words[:1] == ["fairlead"]:
                    found.append(Line(f"{block.page.name}:{number}", tuple(words[1:])))
    return found


def shell_words(line: str) -> list[str]:
    """The words of the first command on a line: up to a pipe, a redirection or a comment."""
    try:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|>&;")
        lexer.whitespace_split = True
        words = list(lexer)
    except ValueError:
        return []
    ends = [number for number, word in enumerate(words) if set(word) <= set("|>&;")]
    return words[: min(ends, default=len(words))]


def test_there_is_something_to_test() -> None:
    assert len(WHOLE) >= 3
    assert len(FRAGMENTS) >= 4
    assert len(command_lines()) >= 20
    assert len(FILES) >= 4
    assert len(configurations()) >= 2


@pytest.mark.parametrize("block", WHOLE, ids=str)
def test_whole_descriptions_render(block: Block, tmp_path: Path) -> None:
    for name in ("config", "extra"):
        shutil.copytree(NEIGHBOURS / name, tmp_path / name)
    (tmp_path / "app.yaml").write_text(block.text, encoding="utf-8")
    app = load("app.yaml", Files(str(tmp_path)))
    assert render(app, FORMATS, tuple(app.environments))
    assert [str(problem) for problem in app.warnings] == []


@pytest.mark.parametrize("block", FRAGMENTS, ids=str)
def test_parts_of_descriptions_are_as_the_schema_wants_them(block: Block) -> None:
    check = Check()
    check.value(read_document(block.text, str(block)), {**description_schema(), "required": []}, ())
    assert [f"{show(finding.path)}: {finding.message}" for finding in check.findings] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = [target for target in LINK.findall(text) if not re.match(r"[a-z]+:", target)]
    assert [target for target in targets if not leads_somewhere(page, target)] == []


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    place = (page.parent / path).resolve() if path else page
    if not place.exists() or not place.is_relative_to(REPOSITORY):
        return False
    return not anchor or anchor in anchors(place)


@functools.cache
def anchors(page: Path) -> set[str]:
    """The anchors of a page as GitHub makes them: lower case, no punctuation, dashes for blanks."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    plain = [re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower() for heading in HEADING.findall(text)]
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_of_the_repository_exist(page: Path) -> None:
    paths = PATH.findall(page.read_text(encoding="utf-8"))
    assert [path for path in paths if not (REPOSITORY / path).exists()] == []


def shown_runs() -> list[Block]:
    """The console blocks about the description of the README, with what the program says to it."""
    page = REPOSITORY / "README.md"
    consoles = [block for block in blocks() if block.language == "console"]
    asked = [block for block in consoles if block.text.startswith(("$ fairlead explain ", "$ fairlead environments\n"))]
    return asked + [block for block in consoles if block.page == page and block.text.startswith(FIRST_RENDER)]


FIRST_RENDER = "$ fairlead render\nbuild/chart/"


@pytest.mark.parametrize("block", shown_runs(), ids=str)
def test_shown_output_is_what_the_program_says(block: Block, tmp_path: Path) -> None:
    [description] = [whole.text for whole in WHOLE if whole.page.name == "README.md"]
    (tmp_path / "app.yaml").write_text(description, encoding="utf-8")
    command, *shown = block.text.splitlines()
    done = fairlead(shlex.split(command)[2:], tmp_path)
    assert done.returncode == 0, done.stderr
    said = (done.stdout + done.stderr).splitlines()
    # An ellipsis stands for what was left out.
    assert [line for line in shown if line not in said and line != "…"] == []


LINTED = [block for block in blocks() if block.text.startswith(("$ fairlead lint ", "$ fairlead rules"))]


@pytest.mark.parametrize("block", LINTED, ids=str)
def test_shown_findings_are_what_lint_says(block: Block, tmp_path: Path) -> None:
    """The files are those of the page that say their names, and the description of the README."""
    for one, name in FILES:
        if one.page == block.page and not name.startswith("."):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(one.text, encoding="utf-8")
    (tmp_path / ".git").mkdir()  # no configuration is looked for further up
    [description] = [whole.text for whole in WHOLE if whole.page.name == "README.md"]
    (tmp_path / "app.yaml").write_text(description, encoding="utf-8")
    command, *shown = block.text.splitlines()
    done = fairlead([*shlex.split(command)[2:], *(["--no-cache"] if " lint " in command else [])], tmp_path)
    assert done.returncode in {0, 1}, done.stderr
    # An ellipsis stands for what was left out; what is shown is in order.
    said = iter((done.stdout + done.stderr).splitlines())
    assert [line for line in shown if line != "…" and line not in said] == []


def configurations() -> list[tuple[str, Any]]:
    """What is set under ``lint`` in the configurations shown, each with where it stands."""
    every = [(str(block), plain(read_document(block.text, name))) for block, name in FILES if name == ".fairlead.yaml"]
    shown = [(where, content) for where, content in every if "lint" in content]
    tables = [(str(block), tomllib.loads(block.text)) for block in blocks() if block.language == "toml"]
    return [
        *((where, content["lint"]) for where, content in shown),
        *((where, content["tool"]["fairlead"]["lint"]) for where, content in tables),
    ]


@pytest.mark.parametrize(("where", "section"), configurations())
def test_shown_configurations_can_be_used(where: str, section: Any) -> None:
    configuration, wrong = configured(section)
    assert wrong == [], where
    assert configuration.rules


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_rules_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    ignored = [name.strip() for names in re.findall(r"fairlead: ignore\[([^\]]+)\]", text) for name in names.split(",")]
    ignored += re.findall(r"fairlead\.dev/ignore\.([\w-]+)", text)
    asked = re.findall(r"(?:--only|--rule|-r|fairlead rules) ([a-z][\w-]+)", FENCE.sub("", text))
    asked += [word for line in command_lines() for word in rules_in(line) if line.where.startswith(page.name)]
    ids = {entry.id for entry in entries()}
    groups = {entry.group for entry in entries()}
    assert set(ignored) - ids == set()
    assert set(asked) - ids - groups == set()


def rules_in(line: Line) -> list[str]:
    """The rules and groups that a command line names."""
    words = list(line.words)
    found = [words[at + 1].partition("=")[0] for at, word in enumerate(words) if word in {"--only", "--rule", "-r"}]
    return found + [word for word in words[1:2] if words[0] == "rules" and not word.startswith("-")]


def test_hooks_that_are_shown_are_offered() -> None:
    offered = re.findall(r"^- id: (\S+)$", (REPOSITORY / ".pre-commit-hooks.yaml").read_text(), re.MULTILINE)
    shown = [block.text for block, name in FILES if name == ".pre-commit-config.yaml"]
    assert shown
    assert {hook for text in shown for hook in re.findall(r"- id: (\S+)", text)} - set(offered) == set()


SHOWN = [
    block
    for block in blocks()
    if block.page.name == "README.md"
    and (block.language == "gotemplate" or (block.language == "yaml" and block.text.startswith(OTHER_YAML[1:])))
]
"""What the README shows of the files that its description gives."""


@pytest.mark.parametrize("block", SHOWN, ids=str)
def test_shown_files_are_what_is_rendered(block: Block, tmp_path: Path) -> None:
    [description] = [whole.text for whole in WHOLE if whole.page.name == "README.md"]
    (tmp_path / "app.yaml").write_text(description, encoding="utf-8")
    app = load("app.yaml", Files(str(tmp_path)))
    files = render(app, FORMATS, tuple(app.environments)).values()
    lines = [line for line in block.text.splitlines() if not line.endswith("…")]
    assert any(set(lines) <= set(content.decode().splitlines()) for content in files)


@functools.cache
def said_by_help(command: str) -> str:
    """What ``fairlead <command> --help`` prints ("" for fairlead itself)."""
    done = fairlead([*([command] if command else []), "--help"], REPOSITORY)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fairlead(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200", "TERMINAL_WIDTH": "200"}
    argv = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(argv, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@functools.cache
def options(command: str) -> frozenset[str]:
    section = said_by_help(command).partition("\nOptions:\n")[2].partition("\n\n")[0]
    lines = [line for line in section.splitlines() if re.match(r"  -", line)]
    return frozenset(option for line in lines for option in re.findall(r"(?<![\w-])--?[a-z][\w-]*", line[:40]))


@functools.cache
def commands() -> frozenset[str]:
    section = said_by_help("").partition("\nCommands:\n")[2].partition("\n\n")[0]
    return frozenset(re.findall(r"^  (\w+)", section, re.MULTILINE))


@pytest.mark.parametrize("line", command_lines(), ids=str)
def test_commands_and_options_exist(line: Line) -> None:
    command = next((word for word in line.words if not word.startswith("-")), "")
    assert command in {"", *commands()}
    used = {word.partition("=")[0] for word in line.words if word.startswith("-") and word != "-"}
    assert used - options(command) == set()


def test_every_command_and_option_is_documented() -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    sections = {
        name: part for name, _, part in (s.partition("\n") for s in re.split(r"^## ", text, flags=re.MULTILINE))
    }
    missing = {
        f"{command} {option}"
        for command in commands()
        for option in options(command) - {"--help", "-h"}
        if f"`{option}`" not in sections.get(command, "")
    }
    assert missing == set()
    assert [option for option in options("") if option not in text] == []


def test_every_field_is_documented() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads((REPOSITORY / "generator" / "app" / "description.schema.json").read_text())
    parts = [schema, schema["$defs"]["component"], schema["$defs"]["environment"], schema["$defs"]["cluster"]]
    fields = {field for part in parts for field in part["properties"]}
    in_code = "\n".join([*re.findall(r"`([^`\n]+)`", FENCE.sub("", text)), *HEADING.findall(text)])
    assert sorted(field for field in fields if not re.search(rf"\b{re.escape(field)}\b", in_code)) == []
