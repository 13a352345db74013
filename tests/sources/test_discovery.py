from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import InputError
from generator.render.units import MARKER
from generator.sources import texts
from generator.sources.discovery import Request, sources
from generator.sources.folders import RENDERED, Folder

if TYPE_CHECKING:
    from pathlib import Path

    from generator.documents.source import Source

OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {}}}\n"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, text: str | bytes = "") -> str:
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)
    return path


def given(*paths: str, **options: Any) -> list[Source]:
    return list(sources(Request(paths, **options)))


def names(source: Source) -> list[str]:
    return [manifest.value["metadata"]["name"] for manifest in source.manifests]


def said(source: Source) -> list[str]:
    return [f"{problem.place}: {problem.severity}: {problem.message}" for problem in source.problems]


def test_a_folder_is_one_source_with_its_files_in_order() -> None:
    write("deploy/b.yaml", OBJECT.format("b"))
    write("deploy/a/z.yml", OBJECT.format("z"))
    write("deploy/c.json", '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}')
    (source,) = given("deploy/")
    assert (source.name, source.kind, names(source)) == ("deploy", "manifests", ["z", "b", "c"])
    assert source.files == ("deploy/a/z.yml", "deploy/b.yaml", "deploy/c.json")
    assert source.manifests[0].place(("metadata", "name")) == ("deploy/a/z.yml", 3, 18)


def test_the_working_folder_adds_nothing_to_names() -> None:
    write("deploy/web.yaml", OBJECT.format("web"))
    (source,) = given(".")
    assert (source.name, source.files) == (".", ("deploy/web.yaml",))


def test_what_is_plainly_no_manifest_is_left_out_of_a_folder() -> None:
    write("web.yaml", OBJECT.format("web"))
    others = {
        "compose.yaml": "services: {web: {image: nginx}}\n",
        "workflow.yml": "on: push\njobs: {}\n",
        "package.json": '{"name": "x"}',
        "openapi.json": '{"openapi": "3.0.0", "components": {"schemas": {"kind": {}}}}',
        "empty.yaml": "",
        "values.yaml": "kind: Deployment\nimage: {tag: 1}\n",
    }
    for name, text in others.items():
        write(name, text)
    (source,) = given(".")
    assert (names(source), set(source.left_out), source.problems) == (["web"], set(others), ())


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nmetadata: {name: web}\n",
        "kind: ConfigMap\nmetadata: {name: web}\n",
        "apiVersion: apps/v1\nspec: {}\n",
        "a: 1\n---\n" + OBJECT.format("web"),
    ],
)
def test_what_is_a_slip_away_from_a_manifest_is_read(text: str) -> None:
    write("web.yaml", text)
    assert [source.files for source in given(".")] == [("web.yaml",)]


def test_a_manifest_that_cannot_be_read_is_not_left_out() -> None:
    write("web.yaml", "apiVersion: v1\nkind: Service\nspec: [\n")
    (source,) = given(".")
    assert (source.left_out, source.manifests) == ((), ())
    assert source.problems


def test_files_that_are_named_are_read_whatever_they_hold() -> None:
    write("values.yaml", "a: 1\n")
    write("empty.yaml", "# nothing\n")
    write("web.yaml", OBJECT.format("web"))
    (source,) = given("values.yaml", "empty.yaml", "web.yaml")
    assert source.files == ("values.yaml", "empty.yaml", "web.yaml")
    assert source.manifests[0].value == {"a": 1}
    assert said(source) == ["empty.yaml: warning: holds no object"]


def test_a_file_that_is_named_beside_its_folder_is_read_once() -> None:
    write("deploy/values.yaml", "a: 1\n")
    write("deploy/web.yaml", OBJECT.format("web"))
    (source,) = given("deploy", "deploy/values.yaml", "./deploy/web.yaml")
    assert source.files == ("deploy/values.yaml", "deploy/web.yaml")
    assert source.left_out == ()


def test_hidden_and_foreign_folders_are_left_out() -> None:
    for folder in (".git", ".github", "node_modules/x", ".hidden"):
        write(f"{folder}/a.yaml", OBJECT.format("a"))
    write(".b.yaml", OBJECT.format("b"))
    write("c.yaml", OBJECT.format("c"))
    assert [names(source) for source in given(".")] == [["c"]]
    assert [names(source) for source in given(".hidden")] == [["a"]]


def test_a_path_that_does_not_exist_is_said_before_anything_is_read() -> None:
    write("web.yaml", OBJECT.format("web"))
    os.symlink("nowhere", "link.yaml")
    with pytest.raises(InputError) as caught:
        sources(Request(("web.yaml", "nope", "link.yaml")))
    assert str(caught.value) == "nope: there is no such file or folder\nlink.yaml: is a link that leads to nothing"


