"""What a Dockerfile says about the container it builds: its ports and its health check.

Read as BuildKit reads it (https://docs.docker.com/reference/dockerfile/): the ``escape`` directive, continuation
lines with comments in between, here-documents, ARG and ENV substitution, and stages that build on stages.
"""

from __future__ import annotations

import json
import re

from generator.cli.substitution import substituted, words
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_PORT = 65535
MOST_PORTS = 20
"""A range of more ports than this is no list of services that a person would name."""


class Port(NamedTuple):
    """One port of EXPOSE; ``protocol`` is TCP, UDP or SCTP."""

    number: int
    protocol: str


class Image(NamedTuple):
    """What the last stage leaves in the image.

    ``check`` is the command of HEALTHCHECK, [] without one or with NONE; the shell form as ["sh", "-c", text].
    ``env`` is what the check sees at run time: ENV, without ARG, which exists at build time only.
    """

    ports: tuple[Port, ...]
    check: list[str]
    env: dict[str, str]


class _Stage:
    """The settings of a stage while its instructions are read."""

    def __init__(self, parent: _Stage | None = None) -> None:
        self.env: dict[str, str] = dict(parent.env) if parent else {}
        self.arguments: dict[str, str] = {}
        self.ports: list[Port] = list(parent.ports) if parent else []
        self.check: list[str] = list(parent.check) if parent else []

    @property
    def variables(self) -> dict[str, str]:
        """What substitution sees; ENV beats ARG, whatever the order."""
        return {**self.arguments, **self.env}


def read_dockerfile(text: str) -> Image:
    """Ports and health check of the image that a Dockerfile builds; what cannot be understood is passed over."""
    escape = _escape_of(text)
    stages: dict[str, _Stage] = {}
    first_arguments: dict[str, str] = {}
    stage: _Stage | None = None
    for keyword, rest in instructions(text, escape):
        if keyword == "FROM":
            stage = _begin(substituted(rest, first_arguments, escape), stages)
        elif stage is not None:
            _apply(stage, keyword, rest, escape, first_arguments)
        elif keyword == "ARG":
            _declare(first_arguments, rest, escape, {}, first_arguments)
    last = stage or _Stage()
    return Image(tuple(last.ports), last.check, last.env)


def _escape_of(text: str) -> str:
    """The escape character: a backslash, or what a directive in the very first lines names."""
    for line in text.lstrip("\ufeff").split("\n"):
        directive = re.match(r"#\s*([A-Za-z]+)\s*=\s*(\S.*?)\s*$", line)
        if not directive:
            break
        if directive[1].lower() == "escape" and directive[2] in ("\\", "`"):
            return directive[2]
    return "\\"


def instructions(text: str, escape: str) -> Iterator[tuple[str, str]]:
    """Each instruction as (keyword in capitals, the rest on one line), without comments and here-documents."""
    lines = iter_lines(text)
    position = 0
    while position < len(lines):
        line, position = _logical_line(lines, position, escape)
        keyword, _, rest = line.strip().partition(" ") if " " in line.strip() else (line.strip(), "", "")
        if not keyword:
            continue
        if keyword.upper() in ("RUN", "COPY", "ADD"):
            position = _after_heredocs(lines, position, rest)
        yield keyword.upper(), rest.strip()


def iter_lines(text: str) -> list[str]:
    """The lines of a Dockerfile, without a byte order mark; tabs as blanks."""
    return [line.rstrip("\r").replace("\t", " ") for line in text.lstrip("\ufeff").split("\n")]


def _logical_line(lines: list[str], position: int, escape: str) -> tuple[str, int]:
    """A line with its continuations, and the position after it; comments and empty lines in between are no part."""
    ending = re.compile(rf"(^|[^{re.escape(escape)}]){re.escape(escape)} *$")
    line, continued = "", False
    while position < len(lines):
        piece = lines[position]
        position += 1
        if piece.lstrip().startswith("#") or (continued and not piece.strip()):
            continue
        match = ending.search(piece)
        line += piece[: match.end(1)] if match else piece
        continued = match is not None
        if not continued:
            break
    return line, position


def _after_heredocs(lines: list[str], position: int, rest: str) -> int:
    """The position after the here-documents that an instruction opens; unchanged where one has no end."""
    for dash, _, name in re.findall(r"(?:^|\s)\d*<<(-?)(['\"]?)([A-Za-z_][\w.]*)\2", rest):
        for index in range(position, len(lines)):
            if (lines[index].lstrip() if dash else lines[index]) == name:
                position = index + 1
                break
        else:
            return position
    return position


def _begin(rest: str, stages: dict[str, _Stage]) -> _Stage:
    """The stage that FROM begins; it has what the stage it names has, and is found by its own name later."""
    parts = [part for part in rest.split() if not part.startswith("--")]
    stage = _Stage(stages.get(parts[0].lower()) if parts else None)
    if [part.upper() for part in parts[1:2]] == ["AS"] and parts[2:]:
        stages[parts[2].lower()] = stage
    return stage


def _apply(stage: _Stage, keyword: str, rest: str, escape: str, outer: dict[str, str]) -> None:
    """One instruction of a stage."""
    if keyword == "ARG":
        _declare(stage.arguments, rest, escape, outer, stage.variables)
    elif keyword == "ENV":
        stage.env.update(_assignments(rest, escape, stage.variables))
    elif keyword == "EXPOSE":
        for word in words(rest, stage.variables, escape):
            stage.ports += [port for port in ports_of(word) if port not in stage.ports]
    elif keyword == "HEALTHCHECK":
        stage.check = _check(rest)


def _declare(arguments: dict[str, str], rest: str, escape: str, outer: dict[str, str], seen: dict[str, str]) -> None:
    """ARG: with a default, or with the value of the ARG of that name before the first FROM."""
    for word in words(rest, seen, escape):
        name, given, default = word.partition("=")
        if given:
            arguments[name] = default
        elif name in outer:
            arguments[name] = outer[name]


def _assignments(rest: str, escape: str, seen: dict[str, str]) -> dict[str, str]:
    """ENV: ``name=value name="a value"``, or the old ``name a value``."""
    name, _, value = rest.partition(" ")
    if "=" not in name:
        return {name: substituted(value.strip(), seen, escape)} if value else {}
    return dict(word.split("=", 1) for word in words(rest, seen, escape) if "=" in word)


def ports_of(word: str) -> list[Port]:
    """The ports of one word of EXPOSE: ``8080``, ``53/udp``, ``8000-8010/tcp``; none where it is none of these."""
    match = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?(?:/(tcp|udp|sctp))?", word.lower(), re.ASCII)
    if not match:
        return []
    first = int(match[1])
    last = min(int(match[2] or first), first + MOST_PORTS - 1)
    return [
        Port(number, (match[3] or "tcp").upper()) for number in range(first, last + 1) if 0 < number <= LARGEST_PORT
    ]


def _check(rest: str) -> list[str]:
    """The command of HEALTHCHECK; [] for NONE and for what is neither."""
    text = re.sub(r"^(--\S+ +)*", "", rest)
    if text[:3].upper() != "CMD":
        return []
    command = text[3:].strip()
    try:
        parts = json.loads(command)
    except (ValueError, RecursionError):
        parts = None
    if isinstance(parts, list) and all(isinstance(part, str) for part in parts):
        return parts
    return ["sh", "-c", command] if command else []
