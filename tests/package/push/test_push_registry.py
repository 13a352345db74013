"""Pushing to a real OCI registry, Debian's docker-registry, by the real Helm 3 and Helm 4."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import find_helm, require_helm
from tests.package.push.charts import chart, ended, push, rows, started
from tests.servers.registry import PASSWORD, USER, Registry

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _helm_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME", "DOCKER_CONFIG"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture
def target(open_registry: Registry, tmp_path: Path) -> str:
    """A place in the registry that no other test pushes to."""
    return f"{open_registry.target}/{tmp_path.name.replace('_', '-').lower()}"


def repository(target: str) -> str:
    """The repository of the chart shop below a target, without its host."""
    return f"{target.removeprefix('oci://').partition('/')[2]}/shop"


def test_a_new_version(helm: str, target: str, open_registry: Registry, tmp_path: Path) -> None:
    archive = chart(tmp_path)
    done = push(archive, target, "--plain-http", FAIRLEAD_HELM=helm)
    digest = open_registry.digest(repository(target), "1.2.3")
    assert (done.code, done.out) == (0, f"{target}/shop:1.2.3 {digest}\n")
    assert f"$ {helm} push " in done.err
    assert done.err.endswith(f"{archive}: pushed\n")
    pulled = tmp_path / "pulled"
    pulled.mkdir()
    pull = [helm, "pull", f"{target}/shop", "--version", "1.2.3", "--plain-http", "-d", str(pulled)]
    subprocess.run(pull, check=True, capture_output=True)
    assert (pulled / archive.name).read_bytes() == archive.read_bytes()


def test_helm_3_and_helm_4_push_the_same_manifest(helms: list[str], target: str, tmp_path: Path) -> None:
    digests = set()
    for number, (helm, zone) in enumerate([(helm, zone) for helm in helms for zone in ("Asia/Tokyo", "UTC")]):
        archive = chart(tmp_path / str(number))
        os.utime(archive, (1_600_000_000 + number, 1_600_000_000 + number))
        done = push(archive, f"{target}/{number}", "--plain-http", "-q", FAIRLEAD_HELM=helm, TZ=zone)
        assert (done.code, done.err) == (0, "")
        digests |= set(done.digests())
    assert len(digests) == 1


def test_helm_alone_would_push_another_manifest_at_another_time(helm: str, target: str, tmp_path: Path) -> None:
    # What the equality above rests on: were this not so, it would show nothing.
    digests = set()
    for number in range(2):
        archive = chart(tmp_path / str(number))
        os.utime(archive, (1_600_000_000 + number, 1_600_000_000 + number))
        argv = [helm, "push", str(archive), f"{target}/{number}", "--plain-http"]
        done = subprocess.run(argv, capture_output=True, text=True, check=True)
        digests |= set(re.findall(r"sha256:\w+", done.stdout + done.stderr))
    assert len(digests) == 2


def test_the_same_bytes_again(helm: str, target: str, tmp_path: Path) -> None:
    archive = chart(tmp_path)
    first = push(archive, target, "--plain-http", FAIRLEAD_HELM=helm)
    again = push(archive, target, "--plain-http", FAIRLEAD_HELM=helm)
    assert (again.code, again.out) == (0, first.out)
    assert again.err.endswith(f"{archive}: already there, the same bytes\n")
    assert " push " not in again.err


def test_other_bytes_are_refused_and_nothing_is_pushed(
    helm: str, target: str, open_registry: Registry, tmp_path: Path
) -> None:
    first = push(chart(tmp_path), target, "--plain-http", "-f", "json", FAIRLEAD_HELM=helm)
    [row] = rows(first)
    rebuilt, new = chart(tmp_path / "rebuilt", text="other"), chart(tmp_path, "1.3.0")
    done = push(new, rebuilt, target, "--plain-http", FAIRLEAD_HELM=helm)
    assert (done.code, done.out) == (1, "")
    assert (
        f"{rebuilt}: {target}/shop:1.2.3 is there with other bytes: sha256:{row['sha256']} there, sha256:" in done.err
    )
    assert "cure: give what has changed a version of its own" in done.err
    assert open_registry.tags(repository(target)) == ["1.2.3"]
    assert open_registry.digest(repository(target), "1.2.3") == row["digest"]


def test_a_version_with_build_metadata(helm: str, target: str, tmp_path: Path) -> None:
    archive = chart(tmp_path, "1.2.3-dev.4+gabc1234")
    for _ in range(2):
        done = push(archive, target, "--plain-http", "-q", FAIRLEAD_HELM=helm)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"{target}/shop:1.2.3-dev.4_gabc1234 sha256:")


def test_a_provenance_file_goes_along(helm3: str, target: str, tmp_path: Path) -> None:
    archive = chart(tmp_path)
    archive.with_name(f"{archive.name}.prov").write_text("signed\n")
    assert push(archive, target, "--plain-http", FAIRLEAD_HELM=helm3).code == 0
    (tmp_path / "pulled").mkdir()
    pull = [
        helm3,
        "pull",
        f"{target}/shop",
        "--version",
        "1.2.3",
        "--plain-http",
        "--prov",
        "-d",
        str(tmp_path / "pulled"),
    ]
    subprocess.run(pull, check=True, capture_output=True)
    assert (tmp_path / "pulled" / f"{archive.name}.prov").read_text() == "signed\n"


@pytest.mark.parametrize("owner", ["helm", "docker"])
def test_the_login_of_helm_or_docker(
    helm: str, owner: str, locked_registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = f"{locked_registry.target}/{owner}-{tmp_path.name.replace('_', '-').lower()}"
    archive = chart(tmp_path)
    refused = push(archive, target, "--plain-http", FAIRLEAD_HELM=helm)
    assert (refused.code, refused.out) == (4, "")
    assert "cure: log in with: helm registry login HOST" in refused.err
    folder, name = (tmp_path / "login", "config.json")
    folder.mkdir()
    account = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    (folder / name).write_text(json.dumps({"auths": {locked_registry.host: {"auth": account}}}))
    if owner == "helm":
        monkeypatch.setenv("HELM_REGISTRY_CONFIG", str(folder / name))
    else:
        monkeypatch.setenv("DOCKER_CONFIG", str(folder))
    done = push(archive, target, "--plain-http", FAIRLEAD_HELM=helm)
    assert done.code == 0, done.err
    assert done.err.endswith(": pushed\n")
    for secret in (PASSWORD, account):
        assert secret not in refused.err + done.err + done.out


def test_a_wrong_password(helm: str, locked_registry: Registry, tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    account = base64.b64encode(f"{USER}:not-{PASSWORD}".encode()).decode()
    config.write_text(json.dumps({"auths": {locked_registry.host: {"auth": account}}}))
    environment = {"FAIRLEAD_HELM": helm, "HELM_REGISTRY_CONFIG": str(config)}
    done = push(chart(tmp_path), locked_registry.target, "--plain-http", **environment)
    assert (done.code, done.out) == (4, "")
    assert "helm registry login" in done.err
    assert PASSWORD not in done.err
    assert account not in done.err


@pytest.fixture(scope="session")
def helm4() -> str:
    """Helm 4: Helm 3 speaks plain HTTP with every registry on loopback, whatever it is told."""
    return require_helm("4")


def test_https_with_a_ca_of_its_own(helm4: str, tls_registry: Registry, tmp_path: Path) -> None:
    archive, target = chart(tmp_path), f"{tls_registry.target}/{tmp_path.name.replace('_', '-').lower()}"
    unknown = push(archive, target, FAIRLEAD_HELM=helm4)
    assert (unknown.code, unknown.out) == (4, "")
    assert "certificate" in unknown.err
    assert push(archive, target, "--ca-file", tls_registry.ca, FAIRLEAD_HELM=helm4).code == 0
    again = push(archive, target, "--insecure-skip-tls-verify", FAIRLEAD_HELM=helm4)
    assert (again.code, "already there" in again.err) == (0, True), again.err


def test_https_where_the_registry_speaks_http(helm4: str, target: str, tmp_path: Path) -> None:
    done = push(chart(tmp_path), target, FAIRLEAD_HELM=helm4)
    assert (done.code, done.out) == (4, "")
    assert "cure: the registry speaks plain HTTP; where that is meant: --plain-http" in done.err


def test_nobody_listens(helm: str, tmp_path: Path) -> None:
    done = push(chart(tmp_path), "oci://127.0.0.1:1/charts", "--plain-http", FAIRLEAD_HELM=helm)
    assert (done.code, done.out) == (4, "")
    assert "connection refused" in done.err


def test_no_helm(tmp_path: Path) -> None:
    done = push(chart(tmp_path), "oci://127.0.0.1:1/charts", FAIRLEAD_HELM=str(tmp_path / "nothing"))
    assert (done.code, done.out) == (4, "")
    assert "nothing version --template" in done.err


def test_many_pushes_at_once(target: str, open_registry: Registry, tmp_path: Path) -> None:
    helms = [require_helm("3"), find_helm("4") or require_helm("3")]
    versions = [f"1.0.{number}" for number in range(8)]
    running = [
        started(chart(tmp_path, version), target, "--plain-http", FAIRLEAD_HELM=helms[number % 2])
        for number, version in enumerate(versions)
    ]
    assert [done.code for done in map(ended, running)] == [0] * len(versions)
    assert open_registry.tags(repository(target)) == versions


def test_killed_at_any_moment(helm: str, target: str, open_registry: Registry, tmp_path: Path) -> None:
    archive = chart(tmp_path)
    began = time.monotonic()
    reference = push(archive, f"{target}/whole", "--plain-http", FAIRLEAD_HELM=helm)
    took = time.monotonic() - began
    for number in range(6):
        place = f"{target}/{number}"
        process = started(archive, place, "--plain-http", FAIRLEAD_HELM=helm, TMPDIR=str(tmp_path))
        time.sleep(took * (number + 0.5) / 6)
        process.kill()
        process.communicate()
        done = push(archive, place, "--plain-http", FAIRLEAD_HELM=helm)
        assert (done.code, done.digests()) == (0, reference.digests()), done.err
        assert open_registry.digest(repository(place), "1.2.3") in reference.out
    for left in tmp_path.glob("fairlead-*"):
        shutil.rmtree(left)