def test_a_values_file_that_does_not_exist() -> None:
    with pytest.raises(InputError, match=r"values-prod\.yaml: there is no such values file"):
        sources(Request((".",), values=("values-prod.yaml",)))


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO(OBJECT.format("a").encode() + b"---\n" + OBJECT.format("b").encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
    (source,) = given("-")
    assert (names(source), source.files) == (["a", "b"], ("<stdin>",))
    assert source.manifests[1].place(("kind",)) == ("<stdin>", 6, 7)


def test_stdin_that_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\x1f\x8b\x08\0")))
    (source,) = given("-")
    assert said(source) == ["<stdin>:1:2: error: the byte 0x8b is not UTF-8 text"]


def test_a_loop_of_links_ends_and_nothing_is_read_twice() -> None:
    write("deploy/web.yaml", OBJECT.format("web"))
    write("elsewhere/shared.yaml", OBJECT.format("shared"))
    os.symlink("..", "deploy/up")
    os.symlink(".", "deploy/self")
    os.symlink("web.yaml", "deploy/again.yaml")
    os.symlink("../elsewhere", "deploy/out")
    os.symlink("../elsewhere", "deploy/out-again")
    os.symlink("../deploy", "elsewhere/back")
    (source,) = given("deploy")
    assert source.files == ("deploy/out/shared.yaml", "deploy/web.yaml")


def test_a_link_to_nothing_in_a_folder_is_said() -> None:
    os.mkdir("deploy")
    os.symlink("nowhere", "deploy/web.yaml")
    (source,) = given("deploy")
    assert said(source) == ["deploy/web.yaml: error: cannot be read: No such file or directory"]


def test_a_pipe_blocks_nothing() -> None:
    os.mkdir("deploy")
    os.mkfifo("deploy/pipe.yaml")
    for paths in (("deploy",), ("deploy/pipe.yaml",)):
        (source,) = given(*paths)
        assert said(source) == ["deploy/pipe.yaml: error: is no file that can be read"]


def test_what_a_shell_makes_of_a_command_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, OBJECT.format("web").encode())
    os.close(writer)
    (source,) = given(f"/dev/fd/{reader}")
    os.close(reader)
    assert names(source) == ["web"]


def test_a_folder_with_the_name_of_a_file() -> None:
    write("web.yaml/service.yaml", OBJECT.format("web"))
    assert [source.files for source in given(".")] == [("web.yaml/service.yaml",)]
    assert [source.files for source in given("web.yaml")] == [("web.yaml/service.yaml",)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfea\0", "a.yaml: error: is UTF-16 text: it is not read"),
        (b"a: 1\nb: caf\xe9\n", "a.yaml:2:7: error: the byte 0xe9 is not UTF-8 text"),
        (b"a: \0", "a.yaml: error: is not text: it has a zero byte"),
    ],
)
def test_a_file_that_is_no_text(data: bytes, message: str) -> None:
    write("a.yaml", data)
    for paths in ((".",), ("a.yaml",)):
        (source,) = given(*paths)
        assert said(source) == [message]


def test_a_file_that_is_too_large() -> None:
    write("a.yaml")
    os.truncate("a.yaml", texts.LARGEST + 1)
    (source,) = given(".")
    assert said(source) == ["a.yaml: error: is larger than 32 MiB: it is not read"]


def test_a_file_of_many_reads() -> None:
    write("a.yaml", OBJECT.format("a") + "# " + "x" * 200_000 + "\n---\n" + OBJECT.format("b"))
    (source,) = given(".")
    assert names(source) == ["a", "b"]


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_and_a_folder_that_may_not_be_read() -> None:
    write("deploy/a.yaml", OBJECT.format("a"))
    write("deploy/b/b.yaml", OBJECT.format("b"))
    os.chmod("deploy/a.yaml", 0)
    os.chmod("deploy/b", 0)
    (source,) = given("deploy")
    os.chmod("deploy/b", 0o700)
    assert said(source) == [
        "deploy/b: error: cannot be read: Permission denied",
        "deploy/a.yaml: error: cannot be read: Permission denied",
    ]


def test_a_template_outside_a_chart_is_a_warning_in_a_folder_and_an_error_when_named() -> None:
    write("web.yaml", "{{- if .Values.web }}\n" + OBJECT.format("web") + "{{- end }}\n")
    assert [said(source) for source in given(".")] == [
        ["web.yaml:1:1: warning: is a template: it cannot be read before it is rendered"]
    ]
    assert [said(source) for source in given("web.yaml")] == [
        ["web.yaml:1:1: error: is a template: it cannot be read before it is rendered"]
    ]


