"""A release on disk is whole or not there, whatever stands there and whenever a run is killed."""

from __future__ import annotations

import errno
import os
import signal
import traceback
from functools import partial
from typing import TYPE_CHECKING

import pytest

from generator.errors import InputError, ProgramError
from generator.package import checksums, placement
from generator.package.placement import CREATED, REPLACED, UNCHANGED, place
from generator.render import exchange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EPOCH = 1_700_000_000


def summed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, checksums.FILE: checksums.written(files)}


OLD = summed({"shop.tgz": b"old" * 100, "release.json": b"{}", "shop-manifests.tgz": b"gone later"})
NEW = summed({"shop.tgz": b"new" * 100, "release.json": b"{1}"})


def on_disk(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_release_is_created_replaced_or_left_alone(tmp_path: Path) -> None:
    dist, target = str(tmp_path / "a" / "dist"), tmp_path / "a" / "dist" / "shop-1"
    assert place(dist, "shop-1", OLD, EPOCH) == CREATED
    assert on_disk(target) == OLD
    assert {path.stat().st_mtime for path in target.iterdir()} == {EPOCH}
    os.utime(target / "shop.tgz", (1, 1))
    folder = target.stat().st_ino
    assert place(dist, "shop-1", OLD, EPOCH) == UNCHANGED
    assert (target.stat().st_ino, (target / "shop.tgz").stat().st_mtime) == (folder, EPOCH)
    assert place(dist, "shop-1", NEW, EPOCH) == REPLACED
    assert on_disk(target) == NEW
    assert os.listdir(dist) == ["shop-1"]


def test_other_releases_stay(tmp_path: Path) -> None:
    place(str(tmp_path), "shop-1", OLD, EPOCH)
    (tmp_path / "notes.txt").write_text("mine")
    place(str(tmp_path), "shop-2", NEW, EPOCH)
    place(str(tmp_path), "shop-2", OLD, EPOCH)
    assert sorted(os.listdir(tmp_path)) == ["notes.txt", "shop-1", "shop-2"]
    assert on_disk(tmp_path / "shop-1") == OLD


def test_files_of_other_people_are_not_lost(tmp_path: Path) -> None:
    place(str(tmp_path), "shop-1", OLD, EPOCH)
    (tmp_path / "shop-1" / "shop.tgz.prov").write_text("signature")
    (tmp_path / "shop-1" / "folder").mkdir()
    assert place(str(tmp_path), "shop-1", OLD, EPOCH) == UNCHANGED
    with pytest.raises(InputError) as error:
        place(str(tmp_path), "shop-1", NEW, EPOCH)
    places = [str(problem.place) for problem in error.value.problems]
    assert places == [str(tmp_path / "shop-1" / name) for name in ("folder", "shop.tgz.prov")]
    assert {problem.cure for problem in error.value.problems} == {"move it away, or have it removed with --force"}
    assert on_disk(tmp_path / "shop-1") == {**OLD, "shop.tgz.prov": b"signature"}
    assert place(str(tmp_path), "shop-1", NEW, EPOCH, force=True) == REPLACED
    assert on_disk(tmp_path / "shop-1") == NEW


@pytest.mark.parametrize("sort", ["file", "link", "no release"])
def test_what_is_no_release_is_refused(tmp_path: Path, sort: str) -> None:
    target, mine = tmp_path / "dist" / "shop-1", tmp_path / "mine"
    mine.mkdir()
    (mine / "file").write_text("mine")
    target.parent.mkdir()
    if sort == "file":
        target.write_text("x")
    elif sort == "link":
        target.symlink_to(mine)
    else:
        target.mkdir()
        (target / "file").write_text("mine")
    with pytest.raises(InputError):
        place(str(target.parent), "shop-1", NEW, EPOCH)
    assert place(str(target.parent), "shop-1", NEW, EPOCH, force=True) == REPLACED
    assert not target.is_symlink()
    assert on_disk(target) == NEW
    assert (mine / "file").read_text() == "mine"


def test_an_edited_file_of_a_release_is_made_new(tmp_path: Path) -> None:
    place(str(tmp_path), "shop-1", NEW, EPOCH)
    (tmp_path / "shop-1" / "shop.tgz").write_bytes(b"edited")
    assert place(str(tmp_path), "shop-1", NEW, EPOCH) == REPLACED
    assert on_disk(tmp_path / "shop-1") == NEW


def test_what_the_system_refuses(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name in ("file", "file/dist"):
        with pytest.raises(InputError, match="is no folder"):
            place(str(tmp_path / name), "shop-1", NEW, EPOCH)
    with pytest.raises(ProgramError, match="cannot be written"):
        place(str(tmp_path), "x" * 300, NEW, EPOCH)
    assert os.listdir(tmp_path) == ["file"]


def forked(action: Callable[[], object]) -> int:
    """Run something in a process of its own; gives the process' id."""
    child = os.fork()
    if child:
        return child
    try:
        action()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as a second pytest
        traceback.print_exc()
    finally:
        os._exit(1)


def place_and_die(folder: str, way: str, number: int, before: bool) -> None:
    """Place NEW, and die before or after the call of that number that changes something on disk."""
    calls = 0

    def deadly(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            mine = calls
            if mine == number and before:
                os.kill(os.getpid(), signal.SIGKILL)
            try:
                return function(*arguments, **options)
            finally:
                if mine == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        return call

    def rename(old: str, new: str) -> None:
        if way == "copy" and not os.path.basename(old).startswith("."):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real_rename(old, new)

    real_rename = os.rename
    os.rename = rename  # type: ignore[assignment]
    exchange_ = deadly(exchange.exchange) if way == "exchange" else lambda *_: False
    setattr(placement, "exchange", exchange_)  # noqa: B010 - mypy --strict knows no imported names as attributes
    for name in ("rename", "mkdir", "unlink", "rmdir", "utime"):
        setattr(os, name, deadly(getattr(os, name)))
    place(folder, "shop-1", NEW, EPOCH)


@pytest.mark.parametrize("way", ["exchange", "rename", "copy"])
@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_a_killed_run_leaves_old_or_new_and_the_next_one_finishes(
    tmp_path: Path, way: str, before: bool, first: bool
) -> None:
    number, status = 0, -1
    while status:
        number += 1
        folder = tmp_path / str(number)
        place(str(folder), "other-1", OLD, EPOCH)
        if not first:
            place(str(folder), "shop-1", OLD, EPOCH)
        status = os.waitpid(forked(partial(place_and_die, str(folder), way, number, before)), 0)[1]
        assert status in (0, signal.SIGKILL)
        aside = folder / ".shop-1.fairlead-old"
        whole = on_disk(folder / "shop-1") in ([{}, NEW] if first else [OLD, NEW])
        assert whole or (way != "exchange" and on_disk(aside) == OLD)
        assert place(str(folder), "shop-1", NEW, EPOCH) in {CREATED, REPLACED, UNCHANGED}
        assert on_disk(folder / "shop-1") == NEW
        assert on_disk(folder / "other-1") == OLD
        assert sorted(os.listdir(folder)) == ["other-1", "shop-1"]
    assert number > 4
