"""Pushing to buckets: S3 by versitygw, Google Cloud Storage by fake-gcs-server."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.errors import ProgramError
from generator.package.gcs import GcsStore
from generator.package.repository import NOTHING
from generator.package.s3 import S3Store
from generator.programs.helm import Connection
from tests.package.push.charts import chart, ended, push, rows, started
from tests.servers.buckets import BUCKET, SECRET, Bucket, s3_environment
from tests.servers.web import Careless, listening

if TYPE_CHECKING:
    from pathlib import Path

    from generator.package.repository import Store


@pytest.fixture
def _reached(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in bucket.environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def store(bucket: Bucket, prefix: str, _reached: None) -> Store:
    return S3Store(BUCKET, prefix, Connection()) if bucket.scheme == "s3" else GcsStore(BUCKET, prefix)


@pytest.fixture
def prefix(tmp_path: Path) -> str:
    """A prefix that no other test uses."""
    return f"some/{tmp_path.name}"


@pytest.fixture
def target(bucket: Bucket, prefix: str, store: Store) -> str:
    assert store.address("x") == f"{bucket.target(prefix)}/x"
    return bucket.target(prefix)


def entries(store: Store) -> dict[str, Any]:
    # Every scalar as it is written.
    found: dict[str, Any] = yaml.load(
        store.read("index.yaml").content,
        yaml.BaseLoader,  # noqa: S506 - it makes texts only
    )["entries"]
    return found


def test_a_write_needs_what_was_read(store: Store) -> None:
    assert store.read("a") == NOTHING
    assert store.write("a", b"1", "")
    first = store.read("a")
    assert (first.content, bool(first.mark)) == (b"1", True)
    assert not store.write("a", b"2", "")
    assert store.write("a", b"3", first.mark)
    assert not store.write("a", b"4", first.mark)
    assert store.read("a").content == b"3"
    assert not store.write("b", b"5", first.mark)
    assert store.read("b") == NOTHING


def test_pushing(target: str, store: Store, tmp_path: Path) -> None:
    archive = chart(tmp_path)
    first = push(archive, target, "-f", "json")
    assert (first.code, first.err) == (0, f"{archive}: pushed\n")
    [row] = rows(first)
    assert (row["address"], row["new"]) == (f"{target}/shop-1.2.3.tgz", True)
    assert store.read("shop-1.2.3.tgz").content == archive.read_bytes()
    assert entries(store)["shop"][0]["digest"] == row["sha256"]
    again = push(archive, target)
    assert (again.code, again.err) == (0, f"{archive}: already there, the same bytes\n")
    before = store.read("index.yaml")
    done = push(chart(tmp_path, "2.0.0"), chart(tmp_path / "rebuilt", text="x"), target)
    assert (done.code, done.out) == (1, "")
    assert f"sha256:{row['sha256']} there, sha256:" in done.err
    assert store.read("index.yaml") == before
    assert store.read("shop-2.0.0.tgz") == NOTHING


def test_many_pushes_at_once_lose_nothing(target: str, store: Store, tmp_path: Path) -> None:
    wanted = [f"1.0.{number}" for number in range(16)]
    running = [started(chart(tmp_path, version), chart(tmp_path, version, "other"), target) for version in wanted]
    assert [done.code for done in map(ended, running)] == [0] * len(wanted)
    for name in ("shop", "other"):
        assert sorted(entry["version"] for entry in entries(store)[name]) == sorted(wanted)


def test_of_two_builds_of_a_version_one_is_refused(target: str, store: Store, tmp_path: Path) -> None:
    running = [started(chart(tmp_path / str(number), text=str(number)), target) for number in range(4)]
    done = [ended(process) for process in running]
    assert sorted(one.code for one in done) == [0, 1, 1, 1]
    [winner] = [one for one in done if one.code == 0]
    assert f"sha256:{entries(store)['shop'][0]['digest']}" in winner.out


def test_killed_at_any_moment(target: str, store: Store, tmp_path: Path) -> None:
    many = [chart(tmp_path, f"1.{number}.0") for number in range(20)]
    began = time.monotonic()
    push(*many, f"{target}-measured")
    took = time.monotonic() - began
    for number in range(6):
        process = started(*many, target)
        time.sleep(took * (number + 1.5) / 7)
        process.kill()
        process.communicate()
        if store.read("index.yaml") != NOTHING:
            for entry in entries(store)["shop"]:
                assert store.read(entry["urls"][0]).content == (tmp_path / entry["urls"][0]).read_bytes()
    assert push(*many, target).code == 0
    assert len(entries(store)["shop"]) == 20


@pytest.mark.usefixtures("_reached")
def test_no_such_bucket(bucket: Bucket, tmp_path: Path) -> None:
    done = push(chart(tmp_path), f"{bucket.scheme}://nowhere-at-all/charts")
    assert (done.code, done.out) == (4, "")
    assert f"{bucket.scheme}://nowhere-at-all/charts/" in done.err


def test_a_wrong_secret(s3: Bucket, tmp_path: Path) -> None:
    done = push(chart(tmp_path), s3.target("x"), **{**s3.environment, "AWS_SECRET_ACCESS_KEY": f"not-{SECRET}"})
    assert (done.code, done.out) == (4, "")
    assert "SignatureDoesNotMatch" in done.err
    assert SECRET not in done.err


def test_no_credentials(s3: Bucket, tmp_path: Path) -> None:
    environment = {**s3.environment, "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    done = push(chart(tmp_path), s3.target("x"), **environment)
    assert (done.code, done.out) == (4, "")
    assert "cure: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role of the machine" in done.err
    google = {"GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "none.json"), "NO_GCE_CHECK": "true"}
    done = push(chart(tmp_path), "gs://shelf/x", **google)
    assert (done.code, done.out) == (4, "")
    assert "cure: gcloud auth application-default login" in done.err


@pytest.mark.parametrize("ignored", [["If-None-Match"], ["If-Match"], ["If-Match", "If-None-Match"]])
def test_a_server_that_ignores_conditions(ignored: list[str], tmp_path: Path) -> None:
    server = Careless(*ignored)
    with listening(server.handler) as url:
        environment = s3_environment(int(url.rpartition(":")[2]))
        done = push(chart(tmp_path), f"s3://{BUCKET}", **environment)
    assert (done.code, done.out) == (4, "")
    assert "the server ignores the condition" in done.err
    assert list(server.objects) == [f"/{BUCKET}/shop-1.2.3.tgz"]


def test_a_server_that_ignores_conditions_and_has_the_archive(tmp_path: Path) -> None:
    server, archive = Careless("If-Match"), chart(tmp_path)
    server.objects[f"/{BUCKET}/shop-1.2.3.tgz"] = archive.read_bytes()
    server.objects[f"/{BUCKET}/index.yaml"] = b"apiVersion: v1\nentries: {}\n"
    before = dict(server.objects)
    with listening(server.handler) as url:
        done = push(archive, f"s3://{BUCKET}", **s3_environment(int(url.rpartition(":")[2])))
    assert (done.code, done.out) == (4, "")
    assert "the server ignores the condition IfMatch" in done.err
    assert server.objects == before


def test_the_same_server_where_it_heeds_them(tmp_path: Path) -> None:
    # That the stand-in is not refused for another reason.
    server = Careless()
    with listening(server.handler) as url:
        environment = s3_environment(int(url.rpartition(":")[2]))
        assert push(chart(tmp_path), f"s3://{BUCKET}", **environment).code == 0
    assert sorted(server.objects) == [f"/{BUCKET}/index.yaml", f"/{BUCKET}/shop-1.2.3.tgz"]


@pytest.mark.parametrize(
    ("library", "make", "extra"),
    [
        ("boto3", lambda: S3Store(BUCKET, "", Connection()), "s3"),
        ("google.cloud.storage", lambda: GcsStore(BUCKET, ""), "gcs"),
    ],
)
def test_without_the_library(library: str, make: Any, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    if library != "boto3":
        import google.cloud

        monkeypatch.delattr(google.cloud, "storage", raising=False)
    with pytest.raises(ProgramError, match=rf"is not installed; cure: pip install 'fairlead\[{extra}\]'"):
        make()
