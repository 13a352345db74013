"""The wheel is the product: built as a release is, installed into an empty environment, used from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.small_apps import MINIMAL as APP

if TYPE_CHECKING:
    from pathlib import Path

# One worker builds and installs once for all of these tests.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

# As the person who runs the tests has it, without what could lend the new environment modules from outside. Taken
# before the tests get folders of their own: pip's cache is welcome.
ENVIRONMENT = {name: text for name, text in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}


# What the wheel carries, from which folders of the repository.
DATA = {
    "integrations": "generator/_data/integrations",
    "overlays": "generator/_data/overlays",
    "templates": "generator/_data/templates",
    "generator": "generator",
}
NOT_SHIPPED = {"__pycache__"}
MADE = "kubernetes.schemas"  # by the build, and by an editable installation


class Installed(NamedTuple):
    """A built wheel, the source archive it was built from, and the command in the environment it was installed into."""

    wheel: Path
    sdist: Path
    command: Path


def run(*argv: str | Path, folder: Path) -> str:
    """The standard output of a program that must succeed and have nothing to complain about."""
    done = subprocess.run(argv, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{argv}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def checkout(repository: Path, folder: Path) -> Path:
    """A copy of what a fresh clone has and a build reads, so that nothing lying around in this checkout helps."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache", MADE)
    for name in ("generator", "integrations", "overlays", "templates"):
        shutil.copytree(repository / name, folder / name, ignore=ignore)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(repository / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def installed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    source = checkout(repository, tmp_path_factory.mktemp("source"))
    # Without flags, build makes the source archive first and the wheel from it: so the archive is complete.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source, folder=folder)
    [wheel] = folder.glob("*.whl")
    [sdist] = folder.glob("*.tar.gz")
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", wheel, folder=folder)
    return Installed(wheel, sdist, environment / "bin" / "fairlead")


@pytest.mark.parametrize(("folder", "inside"), DATA.items(), ids=DATA)
def test_everything_travels(installed: Installed, repository: Path, folder: str, inside: str) -> None:
    files = [path for path in (repository / folder).rglob("*") if path.is_file()]
    files = [path.relative_to(repository / folder) for path in files if not NOT_SHIPPED & set(path.parts)]
    assert files
    with zipfile.ZipFile(installed.wheel) as archive:
        names = set(archive.namelist())
    assert sorted({f"{inside}/{path.as_posix()}" for path in files} - names) == []


def test_nothing_else_travels(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top.partition("-")[0] for top in tops} == {"generator", "fairlead"}


def test_the_version(installed: Installed, tmp_path: Path) -> None:
    version = installed.wheel.name.split("-")[1]
    assert version in run(installed.command, "--version", folder=tmp_path)


def test_it_renders(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text(APP)
    run(installed.command, "render", "app.yaml", "-o", "out", folder=tmp_path)
    out = tmp_path / "out"
    assert (out / "chart" / "shop" / "Chart.yaml").is_file()
    assert (out / "kustomize" / "base" / "kustomization.yaml").is_file()
    assert {path.name for path in (out / "kustomize" / "overlays").iterdir()} == {"dev", "prod"}
    manifests = [path.read_text() for path in (out / "manifests" / "prod").glob("*.yaml")]
    assert any("kind: Deployment" in text for text in manifests)


def test_it_knows_its_schema(installed: Installed, tmp_path: Path) -> None:
    assert '"$schema"' in run(installed.command, "schema", folder=tmp_path)


def test_it_knows_the_schemas_of_kubernetes(installed: Installed, tmp_path: Path) -> None:
    """The build makes them: the copy that it was built from has none."""
    code = "from generator.schemas.bundle import schema, versions; print(bool(schema(versions()[-1], 'v1', 'Pod')))"
    assert run(installed.command.parent / "python", "-c", code, folder=tmp_path) == "True\n"


def test_the_plugin_for_helm_is_written(installed: Installed, tmp_path: Path) -> None:
    run(installed.command, "inject", "--helm-plugin", "plugin", folder=tmp_path)
    assert os.access(tmp_path / "plugin" / "post-renderer", os.X_OK)
    assert "type: postrenderer/v1\n" in (tmp_path / "plugin" / "plugin.yaml").read_text()
