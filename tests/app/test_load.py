from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.app.files import Files
from generator.app.load import load
from generator.documents.node import plain
from generator.errors import FairleadError, InputError

if TYPE_CHECKING:
    from tests.app.conftest import Description

APPS = Path(__file__).resolve().parents[2] / "fixtures" / "apps"


@pytest.mark.parametrize("name", sorted(path.name for path in APPS.iterdir()))
def test_the_example_apps_load_without_a_warning(name: str) -> None:
    application = load("app.yaml", Files(str(APPS / name)))
    assert application.environments
    assert application.warnings == []


def test_the_folder_stands_for_its_description() -> None:
    assert load("minimal", Files(str(APPS))).source == "minimal/app.yaml"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("gone.yaml", "gone.yaml: there is no such file"),
        ("folder", "folder/app.yaml: there is no such file"),
        ("deep.yaml", "deep.yaml:1:401: a.a.a."),
        ("text.yaml", "text.yaml:1:1: must be a map, found text"),
    ],
)
def test_what_is_no_description(tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "deep.yaml").write_text("{a: " * 120 + "1" + "}" * 120)
    (tmp_path / "text.yaml").write_text("only text")
    with pytest.raises(InputError) as raised:
        load(path, Files(str(tmp_path)))
    assert str(raised.value).startswith(said)


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    (tmp_path / "app.yaml").write_text("\n".join(lines))
    with pytest.raises(FairleadError):
        load("app.yaml", Files(str(tmp_path)))


def test_a_null_that_removes_nothing_is_a_warning(description: Description, minimal: str) -> None:
    text = minimal.replace(
        "dev: {}", "dev: {env: {A: null}, components: {web: {sidecars: {nginx: null}, replicas: null}}}"
    )
    application = description.load(text)
    assert [str(problem.place) for problem in application.warnings] == ["app.yaml:9:28", "app.yaml:9:68"]
    assert all(problem.severity == "warning" and problem.source_line for problem in application.warnings)


def test_a_null_that_one_of_several_children_needs_is_none(description: Description, minimal: str) -> None:
    tail = "environments:\n  a: {components: {web: {shutdown: {preStopSleepSeconds: null}}}}\n  b: {extends: a}\n"
    assert description.load(minimal.replace("environments: {dev: {}, prod: {}}\n", tail)).warnings == []


def test_a_field_without_effect_is_a_warning(description: Description, minimal: str) -> None:
    application = description.load(minimal.replace("    type: web\n", "    type: web\n    schedule: '@daily'\n"))
    assert [str(problem).splitlines()[0] for problem in application.warnings] == [
        "warning: app.yaml:7:5: components.web.schedule: has no effect on a component of type web"
    ]


def test_problems_of_all_files_come_in_order_and_once(description: Description, minimal: str) -> None:
    tail = "environments:\n  a: {replicas: 1}\n  b: {extends: a}\n  c: {extends: d}\n"
    text = minimal.replace("environments: {dev: {}, prod: {}}\n", tail).replace("readiness", "ready")
    messages = description.refused(text, {"overlays/z.yaml": "zz: 1\n", "overlays/y.yaml": "extends: a\nyy: 1\n"})
    assert messages == [
        "app.yaml:8:14: components.web.probes.ready: unknown key",
        "app.yaml:10:7: environments.a.replicas: unknown key",
        "app.yaml:12:16: environments.c.extends: there is no environment d",
        "overlays/y.yaml:2:1: yy: unknown key",
        "overlays/z.yaml:1:1: zz: unknown key",
    ]


def test_what_follows_from_a_mistake_is_not_told_again(description: Description, minimal: str) -> None:
    text = minimal.replace("image:", "imgae:").replace("    ports:", "    prots:")
    text = text.replace("{readiness: /readyz}", "{readiness: {tcpSocket: {port: http}}}")
    assert description.refused(text) == [
        "app.yaml:3:1: imgae: unknown key",
        "app.yaml:7:5: components.web.prots: unknown key",
    ]


def test_dependencies_name_everything_that_was_asked() -> None:
    files = Files(str(APPS / "shop"))
    load("app.yaml", files)
    asked = {(found.kind, found.path) for found in files.dependencies()}
    assert {
        ("file", "app.yaml"),
        ("file", "config/nginx.conf"),
        ("glob", "extra/*.yaml"),
        ("list", "overlays"),
        ("file", "extra/dashboard.yaml"),
    } <= asked


def test_loading_twice_gives_the_same() -> None:
    first, second = (load("app.yaml", Files(str(APPS / "shop"))) for _ in range(2))
    assert plain(first.base) == plain(second.base)
    assert {name: plain(tree) for name, tree in first.environments.items()} == {
        name: plain(tree) for name, tree in second.environments.items()
    }


def test_loading_is_quick() -> None:
    def once() -> float:
        start = time.perf_counter()
        load("app.yaml", Files(str(APPS / "shop")))
        return time.perf_counter() - start

    assert min(once() for _ in range(5)) < 0.025