def test_braces_hide_no_other_fault() -> None:
    write("alert.yaml", OBJECT.format("a") + 'data: {text: "{{ $value }}"}\ndata: {}\n')
    (source,) = given(".")
    assert said(source) == [
        "alert.yaml:5:1: error: the key 'data' stands here a second time; the first is in line 4, column 1"
    ]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("b.yaml", ["a.yaml", "deploy/a.yaml", "deploy/test/c.yaml"]),
        ("test", ["a.yaml", "deploy/a.yaml", "deploy/b.yaml"]),
        ("test/", ["a.yaml", "deploy/a.yaml", "deploy/b.yaml"]),
        ("deploy/*.yaml", ["a.yaml"]),
        ("./deploy/a.yaml", ["a.yaml", "deploy/b.yaml", "deploy/test/c.yaml"]),
        ("**/a.yaml", ["deploy/b.yaml", "deploy/test/c.yaml"]),
        ("deploy/**/c.yaml", ["a.yaml", "deploy/a.yaml", "deploy/b.yaml"]),
        ("nothing", ["a.yaml", "deploy/a.yaml", "deploy/b.yaml", "deploy/test/c.yaml"]),
    ],
)
def test_what_is_excluded(pattern: str, left: list[str]) -> None:
    for path in ("a.yaml", "deploy/a.yaml", "deploy/b.yaml", "deploy/test/c.yaml"):
        write(path, OBJECT.format("x"))
    assert Folder(".", [pattern]).files == left


def test_a_pattern_may_begin_at_the_folder_that_is_named() -> None:
    for path in ("deploy/a/b.yaml", "deploy/a/c.yaml"):
        write(path, OBJECT.format("x"))
    assert Folder("deploy", ["a/b.yaml"]).files == ["deploy/a/c.yaml"]


def test_what_is_named_is_not_excluded() -> None:
    write("deploy/web.yaml", OBJECT.format("web"))
    assert [source.files for source in given("deploy/web.yaml", exclude=("*.yaml",))] == [("deploy/web.yaml",)]


def test_charts_kustomizations_and_apps_are_found_and_their_files_are_no_manifests() -> None:
    write("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n")
    write("chart/templates/web.yaml", OBJECT.format("web"))
    write("base/kustomization.yaml", "resources: [web.yaml]\n")
    write("base/web.yaml", OBJECT.format("web"))
    write("base/other.yaml", OBJECT.format("other"))
    write("app.yaml", "apiVersion: fairlead/v1\nname: shop\n")
    write("old/app.yml", "name: shop\ncomponents: {}\n")
    write("argo/app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: argo}\n")
    found = Folder(".")
    assert (found.charts, found.kustomizations, found.apps) == (["chart"], ["base"], ["app.yaml", "old/app.yml"])
    assert found.files == ["argo/app.yaml", "base/other.yaml", "base/web.yaml"]
    first = next(sources(Request((".",))))
    assert first.files == ("argo/app.yaml", "base/other.yaml")


def test_an_object_of_flux_is_a_manifest_whatever_its_file_is_called() -> None:
    write(
        "apps/kustomization.yaml",
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\n",
    )
    for paths in (("apps",), ("apps/kustomization.yaml",)):
        (source,) = given(*paths)
        assert (source.kind, source.files) == ("manifests", ("apps/kustomization.yaml",))


def test_a_chart_is_rendered_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    write("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n")
    write("web.yaml", OBJECT.format("web"))
    monkeypatch.setattr("generator.sources.charts.chart_sources", lambda *_: pytest.fail("too early"))
    assert names(next(sources(Request((".",))))) == ["web"]


def test_what_fairlead_rendered_is_left_out_beside_its_description(tmp_path: Path, repository: Path) -> None:
    shutil.copy(repository / "fixtures" / "apps" / "minimal" / "app.yaml", tmp_path)
    subprocess.run([sys.executable, "-m", "generator", "render"], cwd=tmp_path, check=True, capture_output=True)
    found = Folder(str(tmp_path))
    assert (found.files, found.charts, found.kustomizations) == ([], [], [])
    assert len(found.apps) == 1
    build = Folder(str(tmp_path / "build"))
    assert len(build.charts) == 1
    assert build.files


def test_the_mark_of_rendered_folders_is_the_one_that_is_written() -> None:
    assert RENDERED == MARKER
