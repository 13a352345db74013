"""Versions that build tools keep in files: pyproject.toml, package.json, pom.xml, or a file with the version alone."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

from generator.errors import InputError, Place, Problem
from generator.package.versions import semantic

if TYPE_CHECKING:
    from collections.abc import Callable

PYPROJECT, PACKAGE, POM = "pyproject.toml", "package.json", "pom.xml"
NAMES = {"pyproject": PYPROJECT, "package.json": PACKAGE, "pom": POM}
"""The words of ``--version-from`` that stand for a file, which is looked for from the app's folder upwards."""
_LARGEST = 4 << 20
_ELSEWHERE = "name the file that has it, --version-from git, or --version"
_MEND = "mend it, or name a version with --version"
_PLACEHOLDER = re.compile(r"0\.0\.0(-development|-semantic(ally)?-release[d]?|-placeholder)?")


def refused(problem: Problem) -> InputError:
    """The error of a version that cannot be used."""
    return InputError([problem])


def file_version(path: str) -> str:
    """The semantic version that a file holds. InputError, at its line, where it holds none that can be used."""
    text = _text(path)
    written, line = _READERS.get(os.path.basename(path), _plain)(path, text)
    version = semantic(written)
    if version is None:
        message = f"{_shown(written)} is no version that Helm takes: three numbers as in 1.2.3, or 1.2.3-rc.1"
        raise unusable(path, text, line, message, "write it so, or name one with --version")
    if _PLACEHOLDER.fullmatch(version):
        message = f"{version} is what stands there until a release tool puts a version in"
        raise unusable(
            path, text, line, message, "take it from the tag with --version-from git, or name one with --version"
        )
    return version


def nearest(word: str, folder: str) -> str:
    """The file that a word of ``NAMES`` means: in a folder or above it, up to the root of the repository.

    InputError where there is none.
    """
    name, start = NAMES[word], os.path.abspath(folder or ".")
    above = start
    while True:
        path = os.path.join(above, name)
        if os.path.isfile(path):
            shown = os.path.relpath(path)
            return path if shown.startswith(os.pardir) else shown
        if os.path.exists(os.path.join(above, ".git")) or os.path.dirname(above) == above:
            message = f"there is no {name} here, nor above up to the root of the repository"
            raise refused(Problem(Place(folder or ".", 0, 0), "", message, "name the file: --version-from PATH"))
        above = os.path.dirname(above)


def unusable(path: str, text: str, line: int, message: str, cure: str) -> InputError:
    """The error of a line of a file; line 0 is the file as a whole."""
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    column = len(shown) - len(shown.lstrip()) + 1 if shown else 0
    return refused(Problem(Place(path, line if shown else 0, column), "", message, cure, shown))


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        cure = f"name a file, or one of git, {', '.join(NAMES)}"
        raise unusable(path, "", 0, f"cannot be read: {error.strerror or error}", cure) from None
    if len(content) > _LARGEST:
        raise unusable(path, "", 0, f"is larger than {_LARGEST >> 20} MiB: it is not read", _ELSEWHERE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise unusable(path, "", 0, "is no UTF-8 text", _ELSEWHERE) from None


def _toml(path: str, text: str) -> tuple[str, int]:
    import tomllib

    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = _line_said(str(error))
        raise unusable(path, text, line, f"is no TOML: {error}", _MEND) from None
    project = _map(content.get("project"))
    if "version" in project:
        return _string(path, text, project["version"])
    if "version" in _list(project.get("dynamic")):
        message = "the version is dynamic: it is made when the project is built"
        cure = '--version-from git, or ask the build tool: --version "$(hatch version)"'
        raise unusable(path, text, _line_of("dynamic", text), message, cure)
    poetry = _map(_map(content.get("tool")).get("poetry"))
    if "version" in poetry:
        return _string(path, text, poetry["version"])
    message = "has no project.version, and no tool.poetry.version: a workspace has none of its own"
    raise unusable(path, text, 0, message, _ELSEWHERE)


def _json(path: str, text: str) -> tuple[str, int]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unusable(path, text, getattr(error, "lineno", 0), "is no JSON", _MEND) from None
    if "version" not in _map(content):
        about = "has no version" + (": it is the root of a workspace" if "workspaces" in _map(content) else "")
        raise unusable(path, text, 0, about, "name the package.json that has one, --version-from git, or --version")
    written, line = _string(path, text, content["version"])
    if written.startswith("workspace:"):
        message = f"{_shown(written)} refers to another package of the workspace"
        raise unusable(path, text, line, message, "name that package's package.json, --version-from git, or --version")
    return written, line


def _string(path: str, text: str, value: Any) -> tuple[str, int]:
    line = _line_of("version", text)
    if isinstance(value, str):
        return value, line
    if isinstance(value, dict) and value.get("workspace"):
        raise unusable(
            path, text, line, "the version is that of the workspace", "name the file of the workspace, or --version"
        )
    raise unusable(path, text, line, "the version is no text", 'write it in quotes, as in "1.2.3"')


def _maven(path: str, text: str) -> tuple[str, int]:
    from generator.package.maven import project_version

    return project_version(path, text)


def _plain(path: str, text: str) -> tuple[str, int]:
    """A file that holds the version and nothing else, such as VERSION."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        about = "is empty" if not lines else "holds more than a version"
        known = ", ".join(_READERS)
        raise unusable(path, text, 0, about, f"name one of {known}, or a file that holds the version and nothing else")
    return lines[0], text[: text.index(lines[0])].count("\n") + 1


_READERS: dict[str, Callable[[str, str], tuple[str, int]]] = {PYPROJECT: _toml, PACKAGE: _json, POM: _maven}


def _line_of(key: str, text: str) -> int:
    """The first line on which a key is written, 0 where none is found."""
    found = re.search(rf"^[ \t{{]*\"?{key}\"?[ \t]*[=:.]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _line_said(message: str) -> int:
    """The line that the message of tomllib names: ``… (at line 3, column 1)``."""
    found = re.search(r"at line ([0-9]+)", message)
    return int(found[1]) if found else 0


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")  # noqa: PLR2004 - as much as a line can show
