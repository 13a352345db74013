"""The command line of push, the archives that it takes, and what it says; nothing here needs a server."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest

from generator.cli import main
from generator.errors import InputError
from generator.package import release
from generator.package.chart_archive import LARGEST, read_archive
from generator.package.helm_repositories import login_for, repositories_file
from generator.package.release import Chart, Release
from generator.programs.helm import Connection, pull_arguments, push_arguments
from tests.package.push.charts import EPOCH, chart, packed

if TYPE_CHECKING:
    from pathlib import Path


def push(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main.run(["push", *map(str, arguments)])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def record(folder: Path, *files: str) -> None:
    charts = tuple(Chart(name, hashlib.sha256((folder / name).read_bytes()).hexdigest()) for name in files)
    about = Release("shop", "1.2.3", "1", "", False, "", EPOCH, "constant", charts, (), {})
    (folder / release.FILE).write_bytes(release.written(about))


def test_how_helm_is_called() -> None:
    connection = Connection(plain_http=True, ca_file="ca.pem", cert_file="cert.pem", key_file="key.pem", insecure=True)
    rest = ["--plain-http", "--insecure-skip-tls-verify", "--ca-file", "ca.pem", "--cert-file", "cert.pem"]
    rest += ["--key-file", "key.pem"]
    assert push_arguments("helm", "a.tgz", "oci://h/p", connection) == ["helm", "push", "a.tgz", "oci://h/p", *rest]
    assert pull_arguments("helm", "oci://h/p/a", "1.0.0", "to", Connection()) == [
        *("helm", "pull", "oci://h/p/a", "--version", "1.0.0", "--destination", "to"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "push needs archives and a target"),
        (["shop.tgz"], "push needs archives and a target"),
        (
            ["a.tgz", "ftp://host/x"],
            "ftp:// is no target; there are oci://, s3://, gs://, http://, https:// and folders",
        ),
        (["a.tgz", "oci:///x"], "oci:///x is no target; write one like oci://registry.example.com/charts"),
        (["a.tgz", "s3://bucket/x?y=1"], "is no target; write one like s3://bucket/charts"),
        (["a.tgz", "https://[/x"], "https://[/x is no URL"),
        (["a.tgz", "folder", "--plain-http"], "--plain-http: not for a folder"),
        (
            ["a.tgz", "folder", "--ca-file", "x"],
            "--ca-file, --cert-file, --key-file and --insecure-skip-tls-verify: not",
        ),
        (["a.tgz", "gs://b", "--insecure-skip-tls-verify"], "not for gs:// targets"),
        (["a.tgz", "oci://h/x", "--url", "https://x"], "--url: not for oci:// targets"),
        (["a.tgz", "s3://b", "--upload-url", "https://x"], "--upload-url: not for s3:// targets"),
        (["a.tgz", "folder", "--url", "charts.example.com"], "charts.example.com is no URL"),
        (["a.tgz", "oci://h/x", "--key-file", "x"], "--key-file needs --cert-file"),
    ],
)
def test_wrong_command_lines(capfd: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    code, out, err = push(capfd, *arguments)
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("account", ["me:a-secret-word@", "a-secret-word@", ":a-secret-word@"])
@pytest.mark.parametrize("scheme", ["oci", "https", "s3"])
def test_a_password_in_a_target_is_refused_and_not_repeated(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, scheme: str, account: str
) -> None:
    code, out, err = push(capfd, chart(tmp_path), f"{scheme}://{account}host/charts")
    assert (code, out) == (2, "")
    assert err.startswith("an address holds no name or password")
    assert "a-secret-word" not in err


def test_a_password_in_another_address_is_refused_as_well(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    archive, address = chart(tmp_path), "https://me:a-secret-word@host/charts"
    for arguments in ((tmp_path / "charts", "--url", address), ("https://host", "--upload-url", address)):
        code, out, err = push(capfd, archive, *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("an address holds no name or password")
        assert "a-secret-word" not in err


def test_all_archives_that_are_wrong_are_said_at_once(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "text.tgz").write_text("no archive")
    (tmp_path / "cut.tgz").write_bytes(chart(tmp_path).read_bytes()[:-20])
    (tmp_path / "other.tgz").write_bytes(packed({"a/values.yaml": "x: 1\n"}))
    (tmp_path / "version.tgz").write_bytes(packed({"a/Chart.yaml": "name: a\nversion: v1.2\n"}))
    (tmp_path / "name.tgz").write_bytes(packed({"a/Chart.yaml": "name: ../a\nversion: 1.0.0\n"}))
    (tmp_path / "yaml.tgz").write_bytes(packed({"a/Chart.yaml": "name: [\n"}))
    (tmp_path / "list.tgz").write_bytes(packed({"a/Chart.yaml": "- a\n"}))
    names = ("missing", "text", "cut", "other", "version", "name", "yaml", "list")
    paths = [tmp_path / f"{name}.tgz" for name in names]
    code, out, err = push(capfd, *paths, tmp_path / "charts")
    assert (code, out) == (3, "")
    for path, message in zip(
        paths,
        (
            ": cannot be read: No such file or directory", ": is no chart archive: Not a gzipped file",
            ": is no chart archive: Compressed file ended", ": is no chart archive: it holds no Chart.yaml",
            "/a/Chart.yaml: version: 'v1.2' is no semantic version", "/a/Chart.yaml: name: a chart needs one",
            "/a/Chart.yaml:", "/a/Chart.yaml: name: a chart needs one",
        ),
        strict=True,
    ):  # fmt: skip
        assert f"{path}{message}" in err
    assert not (tmp_path / "charts").exists()


def test_an_archive_that_unpacks_to_too_much(tmp_path: Path) -> None:
    path = tmp_path / "bomb.tgz"
    path.write_bytes(gzip.compress(bytes(LARGEST + 1), 9))
    with pytest.raises(InputError, match="unpacks to more than 100 MiB"):
        read_archive(str(path))


def test_the_chart_of_an_archive_is_not_one_that_it_holds(tmp_path: Path) -> None:
    inner = "name: inner\nversion: 9.9.9\n"
    path = tmp_path / "a.tgz"
    path.write_bytes(packed({"a/charts/b/Chart.yaml": inner, "a/Chart.yaml": "name: a\nversion: 1.0.0\n"}))
    found = read_archive(str(path))
    assert (found.name, found.version, found.epoch, found.file) == ("a", "1.0.0", EPOCH, "a-1.0.0.tgz")


def test_a_chart_yaml_that_is_no_file(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("a/Chart.yaml")
        member.type, member.linkname = tarfile.DIRTYPE, ""
        archive.addfile(member)
    path = tmp_path / "a.tgz"
    path.write_bytes(gzip.compress(buffer.getvalue()))
    with pytest.raises(InputError, match=r"holds no Chart\.yaml"):
        read_archive(str(path))


def test_two_builds_of_a_version(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    first, second = chart(tmp_path), chart(tmp_path / "rebuilt", text="x")
    code, out, err = push(capfd, first, second, tmp_path / "charts")
    assert (code, out) == (3, "")
    assert f"{second}: is version 1.2.3 as is {first}, but not the same bytes" in err
    assert push(capfd, first, first, tmp_path / "charts")[1].count("\n") == 1


def test_the_charts_of_a_release(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    chart(dist)
    chart(dist, "1.0.0")
    record(dist, "shop-1.2.3.tgz")
    for named in (dist, dist / release.FILE):
        code, out, err = push(capfd, named, tmp_path / "charts")
        assert (code, out.count("\n")) == (0, 1), err
        assert "shop-1.2.3.tgz" in out
    assert push(capfd, dist / "shop-1.0.0.tgz", tmp_path / "charts")[0] == 0


def test_an_archive_that_is_not_the_one_of_its_release(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    chart(tmp_path)
    record(tmp_path, "shop-1.2.3.tgz")
    archive = chart(tmp_path, text="built again")
    for named in (archive, tmp_path):
        code, out, err = push(capfd, named, tmp_path / "charts")
        assert (code, out) == (3, "")
        assert f"{archive}: is not what was packaged: sha256:" in err
        assert "cure: package it again with: fairlead package" in err


def test_a_release_without_a_chart(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    record(tmp_path)
    code, _, err = push(capfd, tmp_path, tmp_path / "charts")
    assert (code, "holds no chart" in err) == (3, True)


def test_json(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    archive = chart(tmp_path)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    for new in (True, False):
        _, out, err = push(capfd, archive, tmp_path / "charts", "--format", "json", "--quiet")
        assert err == ""
        assert json.loads(out) == [
            {
                "archive": str(archive),
                "name": "shop",
                "version": "1.2.3",
                "address": str(tmp_path / "charts" / "shop-1.2.3.tgz"),
                "digest": f"sha256:{digest}",
                "sha256": digest,
                "new": new,
            }
        ]


def test_where_helm_has_its_repositories() -> None:
    assert repositories_file({"HELM_REPOSITORY_CONFIG": "/r.yaml", "HELM_CONFIG_HOME": "/h"}) == "/r.yaml"
    assert repositories_file({"HELM_CONFIG_HOME": "/h", "XDG_CONFIG_HOME": "/x"}) == "/h/repositories.yaml"
    assert repositories_file({"XDG_CONFIG_HOME": "/x"}) == "/x/helm/repositories.yaml"
    assert repositories_file({}).endswith("/helm/repositories.yaml")


def test_repositories_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "repositories.yaml"
    monkeypatch.setenv("HELM_REPOSITORY_CONFIG", str(path))
    for text in ("", "[\n", "- a\n", "repositories: 3\n", "repositories: [3, {url: 4}]\n"):
        path.write_text(text)
        assert login_for("https://charts.example.com").authorization == ""


def test_a_login_does_not_show_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELM_REPO_PASSWORD", "a-secret-word")
    login = login_for("https://charts.example.com")
    assert login.authorization.startswith("Basic ")
    assert login.authorization not in repr(login)


def test_a_push_to_a_folder_imports_no_library_of_a_cloud(tmp_path: Path) -> None:
    script = "import sys; from generator.cli.main import run; code = run(); print(*sys.modules); sys.exit(code)"
    argv = [sys.executable, "-c", script, "push", str(chart(tmp_path)), str(tmp_path / "charts")]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"typer", "boto3", "botocore", "google", "requests", "jinja2", "yaml", "asyncio", "inspect"}
