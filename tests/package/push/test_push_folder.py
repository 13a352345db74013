"""Pushing to a chart repository in a folder, which the real helm then uses over HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.package.push.charts import CREATED, chart, ended, push, rows, started
from tests.servers.web import folder_server

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "%064x"


def entries(folder: Path) -> dict[str, Any]:
    """The entries of an index by the names of the charts."""
    # Every scalar as it is written.
    found: dict[str, Any] = yaml.load(
        (folder / "index.yaml").read_text(),
        yaml.BaseLoader,  # noqa: S506 - it makes texts only
    )["entries"]
    return found


def versions(folder: Path, name: str = "shop") -> list[str]:
    return sorted(entry["version"] for entry in entries(folder)[name])


def test_a_first_chart(tmp_path: Path) -> None:
    archive, folder = chart(tmp_path, more="appVersion: 1.0\ndescription: 'yes'\n"), tmp_path / "new" / "charts"
    done = push(archive, folder)
    [entry] = entries(folder)["shop"]
    digest = entry.pop("digest")
    assert (done.code, done.out) == (0, f"{folder}/shop-1.2.3.tgz sha256:{digest}\n")
    assert entry == {
        "apiVersion": "v2", "appVersion": "1", "created": CREATED, "description": "yes", "name": "shop",
        "urls": ["shop-1.2.3.tgz"], "version": "1.2.3",
    }  # fmt: skip
    assert (folder / "shop-1.2.3.tgz").read_bytes() == archive.read_bytes()


def test_the_same_pushes_give_the_same_index(tmp_path: Path) -> None:
    for place in ("a", "b"):
        push(chart(tmp_path), tmp_path / place)
        push(chart(tmp_path, "1.3.0"), chart(tmp_path, name="other"), tmp_path / place)
    assert (tmp_path / "a" / "index.yaml").read_bytes() == (tmp_path / "b" / "index.yaml").read_bytes()


def test_what_helm_indexed_stays_byte_for_byte(helm: str, tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    for version in ("0.9.0", "1.0.0"):
        chart(
            folder,
            version,
            more="annotations: {text: 'two\n\n  lines'}\nmaintainers: [{name: N, email: n@example.com}]\n",
        )
    chart(folder, name="zebra")
    subprocess.run([helm, "repo", "index", folder, "--url", "https://charts.example.com"], check=True)
    before, old = (folder / "index.yaml").read_text(), entries(folder)
    assert push(chart(tmp_path), chart(tmp_path, name="aardvark"), folder).code == 0
    after = (folder / "index.yaml").read_text().splitlines()
    lines = iter(after)
    # Each line of before is there, in its order; only the time of the index is another one.
    assert [line for line in before.splitlines() if not line.startswith("generated:") and line not in lines] == []
    new = entries(folder)
    assert new["zebra"] == old["zebra"]
    assert new["shop"][:2] == old["shop"]
    assert [entry["version"] for entry in new["shop"][2:] + new["aardvark"]] == ["1.2.3", "1.2.3"]


@pytest.mark.parametrize(
    "text",
    [
        '{"apiVersion":"v1","entries":{"shop":[{"name":"shop","version":"1.0.0","urls":["x"],"digest":"%s"}]}}',
        "apiVersion: v1\nentries:\n  shop: [{name: shop, version: 1.0.0, urls: [x], digest: '%s'}]\n",
        "# ours\nentries: # all\n    shop:\n    -   &a {name: shop, version: 1.0.0}\n    other: [*a]\nx: %s\n",
    ],
    ids=["JSON", "flow", "an anchor and comments"],
)
def test_indexes_as_others_write_them(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "charts"
    folder.mkdir()
    (folder / "index.yaml").write_text(text % (DIGEST % 7))
    before = entries(folder)
    done = push(chart(tmp_path), folder)
    assert done.code == 0, done.err
    after = entries(folder)
    assert after["shop"][:-1] == before["shop"]
    assert {name: after[name] for name in before if name != "shop"} == {n: before[n] for n in before if n != "shop"}
    assert after["shop"][-1]["version"] == "1.2.3"


@pytest.mark.parametrize(
    "text", ["", "apiVersion: v1\n", "apiVersion: v1\nentries: {}\n", "apiVersion: v1\nentries:\n"]
)
def test_an_index_without_entries(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "charts"
    folder.mkdir()
    (folder / "index.yaml").write_text(text)
    assert push(chart(tmp_path), folder).code == 0
    assert versions(folder) == ["1.2.3"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"entries: [\n", "index.yaml:"),
        (b"- a\n", "is no index of a chart repository"),
        (b"entries: {shop: 3}\n", "entries.shop: is no list of versions"),
        (b"entries: {shop: [3]}\n", "entries.shop: is no list of versions"),
        (b"a: 1\n---\nb: 1\n", "holds more than one document"),
        (b"\xff\n", "is no UTF-8 text"),
    ],
)
def test_an_index_that_cannot_be_used_is_left_alone(tmp_path: Path, content: bytes, message: str) -> None:
    folder = tmp_path / "charts"
    folder.mkdir()
    (folder / "index.yaml").write_bytes(content)
    done = push(chart(tmp_path), folder)
    assert (done.code, done.out) == (3, "")
    assert message in done.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"index.yaml": content}


def test_the_same_bytes_again(tmp_path: Path) -> None:
    archive, folder = chart(tmp_path), tmp_path / "charts"
    first = push(archive, folder)
    before = (folder / "index.yaml").read_bytes()
    again = push(archive, folder)
    assert (again.code, again.out, again.err) == (0, first.out, f"{archive}: already there, the same bytes\n")
    assert (folder / "index.yaml").read_bytes() == before


def test_other_bytes_are_refused_and_nothing_is_pushed(tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    first = push(chart(tmp_path), chart(tmp_path, name="other"), folder, "-f", "json")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    here = tmp_path / "rebuilt"
    done = push(chart(here, text="x"), chart(here, "2.0.0"), chart(here, name="other", text="x"), folder)
    assert (done.code, done.out) == (1, "")
    for row in rows(first):
        assert f"{row['address']} is there with other bytes: sha256:{row['sha256']} there, sha256:" in done.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_archive_that_no_index_names(tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    chart(folder, text="another")
    done = push(chart(tmp_path), folder)
    assert (done.code, done.out) == (1, "")
    assert not (folder / "index.yaml").exists()
    assert push(folder / "shop-1.2.3.tgz", folder).code == 0
    assert versions(folder) == ["1.2.3"]


def test_an_archive_that_is_gone_is_put_back(tmp_path: Path) -> None:
    archive, folder = chart(tmp_path), tmp_path / "charts"
    push(archive, folder)
    (folder / archive.name).unlink()
    assert push(archive, folder).code == 0
    assert (folder / archive.name).read_bytes() == archive.read_bytes()


def test_an_index_whose_archives_are_elsewhere(tmp_path: Path) -> None:
    archive, folder = chart(tmp_path), tmp_path / "charts"
    push(archive, folder)
    index = folder / "index.yaml"
    index.write_text(index.read_text().replace("- shop", "- https://elsewhere.example.com/shop"))
    (folder / archive.name).unlink()
    assert push(archive, folder).code == 0
    assert not (folder / archive.name).exists()
    assert push(chart(tmp_path / "rebuilt", text="x"), folder).code == 1


def test_an_entry_without_a_digest(tmp_path: Path) -> None:
    archive, folder = chart(tmp_path), tmp_path / "charts"
    push(archive, folder)
    index = folder / "index.yaml"
    index.write_text("".join(line for line in index.read_text().splitlines(keepends=True) if "digest" not in line))
    assert push(archive, folder).code == 0
    rebuilt = push(chart(tmp_path / "rebuilt", text="x"), folder)
    assert rebuilt.code == 1
    (folder / archive.name).unlink()
    unknown = push(archive, folder)
    assert (unknown.code, "unknown bytes there" in unknown.err) == (1, True)


def test_the_address_of_the_archives(tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    push(chart(tmp_path), folder, "--url", "https://charts.example.com/stable/")
    assert entries(folder)["shop"][0]["urls"] == ["https://charts.example.com/stable/shop-1.2.3.tgz"]


def test_helm_uses_the_repository(helm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    # Helm refuses an index with fields that it does not know.
    more = "icon: https://example.com/i.png\nunknown: {a: 1}\nmaintainers: [{name: N, age: 3}]\nappVersion: 1.16\n"
    folder = tmp_path / "charts"
    push(chart(tmp_path, "1.2.3", more=more), chart(tmp_path, "1.10.0"), folder)

    def ask(*arguments: object) -> str:
        argv = [helm, *map(str, arguments)]
        return subprocess.run(argv, check=True, capture_output=True, text=True).stdout

    with folder_server(folder) as url:
        ask("repo", "add", "ours", url)
        push(chart(tmp_path, "1.9.0"), folder)
        ask("repo", "update")
        found = json.loads(ask("search", "repo", "ours/shop", "--versions", "-o", "json"))
        assert [one["version"] for one in found] == ["1.10.0", "1.9.0", "1.2.3"]
        assert found[-1]["app_version"] == "1.16"
        assert "kind: ConfigMap" in ask("template", "web", "ours/shop", "--version", "1.9.0")
        (tmp_path / "pulled").mkdir()
        ask("pull", "ours/shop", "--version", "1.2.3", "-d", tmp_path / "pulled")
    assert (tmp_path / "pulled" / "shop-1.2.3.tgz").read_bytes() == (tmp_path / "shop-1.2.3.tgz").read_bytes()


def test_many_pushes_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    wanted = [f"1.0.{number}" for number in range(16)]
    running = [started(chart(tmp_path, version), chart(tmp_path, version, "other"), folder) for version in wanted]
    assert [(done.code, done.err.count("pushed")) for done in map(ended, running)] == [(0, 2)] * len(wanted)
    assert versions(folder) == versions(folder, "other") == sorted(wanted)


def test_of_two_builds_of_a_version_one_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    running = [started(chart(tmp_path / str(number), text=str(number)), folder) for number in range(6)]
    done = [ended(process) for process in running]
    assert sorted(one.code for one in done) == [0, 1, 1, 1, 1, 1]
    [winner] = [one for one in done if one.code == 0]
    assert f"sha256:{entries(folder)['shop'][0]['digest']}" in winner.out


def test_killed_at_any_moment(tmp_path: Path) -> None:
    folder = tmp_path / "charts"
    push(chart(tmp_path, "0.0.1"), folder)
    many = [chart(tmp_path, f"1.{number}.0", text="x" * 1000) for number in range(60)]
    began = time.monotonic()
    push(*many, tmp_path / "measured")
    took = time.monotonic() - began
    for number in range(12):
        process = started(*many, folder)
        time.sleep(took * (number + 0.5) / 12)
        process.kill()
        process.communicate()
        # Whatever the index names is there, whole.
        for entry in entries(folder)["shop"]:
            assert (folder / entry["urls"][0]).read_bytes() == (tmp_path / entry["urls"][0]).read_bytes()
    assert push(*many, folder).code == 0
    assert len(versions(folder)) == 61
    assert sorted(os.listdir(folder)) == sorted(
        [".fairlead.lock", "index.yaml", "shop-0.0.1.tgz", *(path.name for path in many)]
    )


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = push(chart(tmp_path), tmp_path / "file" / "charts")
    assert (done.code, done.out) == (4, "")
    assert "cannot be" in done.err


def test_modes_and_links_stay(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "charts", tmp_path / "elsewhere" / "index.yaml"
    folder.mkdir()
    elsewhere.parent.mkdir()
    elsewhere.write_text("apiVersion: v1\nentries: {}\n")
    elsewhere.chmod(0o664)
    (folder / "index.yaml").symlink_to(elsewhere)
    assert push(chart(tmp_path), folder).code == 0
    assert (folder / "index.yaml").is_symlink()
    assert elsewhere.stat().st_mode & 0o777 == 0o664
    assert versions(folder) == ["1.2.3"]
