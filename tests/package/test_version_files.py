"""Versions in the files of build tools: what is found, and what is said, with line and cure, where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InputError, Problem
from generator.package.version_files import file_version, nearest

PARENT = "<parent><groupId>g</groupId><version>{}</version></parent>"
POM = '<?xml version="1.0"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n{}\n</project>\n'

FOUND = {
    "pyproject": ("pyproject.toml", '[project]\nname = "x"\nversion = "1.2.3rc1"\n', "1.2.3-rc.1"),
    "poetry": ("pyproject.toml", '[tool.poetry]\nversion = "1.2.3"\n', "1.2.3"),
    "package.json": ("package.json", '{"name": "x", "version": "1.2.3-beta.4"}', "1.2.3-beta.4"),
    "a byte order mark": ("package.json", '\ufeff{"version": "1.2.3"}', "1.2.3"),
    "pom": ("pom.xml", POM.format("<version>1.2.3-SNAPSHOT</version>"), "1.2.3-SNAPSHOT"),
    "a prefix": ("pom.xml", "<m:project xmlns:m='x'><m:version>\n 1.2.3 </m:version></m:project>", "1.2.3"),
    "of the parent": ("pom.xml", POM.format(PARENT.format("4.5")), "4.5.0"),
    "own before parent": ("pom.xml", POM.format(PARENT.format("4.5") + "<version>1.2.3</version>"), "1.2.3"),
    "of no dependency": (
        "pom.xml",
        POM.format(
            "<dependencies><dependency><version>9</version></dependency></dependencies><version>1.2.3</version>"
        ),
        "1.2.3",
    ),
    "revision": (
        "pom.xml",
        POM.format(
            "<version>${revision}${changelist}</version>"
            "<properties><revision>1.2.${z}</revision><z>3</z><changelist>-SNAPSHOT</changelist></properties>"
        ),
        "1.2.3-SNAPSHOT",
    ),
    "parent's by name": (
        "pom.xml",
        POM.format(PARENT.format("4.5.6") + "<version>${project.parent.version}</version>"),
        "4.5.6",
    ),
    "plain": ("VERSION", "\nv1.2.3\n\n", "1.2.3"),
}

REFUSED: dict[str, tuple[str, str, int, str, str]] = {
    "dynamic": (
        "pyproject.toml", '[project]\ndynamic = [\n  "version"]\n',
        2, "the version is dynamic", "--version-from git",
    ),
    "no version": (
        "pyproject.toml", "[tool.uv.workspace]\nmembers = ['a']\n",
        0, "has no project.version", "--version",
    ),
    "a number": ("pyproject.toml", "[project]\nversion = 1.2\n", 2, "the version is no text", "quotes"),
    "of the workspace": (
        "pyproject.toml", "[project]\nversion = {workspace = true}\n",
        2, "that of the workspace", "workspace",
    ),
    "post": ("pyproject.toml", '[project]\nversion = "1.2.3.post1"\n', 2, "'1.2.3.post1' is no version", "--version"),
    "bad toml": ("pyproject.toml", "[project]\nversion = \n", 2, "is no TOML", "mend it"),
    "deep toml": ("pyproject.toml", f"a = {'[' * 5000}", 0, "is no TOML", "mend it"),
    "bad json": ("package.json", '{\n"version": 1.2.3}', 2, "is no JSON", "mend it"),
    "deep json": ("package.json", "[" * 200_000, 0, "is no JSON", "mend it"),
    "a list": ("package.json", "[]", 0, "has no version", "--version-from git"),
    "a workspace": (
        "package.json", '{"private": true, "workspaces": ["a"]}',
        0, "the root of a workspace", "package.json",
    ),
    "refers": (
        "package.json", '{\n  "version": "workspace:^"\n}',
        2, "another package of the workspace", "package.json",
    ),
    "null": ("package.json", '{\n  "version": null\n}', 2, "the version is no text", "quotes"),
    "a placeholder": ("package.json", '{\n  "version": "0.0.0-development"\n}', 2, "until a release tool", "git"),
    "zero": ("package.json", '{\n  "version": "0.0.0"\n}', 2, "until a release tool", "git"),
    "semantic": ("package.json", '{\n  "version": "0.0.0-semantically-released"\n}', 2, "until a release tool", "git"),
    "revision": (
        "pom.xml", POM.format("<version>${revision}</version>"),
        3, "${revision} is set elsewhere", "help:evaluate",
    ),
    "in a circle": (
        "pom.xml", POM.format("<version>${a}</version><properties><a>${b}</a><b>${a}</b></properties>"),
        3, "is set elsewhere", "help:evaluate",
    ),
    "ever longer": (
        "pom.xml", POM.format("<version>${a}</version><properties><a>" + "${a}" * 10 + "</a></properties>"),
        3, "is set elsewhere", "help:evaluate",
    ),
    "no pom version": ("pom.xml", POM.format("<name>x</name>"), 0, "has no project.version", "help:evaluate"),
    "other root": (
        "pom.xml", "<settings><version>1</version></settings>",
        0, "has no project.version", "help:evaluate",
    ),
    "bad xml": ("pom.xml", "<project>\n<version>1</project>", 2, "is no XML: mismatched tag", "mend it"),
    "a document type": (
        "pom.xml", '<!DOCTYPE project [<!ENTITY a "1">]>\n<project><version>&a;</version></project>',
        1, "declares a document type", "take it out",
    ),
    "release": (
        "pom.xml", POM.format("<version>1.2.3.RELEASE</version>"),
        3, "'1.2.3.RELEASE' is no version", "--version",
    ),
    "an empty file": ("VERSION", "\n", 0, "is empty", "pyproject.toml"),
    "more": (
        "Cargo.toml", "[package]\nversion = '1'\n",
        0, "holds more than a version", "pyproject.toml, package.json",
    ),
    "no version in it": ("VERSION", "\n  next\n", 2, "'next' is no version", "--version"),
    "a long line": ("VERSION", "x" * 500, 1, "…' is no version", "--version"),
}  # fmt: skip


def problem_of(error: pytest.ExceptionInfo[InputError]) -> Problem:
    [problem] = error.value.problems
    return problem


@pytest.mark.parametrize(("name", "text", "version"), FOUND.values(), ids=FOUND)
def test_what_is_found(tmp_path: Path, name: str, text: str, version: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert file_version(str(tmp_path / name)) == version


@pytest.mark.parametrize(("name", "text", "line", "message", "cure"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tmp_path: Path, name: str, text: str, line: int, message: str, cure: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        file_version(str(tmp_path / name))
    problem = problem_of(error)
    assert message in problem.message
    assert cure in problem.cure
    assert problem.place is not None
    assert (problem.place.source, problem.place.line) == (str(tmp_path / name), line)
    assert problem.source_line == (text.splitlines()[line - 1] if line else "")


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"1.2.3\xe9")
    (tmp_path / "large").write_bytes(b" " * (5 << 20))
    for name, message in {"none": "No such file", ".": "Is a directory", "latin": "UTF-8", "large": "4 MiB"}.items():
        with pytest.raises(InputError, match=message) as error:
            file_version(str(tmp_path / name))
        assert problem_of(error).cure


def test_the_nearest_file_up_to_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pom.xml").write_text("<project/>")  # outside of the repository
    inner = tmp_path / "repository" / "services" / "shop"
    inner.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (tmp_path / "repository" / "package.json").write_text("{}")
    (inner / "pyproject.toml").write_text("")
    monkeypatch.chdir(tmp_path / "repository")
    assert nearest("pyproject", "services/shop") == "services/shop/pyproject.toml"
    assert nearest("package.json", "services/shop") == "package.json"
    monkeypatch.chdir(inner)
    assert Path(nearest("package.json", "")) == tmp_path / "repository" / "package.json"
    with pytest.raises(InputError, match=r"there is no pom\.xml here"):
        nearest("pom", "")
