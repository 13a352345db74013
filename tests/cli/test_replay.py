"""Records of earlier runs: given again while nothing has changed, and trusted no further than they can be checked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.app.files import Files
from generator.cli import replay
from generator.cli.dependencies import dependencies_of
from generator.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

ARGUMENTS = ["render", "-o", "-"]


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("FAIRLEAD_CACHE", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def recorded(arguments: list[str] = ARGUMENTS, dependencies: tuple[replay.Dependency, ...] | None = ()) -> str:
    key = replay.key_of(arguments)
    assert dependencies is not None
    replay.keep(key, dependencies, b"out\0\xff", b"err", 1)
    return key


def test_a_run_is_given_again() -> None:
    assert replay.find(replay.key_of(ARGUMENTS)) is None
    assert replay.find(recorded()) == (b"out\0\xff", b"err", 1)


def test_only_what_prints_is_recorded() -> None:
    for arguments in ([], ["render"], ["render", "-o", "build"], ["explain", "-"], ["--no-cache", "render", "-o", "-"]):
        assert replay.key_of(arguments) == ""
    assert replay.key_of(["render", "-o", "-", "--no-cache"]) == ""
    assert replay.key_of(["render", "-o-"]) != ""


@pytest.mark.parametrize("value", ["off", "OFF", "0", "no"])
def test_the_environment_switches_it_off(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FAIRLEAD_CACHE", value)
    assert replay.key_of(ARGUMENTS) == ""
    assert replay.find("") is None


def test_the_key_holds_all_that_is_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys = {replay.key_of(ARGUMENTS), replay.key_of([*ARGUMENTS, "x"]), replay.key_of(["render", "-o", "-", "x", ""])}
    monkeypatch.chdir(tmp_path)
    keys.add(replay.key_of(ARGUMENTS))
    monkeypatch.setattr(replay, "__version__", "9")
    keys.add(replay.key_of(ARGUMENTS))
    monkeypatch.setattr(replay, "_program", lambda: ["a changed file"])
    keys.add(replay.key_of(ARGUMENTS))
    assert len(keys) == 6
    assert replay.key_of(ARGUMENTS) == replay.key_of(ARGUMENTS)


def test_the_key_names_every_file_of_the_program(repository: Path) -> None:
    lines = replay._program()
    for folder in ("generator/cli", "overlays", "templates"):
        assert any(line.startswith(str(repository / folder)) for line in lines)
    assert not any("__pycache__" in line for line in lines)


def edited(path: Path) -> None:
    status = path.stat()
    path.write_text("name: other\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: list[tuple[Callable[[Files], object], Callable[[], object]]] = [
    (lambda files: files.read_text("app.yaml"), lambda: edited(Path("app.yaml"))),
    (lambda files: files.read_text("app.yaml"), lambda: Path("app.yaml").unlink()),
    (lambda files: files.exists("overlays"), lambda: Path("overlays").mkdir()),
    (lambda files: files.is_file("overlays"), lambda: Path("overlays").touch()),
    (lambda files: files.glob("*.yaml"), lambda: Path("b.yaml").touch()),
    (lambda files: files.glob("folder/*"), lambda: os.replace("b", "folder/b")),
    (lambda files: files.glob("*/**/*.yaml"), lambda: os.renames("b", "none/a/b.yaml")),
    (lambda files: files.names("."), lambda: Path("c").touch()),
    (lambda files: files.names("none"), lambda: os.renames("b", "none/b")),
]


@pytest.mark.parametrize(("ask", "change"), CHANGES)
def test_a_changed_answer_of_the_disk_is_a_miss(ask: Callable[[Files], object], change: Callable[[], object]) -> None:
    Path("app.yaml").write_text("name: first\n")
    Path("b").touch()
    os.makedirs("folder/inner")
    files = Files()
    ask(files)
    key = recorded(dependencies=dependencies_of(files))
    assert replay.find(key) is not None
    change()
    assert replay.find(key) is None


def test_patterns_in_one_folder_need_no_matching() -> None:
    Path("a.yaml").touch()
    files = Files()
    assert files.glob("*.yaml") == ["a.yaml"]
    assert [(kind, name) for kind, name, _ in dependencies_of(files) or ()] == [("list", "."), ("kind", "a.yaml")]


def test_a_folder_that_becomes_a_file_is_seen() -> None:
    os.makedirs("folder/inner")
    files = Files()
    assert files.glob("folder/*") == []
    key = recorded(dependencies=dependencies_of(files))
    assert replay.find(key) is not None
    os.rmdir("folder/inner")
    Path("folder/inner").touch()
    assert replay.find(key) is None


def test_a_disk_that_changed_during_the_run_is_not_recorded() -> None:
    files = Files()
    files.glob("*.yaml")
    Path("a.yaml").touch()
    assert dependencies_of(files) is None


def test_every_kind_of_dependency_is_known() -> None:
    files = Files()
    Path("a").touch()
    files.read_bytes("a")
    files.glob("*/**")
    files.exists("b")
    files.names(".")
    files.names("c")
    with pytest.raises(InputError):
        files.read_bytes("c")
    found = dependencies_of(files) or ()
    assert {kind for kind, _, _ in found} == {"file", "glob", "kind", "absent", "list"}
    assert all(replay.holds(*one) for one in found)
    assert replay.find(recorded(dependencies=(("new kind", "a", ""),))) is None


@given(st.data())
def test_a_damaged_record_is_a_miss(data: st.DataObject) -> None:
    key = recorded(dependencies=(("absent", "nothing", ""),))
    place = Path(replay.folder()) / key
    content = bytearray(place.read_bytes())
    position = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        del content[position:]
    else:
        content[position] ^= data.draw(st.integers(1, 255))
    place.write_bytes(content)
    assert replay.find(key) is None


def test_a_record_under_a_checksum_may_still_be_odd() -> None:
    key = recorded()
    for body in (b"", b"1 2\n", b"a b c\n", b"9 9 9\n", b"1 0 0\nx", b"-1 0 1\n"):
        (Path(replay.folder()) / key).write_bytes(replay.MAGIC + replay.digest(body).encode() + b"\n" + body)
        assert replay.find(key) is None


def test_nobody_else_can_read_or_write_records() -> None:
    key = recorded()
    assert Path(replay.folder()).stat().st_mode & 0o777 == 0o700
    assert (Path(replay.folder()) / key).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_others_may_write_to_is_not_used() -> None:
    key = recorded()
    Path(replay.folder()).chmod(0o770)
    assert replay.find(key) is None
    other = recorded([*ARGUMENTS, "other"])
    Path(replay.folder()).chmod(0o700)
    assert replay.find(other) is None
    assert replay.find(key) is not None


@pytest.mark.parametrize("home", ["/proc/nothing", "/dev/null/x", "relative"])
def test_no_place_for_records_is_silent(monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setenv("HOME", "/proc/nothing")
    assert replay.find(recorded()) is None


def test_the_folder_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "MOST_RECORDS", 3)
    keys = [recorded([*ARGUMENTS, str(number)]) for number in range(3)]
    for age, key in enumerate(keys):
        os.utime(Path(replay.folder()) / key, (1000 + age, 1000 + age))
    replay.find(keys[0])
    keys.append(recorded([*ARGUMENTS, "3"]))
    assert [replay.find(key) is not None for key in keys] == [True, False, True, True]
    monkeypatch.setattr(replay, "MOST_BYTES", 1)
    recorded([*ARGUMENTS, "4"])
    assert os.listdir(replay.folder()) == []
