from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from generator.errors import ProgramError
from generator.programs.helm import find_helm, template_arguments, version_arguments
from generator.programs.kustomize import build_arguments, find_kustomize
from generator.programs.run import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _asked_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("FAIRLEAD_HELM", "FAIRLEAD_KUSTOMIZE"):
        monkeypatch.delenv(name, raising=False)
    find_helm.cache_clear()
    find_kustomize.cache_clear()
    yield
    find_helm.cache_clear()
    find_kustomize.cache_clear()


def program(path: Path, said: str = "v3.17.3+gabc") -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{said}'\n")
    path.chmod(0o755)
    return str(path)


def test_the_version_is_asked_as_helm_understands_it(helm: str) -> None:
    assert run(version_arguments(helm)).startswith("v")


def test_how_a_chart_is_rendered() -> None:
    assert template_arguments("helm", "shop", "chart/shop", 33, ("a.yaml", "b.yaml"), "web") == [
        *("helm", "template", "shop", "chart/shop", "--namespace", "web", "--kube-version", "1.33.0"),
        *("--include-crds", "--values", "a.yaml", "--values", "b.yaml"),
    ]


def test_the_helm_that_is_named_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_path = program(tmp_path / "bin" / "helm")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/bin{os.pathsep}/usr/bin")
    assert find_helm() == on_path
    named = program(tmp_path / "mine")
    monkeypatch.setenv("FAIRLEAD_HELM", named)
    find_helm.cache_clear()
    assert find_helm() == named


def test_the_helm_of_the_package_is_beside_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = program(tmp_path / "bin" / "helm")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    assert find_helm() == beside


def test_no_helm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(ProgramError, match=r"pip install 'fairlead\[helm\]'"):
        find_helm()


def test_the_helm_that_writes_wrong_numbers_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLEAD_HELM", program(tmp_path / "helm", "v3.18.0+gabc"))
    with pytest.raises(ProgramError, match=r"is helm 3\.18\.0"):
        find_helm()


def test_kustomize_is_found_or_else_kubectl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProgramError, match="neither kustomize nor kubectl"):
        find_kustomize()
    kubectl = program(tmp_path / "kubectl")
    assert find_kustomize() == (kubectl, "kustomize")
    find_kustomize.cache_clear()
    kustomize = program(tmp_path / "kustomize")
    assert build_arguments(find_kustomize(), "overlay") == [kustomize, "build", "overlay"]
