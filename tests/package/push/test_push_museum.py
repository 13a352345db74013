"""Pushing to a server with ChartMuseum's API: a stand-in for it, and a real helm where an index is read."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.package.push.charts import chart, ended, push, started
from tests.servers.registry import make_certificate
from tests.servers.web import PASSWORD, USER, Museum, listening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "a-token"  # noqa: S105 - of no account
ACCOUNT = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@pytest.fixture(autouse=True)
def _helm_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELM_CONFIG_HOME", str(tmp_path / "helm"))
    for name in ("HELM_REPOSITORY_CONFIG", "HELM_REPO_USERNAME", "HELM_REPO_PASSWORD", "HELM_REPO_ACCESS_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def museum() -> Museum:
    return Museum()


@pytest.fixture
def url(museum: Museum) -> Iterator[str]:
    with listening(museum.handler) as found:
        yield found


def test_pushing(museum: Museum, url: str, tmp_path: Path) -> None:
    archive = chart(tmp_path)
    archive.with_name(f"{archive.name}.prov").write_text("signed\n")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    done = push(archive, f"{url}/")
    assert (done.code, done.out) == (0, f"{url}/shop-1.2.3.tgz sha256:{digest}\n")
    assert museum.entries["shop", "1.2.3"]["digest"] == digest
    assert museum.provenances == [b"signed\n"]
    again = push(archive, url)
    assert (again.code, again.out, again.err) == (0, done.out, f"{archive}: already there, the same bytes\n")
    assert [request.split()[:2] for request in museum.requests] == [
        ["GET", "/index.yaml"], ["POST", "/api/charts"], ["GET", "/index.yaml"],
    ]  # fmt: skip


def test_other_bytes_are_refused_and_nothing_is_sent(museum: Museum, url: str, tmp_path: Path) -> None:
    push(chart(tmp_path), url)
    there = museum.entries["shop", "1.2.3"]["digest"]
    done = push(chart(tmp_path, "2.0.0"), chart(tmp_path / "rebuilt", text="x"), url)
    assert (done.code, done.out) == (1, "")
    assert f"{url}/shop-1.2.3.tgz is there with other bytes: sha256:{there} there, sha256:" in done.err
    assert list(museum.entries) == [("shop", "1.2.3")]


@pytest.mark.parametrize(("same", "code"), [(True, 0), (False, 1)])
def test_somebody_else_is_faster(museum: Museum, url: str, tmp_path: Path, same: bool, code: int) -> None:
    archive = chart(tmp_path)
    content = archive.read_bytes() if same else b"another build"

    def add() -> None:
        museum.add("shop", "1.2.3", content)

    museum.before_upload = add
    done = push(archive, url)
    assert done.code == code, done.err
    assert ("already there" if same else "is there with other bytes") in done.err


def test_many_pushes_at_once(museum: Museum, url: str, tmp_path: Path) -> None:
    running = [started(chart(tmp_path, f"1.0.{number}"), url) for number in range(8)]
    assert [done.code for done in map(ended, running)] == [0] * 8
    assert len(museum.entries) == 8


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_login_that_helm_knows(helm: str, museum: Museum, url: str, tmp_path: Path, slash: str) -> None:
    museum.login = f"{USER}:{PASSWORD}"
    archive = chart(tmp_path)
    refused = push(archive, url)
    assert (refused.code, refused.out) == (4, "")
    assert "the server answers 401" in refused.err
    assert "cure: helm repo add NAME URL" in refused.err
    command = [helm, "repo", "add", "ours", f"{url}{slash}", "--username", USER, "--password", PASSWORD]
    subprocess.run(command, check=True, capture_output=True)
    done = push(archive, url)
    assert done.code == 0, done.err
    assert list(museum.entries) == [("shop", "1.2.3")]
    for secret in (PASSWORD, ACCOUNT):
        assert secret not in refused.err + done.err + done.out


def test_the_login_of_the_environment(museum: Museum, url: str, tmp_path: Path) -> None:
    museum.login = f"{USER}:{PASSWORD}"
    done = push(chart(tmp_path), url, HELM_REPO_USERNAME=USER, HELM_REPO_PASSWORD=PASSWORD)
    assert done.code == 0, done.err
    done = push(chart(tmp_path), url, HELM_REPO_ACCESS_TOKEN=TOKEN)
    assert done.code == 4
    assert museum.requests[-1] == "GET /index.yaml Bearer " + TOKEN
    assert TOKEN not in done.err


def test_a_login_goes_nowhere_else(museum: Museum, url: str, tmp_path: Path) -> None:
    other = Museum()
    with listening(other.handler) as elsewhere:
        museum.redirect = elsewhere
        done = push(chart(tmp_path), url, HELM_REPO_USERNAME=USER, HELM_REPO_PASSWORD=PASSWORD)
    assert done.code == 0, done.err
    assert other.requests == ["GET /index.yaml -"]


def test_an_upload_that_is_redirected(museum: Museum, url: str, tmp_path: Path) -> None:
    museum.moved = "/upload"
    done = push(chart(tmp_path), url)
    assert (done.code, done.out) == (4, "")
    assert "the server answers 302" in done.err
    assert museum.entries == {}
    assert museum.requests[-1].startswith("POST /api/charts ")


def test_another_address_for_archives(museum: Museum, url: str, tmp_path: Path) -> None:
    assert push(chart(tmp_path), url, "--upload-url", f"{url}/upload").code == 0
    assert museum.requests[-1].startswith("POST /upload ")


def test_what_is_no_repository(tmp_path: Path, url: str) -> None:
    done = push(chart(tmp_path), "http://127.0.0.1:1")
    assert (done.code, done.out) == (4, "")
    assert "127.0.0.1:1/index.yaml: " in done.err
    done = push(chart(tmp_path), f"{url}/nowhere")
    assert (done.code, "the server answers 404" in done.err) == (4, True)
    assert "cure: where the server takes archives at another address, name it: --upload-url URL" in done.err


def test_https(tmp_path: Path, museum: Museum) -> None:
    certificate, key = make_certificate(tmp_path)
    with listening(museum.handler, certificate=(certificate, key)) as url:
        unknown = push(chart(tmp_path), url)
        assert (unknown.code, "CERTIFICATE_VERIFY_FAILED" in unknown.err) == (4, True)
        assert push(chart(tmp_path), url, "--ca-file", certificate).code == 0
        assert push(chart(tmp_path), url, "--insecure-skip-tls-verify").code == 0
        gone = push(chart(tmp_path), url, "--ca-file", str(tmp_path / "none.pem"))
        assert (gone.code, "none.pem: cannot be used" in gone.err) == (4, True)
        (tmp_path / "helm").mkdir()
        known = {"apiVersion": "", "repositories": [{"name": "ours", "url": url, "caFile": certificate}]}
        (tmp_path / "helm" / "repositories.yaml").write_text(json.dumps(known))
        assert push(chart(tmp_path), url).code == 0
