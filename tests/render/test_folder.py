"""Writing a FileTree: whole or not at all, and nothing lost."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import traceback
from functools import partial
from typing import TYPE_CHECKING

import pytest

from generator.errors import InputError, ProgramError
from generator.render import exchange
from generator.render import folder as folder_module
from generator.render.folder import Written, write
from generator.render.staleness import compare
from generator.render.units import MARKER, left_over, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD = {
    "chart/shop/Chart.yaml": b"name: shop\n",
    "chart/shop/templates/web.yaml": b"kind: Deployment\n",
    "kustomize/base/kustomization.yaml": b"resources: []\n",
    "kustomize/overlays/dev/kustomization.yaml": b"resources: [../../base]\n",
    "manifests/dev/web.yaml": b"replicas: 1\n",
    "manifests/prod/web.yaml": b"replicas: 2\n",
}
NEW = {**OLD, "chart/shop/Chart.yaml": b"name: shop # new\n", "manifests/dev/web.yaml": b"replicas: 3\n"}
NEW["manifests/dev/more.yaml"] = b"kind: Service\n"
WITHOUT_PROD = {path: content for path, content in NEW.items() if "prod" not in path}


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the markers, in the shape of a FileTree."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != MARKER]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def times(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_path_belongs_to_the_unit_it_is_written_with() -> None:
    assert [unit_of(path) for path in OLD] == [
        "chart/shop", "chart/shop", "kustomize/base", "kustomize/overlays/dev", "manifests/dev", "manifests/prod",
    ]  # fmt: skip


def test_a_tree_is_written_with_a_marker_in_each_unit(tmp_path: Path) -> None:
    report = write(OLD, str(tmp_path / "build"), "shop")
    assert on_disk(tmp_path / "build") == OLD
    assert report[0] == Written("chart/shop", 2, 2)
    marker = json.loads((tmp_path / "build/chart/shop" / MARKER).read_text())
    assert marker["app"] == "shop"
    assert sorted(marker["files"]) == ["Chart.yaml", "templates/web.yaml"]


def test_no_reader_of_manifests_takes_the_marker_for_one() -> None:
    assert os.path.splitext(MARKER)[1] not in (".json", ".yaml", ".yml")


def test_units_as_they_are_stay_untouched(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    before = times(tmp_path)
    assert {unit.changed for unit in write(OLD, str(tmp_path), "shop")} == {0}
    assert times(tmp_path) == before


def test_only_changed_units_are_written(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    before = times(tmp_path / "manifests/prod")
    report = {unit.unit: unit.changed for unit in write(NEW, str(tmp_path), "shop")}
    assert report == {
        "chart/shop": 1, "kustomize/base": 0, "kustomize/overlays/dev": 0, "manifests/dev": 2, "manifests/prod": 0,
    }  # fmt: skip
    assert times(tmp_path / "manifests/prod") == before
    assert on_disk(tmp_path) == NEW


def test_units_that_are_not_rendered_stay(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    write({"kustomize/overlays/dev/kustomization.yaml": b"new\n"}, str(tmp_path), "shop")
    assert on_disk(tmp_path) == {**OLD, "kustomize/overlays/dev/kustomization.yaml": b"new\n"}


def test_units_of_environments_that_are_gone_are_removed(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    tree = {path: content for path, content in OLD.items() if "prod" not in path}
    left = left_over(str(tmp_path), "shop", tree, ["manifests", "kustomize/overlays"])
    assert left == ["manifests/prod"]
    assert left_over(str(tmp_path), "other", tree, ["manifests"]) == []
    report = write(tree, str(tmp_path), "shop", left)
    assert report[-1] == Written("manifests/prod", 0, 1)
    assert on_disk(tmp_path) == tree


def test_what_is_left_over_but_edited_is_not_removed(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    (tmp_path / "manifests/prod/web.yaml").write_text("mine\n")
    with pytest.raises(InputError, match=r"prod/web\.yaml: was edited by hand"):
        write({}, str(tmp_path), "shop", ["manifests/prod"])


def refused(folder: Path, tree: dict[str, bytes] = NEW, app: str = "shop") -> str:
    """The message with which a write is refused; nothing has changed, and force goes through."""
    before, stamps = on_disk(folder), times(folder)
    with pytest.raises(InputError) as refusal:
        write(tree, str(folder), app)
    assert (on_disk(folder), times(folder)) == (before, stamps)
    write(tree, str(folder), app, force=True)
    assert {**on_disk(folder), **tree} == on_disk(folder)
    return str(refusal.value)


def test_a_folder_without_marker_is_not_overwritten(tmp_path: Path) -> None:
    chart = tmp_path / "chart/shop"
    chart.mkdir(parents=True)
    (chart / "Chart.yaml").write_text("name: mine\n")
    message = refused(tmp_path)
    assert "chart/shop/Chart.yaml: was not written by fairlead" in message
    assert "--force" in message


def test_a_damaged_marker_is_none(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    for damage in ("", "[]", '{"app": 1}', '{"app": "shop", "files": []}', "[" * 100_000):
        (tmp_path / "manifests/dev" / MARKER).write_text(damage)
        with pytest.raises(InputError, match="was not written by fairlead"):
            write(NEW, str(tmp_path), "shop")


def test_a_lost_marker_is_put_back_where_nothing_differs(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    (tmp_path / "chart/shop" / MARKER).unlink()
    write(OLD, str(tmp_path), "shop")
    assert (tmp_path / "chart/shop" / MARKER).exists()


def test_foreign_files_in_a_unit_are_not_lost(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    (tmp_path / "chart/shop/Chart.lock").write_text("mine\n")
    (tmp_path / "chart/shop/charts").mkdir()
    (tmp_path / "chart/shop/charts/redis.tgz").write_text("mine\n")
    message = refused(tmp_path)
    assert "chart/shop/Chart.lock: was not written" in message
    assert "chart/shop/charts/redis.tgz: was not written" in message


def test_a_foreign_file_beside_an_unchanged_unit_is_refused_too(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    (tmp_path / "manifests/dev/mine.yaml").write_text("mine\n")
    refused(tmp_path, OLD)


def test_edits_by_hand_are_not_lost(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    (tmp_path / "manifests/dev/web.yaml").write_text("replicas: 99\n")
    assert "manifests/dev/web.yaml: was edited by hand" in refused(tmp_path)


def test_an_edit_to_what_would_be_written_is_none(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    (tmp_path / "manifests/dev/web.yaml").write_bytes(NEW["manifests/dev/web.yaml"])
    write(NEW, str(tmp_path), "shop")
    assert on_disk(tmp_path) == NEW


def test_a_deleted_file_comes_back(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    (tmp_path / "manifests/dev/web.yaml").unlink()
    write(OLD, str(tmp_path), "shop")
    assert on_disk(tmp_path) == OLD


def test_another_apps_output_is_not_overwritten(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "other")
    assert "was rendered from the app 'other', not from 'shop'" in refused(tmp_path)


def test_links_and_special_files_are_foreign(tmp_path: Path) -> None:
    write(OLD, str(tmp_path / "build"), "shop")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine\n")
    (tmp_path / "build/manifests/dev/link").symlink_to(outside)
    os.mkfifo(tmp_path / "build/manifests/dev/pipe")
    with pytest.raises(InputError) as refusal:
        write(NEW, str(tmp_path / "build"), "shop")
    assert str(refusal.value).count("was not written") == 2
    write(NEW, str(tmp_path / "build"), "shop", force=True)
    assert (outside / "precious").read_text() == "mine\n"


def test_a_unit_that_is_a_link_or_a_file_is_foreign(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine\n")
    (tmp_path / "build/manifests").mkdir(parents=True)
    (tmp_path / "build/manifests/dev").symlink_to(outside)
    (tmp_path / "build/manifests/prod").write_text("a file\n")
    with pytest.raises(InputError) as refusal:
        write(NEW, str(tmp_path / "build"), "shop")
    assert str(refusal.value).count("was not written") == 2
    write(NEW, str(tmp_path / "build"), "shop", force=True)
    assert on_disk(tmp_path / "build") == NEW
    assert (outside / "precious").read_text() == "mine\n"


def test_many_foreign_files_are_counted(tmp_path: Path) -> None:
    (tmp_path / "chart/shop").mkdir(parents=True)
    for number in range(50):
        (tmp_path / f"chart/shop/{number}").write_text("")
    with pytest.raises(InputError, match="and 30 more files"):
        write(NEW, str(tmp_path), "shop")


@pytest.mark.parametrize("blocked", ["build", "build/chart", "build/manifests"])
def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path, blocked: str) -> None:
    (tmp_path / blocked).parent.mkdir(exist_ok=True)
    (tmp_path / blocked).write_text("mine\n")
    with pytest.raises(InputError, match="is not a folder"):
        write(NEW, str(tmp_path / "build"), "shop")
    assert (tmp_path / blocked).read_text() == "mine\n"


def test_a_folder_that_cannot_be_made_is_said() -> None:
    with pytest.raises(ProgramError, match="/proc/fairlead: cannot be written"):
        write(NEW, "/proc/fairlead", "shop")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(ProgramError, match="cannot be written: File too large"):
            write({**NEW, "manifests/prod/large.yaml": b"#" * 100_000}, str(tmp_path), "shop")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert on_disk(tmp_path) == OLD


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


def write_and_die(folder: str, way: str, number: int, before: bool) -> None:
    """Write NEW without prod, and die before or after the call of that number that changes something on disk."""
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
    setattr(folder_module, "exchange", exchange_)  # noqa: B010 - mypy --strict knows no imported names as attributes
    for name in ("rename", "mkdir", "unlink", "rmdir"):
        setattr(os, name, deadly(getattr(os, name)))
    write(WITHOUT_PROD, folder, "shop", ["manifests/prod"])


@pytest.mark.parametrize("way", ["exchange", "rename", "copy"])
@pytest.mark.parametrize("before", [True, False])
def test_a_killed_run_leaves_old_or_new_and_the_next_one_finishes(tmp_path: Path, way: str, before: bool) -> None:
    number, status = 0, -1
    while status:
        number += 1
        folder = tmp_path / str(number)
        write(OLD, str(folder), "shop")
        status = os.waitpid(forked(partial(write_and_die, str(folder), way, number, before)), 0)[1]
        assert status in (0, signal.SIGKILL)
        _assert_whole(folder, way)
        write(WITHOUT_PROD, str(folder), "shop", left_over(str(folder), "shop", WITHOUT_PROD, ["manifests"]))
        assert on_disk(folder) == WITHOUT_PROD
        assert not [path for path in folder.rglob(".*") if path.name != MARKER]
    assert number > 15


def _assert_whole(folder: Path, way: str) -> None:
    """Each changed unit is the old or the new one; where folders cannot be exchanged it may stand aside, whole."""
    for unit in ("chart/shop", "manifests/dev"):
        old = {path[len(unit) + 1 :]: text for path, text in OLD.items() if path.startswith(unit)}
        new = {path[len(unit) + 1 :]: text for path, text in NEW.items() if path.startswith(unit)}
        parent, name = os.path.split(unit)
        aside = folder / parent / f".{name}.fairlead-old"
        whole = on_disk(folder / unit) in (old, new)
        assert whole or (way != "exchange" and aside.exists() and on_disk(aside) == old)


def test_the_exchange_is_one_step_here(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").write_text("b")
    if not exchange.exchange(str(tmp_path / "a"), str(tmp_path / "b")):
        pytest.skip("this system or file system cannot exchange two paths")
    assert (tmp_path / "b").is_dir()
    assert (tmp_path / "a").read_text() == "b"
    assert not exchange.exchange(str(tmp_path / "a"), str(tmp_path / "none"))


def test_two_runs_at_once_both_finish(tmp_path: Path) -> None:
    def run(first: int) -> None:
        for turn in range(first, first + 40):
            write([OLD, NEW][turn % 2], str(tmp_path), "shop", force=True)

    children = [forked(partial(run, first)) for first in (0, 1)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert not [path for path in tmp_path.rglob(".*") if path.name != MARKER]


def test_compare_says_why_a_file_differs(tmp_path: Path) -> None:
    folder = str(tmp_path)
    write(OLD, folder, "shop")
    assert compare(OLD, folder) == []
    (tmp_path / "chart/shop/templates/web.yaml").write_text("kind: Mine\n")
    (tmp_path / "kustomize/base/kustomization.yaml").unlink()
    (tmp_path / "manifests/dev/mine.yaml").write_text("mine\n")
    before = on_disk(tmp_path)
    found = {one.path.removeprefix(f"{folder}/"): one.reason for one in compare(NEW, folder, ("manifests/prod",))}
    assert found == {
        "chart/shop/Chart.yaml": "stale: the description gives something else now",
        "chart/shop/templates/web.yaml": "edited by hand",
        "kustomize/base/kustomization.yaml": "deleted by hand",
        "manifests/dev/mine.yaml": "not written by fairlead",
        "manifests/dev/more.yaml": "stale: not rendered yet",
        "manifests/dev/web.yaml": "stale: the description gives something else now",
    }
    assert on_disk(tmp_path) == before


def test_compare_names_what_is_left_over(tmp_path: Path) -> None:
    write(OLD, str(tmp_path), "shop")
    tree = {path: content for path, content in OLD.items() if "prod" not in path}
    (found,) = compare(tree, str(tmp_path), ("manifests/prod",))
    assert found.reason == "stale: no longer rendered"
    assert found.difference.splitlines()[1:] == ["+++ /dev/null", "@@ -1 +0,0 @@", "-replicas: 2"]


def test_a_difference_can_be_applied(tmp_path: Path) -> None:
    write({"manifests/dev/a.yaml": b"a\x0bb\xe2\x80\xa8c\nend"}, str(tmp_path), "shop")
    (found,) = compare({"manifests/dev/a.yaml": b"a\x0bb\xe2\x80\xa8d\nend\n"}, str(tmp_path))
    assert found.difference.split("\n")[2:] == [
        "@@ -1,2 +1,2 @@", "-a\x0bb\u2028c", "-end", "\\ No newline at end of file", "+a\x0bb\u2028d", "+end", "",
    ]  # fmt: skip
    (binary,) = compare({"manifests/dev/a.yaml": b"\xff"}, str(tmp_path))
    assert binary.difference.startswith("Binary files")
