"""The error boundary: every end of a run is a message and an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import __version__
from generator.cli import commands, main, terminal
from generator.errors import DifferenceError, ProgramError, UsageError
from tests.small_apps import SCALED as APP

if TYPE_CHECKING:
    from generator.cli.outcome import Outcome


def fairlead(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A real process in a folder; the checkout is on its path."""
    argv = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(argv, cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=60)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(main.__file__).parents[2]), "LC_ALL": "C.UTF-8"}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "app.yaml").write_text(APP)
    return tmp_path


def test_the_version(tmp_path: Path) -> None:
    result = fairlead(tmp_path, "--version")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"fairlead {__version__}\n", "")


@pytest.mark.parametrize("command", commands.NAMES)
def test_every_commands_help_shows_examples(capfd: pytest.CaptureFixture[str], command: str) -> None:
    assert main.run([command, "--help"]) == 0
    shown = capfd.readouterr().out
    assert f"Usage: fairlead {command}" in shown
    examples = shown.partition("Examples:\n")[2].splitlines()
    assert len(examples) >= 2
    assert all(f"fairlead {command}" in line or line.lstrip().startswith("#") for line in examples)
    assert max(map(len, shown.splitlines())) <= 120


def test_the_help_of_all_commands(capfd: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--help"]) == 0
    shown = capfd.readouterr().out
    listed = shown.partition("Commands:\n")[2]
    assert all(f"\n  {name}" in f"\n{listed}" for name in commands.NAMES)
    assert "..." not in listed


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["render", "--nothing"],
        ["render", "a", "b"],
        ["render", "-f", "helm"],
        ["render", "--env", "nowhere"],
        ["render", "-o", "-", "--check"],
        ["render", "-o", "-", "--force"],
        ["render", "-o", "-", "-f", "chart"],
        ["render", "-o", ""],
        ["render", "--set", "nonsense"],
        ["explain", "name"],
        ["explain", "name", "-e", "nowhere"],
        ["environments", "-e", "nowhere"],
        ["init", "--port", "x"],
        ["render", "\udcff"],
    ],
)
def test_a_command_line_that_cannot_be_understood(shop: Path, arguments: list[str]) -> None:
    result = fairlead(shop, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr
    assert "Traceback" not in result.stderr
    assert os.listdir(shop) == ["app.yaml"]


def test_an_environment_that_does_not_exist_gives_the_list(shop: Path) -> None:
    assert "there are: dev, prod" in fairlead(shop, "render", "-e", "test").stderr


def test_a_missing_description_says_what_to_do(tmp_path: Path) -> None:
    result = fairlead(tmp_path, "render")
    assert result.returncode == 3
    assert "app.yaml: there is no such file" in result.stderr
    assert "fairlead init" in result.stderr


def test_a_wrong_description_is_told_with_its_line(shop: Path) -> None:
    (shop / "app.yaml").write_text(APP.replace("ports:", "prots:"))
    result = fairlead(shop, "render")
    assert (result.returncode, result.stdout) == (3, "")
    assert "app.yaml:7:5: components.web.prots" in result.stderr
    assert not (shop / "build").exists()


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (DifferenceError("differs"), 1, "differs"),
        (UsageError("what?"), 2, "what?"),
        (ProgramError("helm failed"), 4, "helm failed"),
        (RecursionError(), 3, "nested too deeply"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
        (OSError(28, "No space left on device"), 4, "the output cannot be written: No space left on device"),
    ],
)
def test_an_error_becomes_a_message_and_a_code(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: BaseException, code: int, message: str
) -> None:
    def fail(_: object) -> Outcome:
        raise error

    if isinstance(error, OSError):
        said = lambda stdout, stderr: os.write(2, stderr) if stderr else fail(stdout)  # noqa: E731
        monkeypatch.setattr(terminal, "write", said)
    else:
        monkeypatch.setattr(commands, "call", fail)
    assert main.run(["schema"]) == code
    output = "".join(capfd.readouterr())
    assert message in output
    assert "Traceback" not in output


def test_a_bug_says_where_to_report_it(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def fail(_: object) -> Outcome:
        raise ZeroDivisionError

    monkeypatch.setattr(commands, "call", fail)
    monkeypatch.setattr(main, "_issue_tracker", lambda: " at https://example.com/issues")
    assert main.run(["schema"]) == 70
    stderr = capfd.readouterr().err
    assert "Traceback" in stderr
    assert f"fairlead {__version__}" in stderr
    assert "report it at https://example.com/issues" in stderr


def test_a_reader_that_goes_away_is_no_error(shop: Path) -> None:
    command = f"'{sys.executable}' -m generator render -o - --no-cache | head -c 1; echo ${{PIPESTATUS[0]}}"
    (shop / "app.yaml").write_text(APP + "config: {big: {data: {K: " + "x" * 500_000 + "}}}\n")
    result = subprocess.run(
        ["bash", "-c", command], cwd=shop, env=environment(), capture_output=True, text=True, check=False
    )
    assert (result.stdout, result.stderr) == ("-141\n", "")


def test_a_full_disk_behind_stdout(shop: Path) -> None:
    with open("/dev/full", "w") as full:
        argv = [sys.executable, "-m", "generator", "render", "-o", "-"]
        result = subprocess.run(
            argv, cwd=shop, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (result.returncode, result.stderr) == (4, "the output cannot be written: No space left on device\n")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams(shop: Path, closed: str) -> None:
    command = f"'{sys.executable}' -m generator render -o - {closed}"
    result = subprocess.run(
        ["bash", "-c", command], cwd=shop, env=environment(), capture_output=True, text=True, check=False
    )
    assert "Traceback" not in result.stderr
    assert result.returncode == 0


def test_an_interrupt_is_quiet() -> None:
    program = (
        "import os, signal, sys\nfrom generator.cli import commands, main\n"
        "commands.call = lambda _: os.kill(os.getpid(), signal.SIGINT) or __import__('time').sleep(9)\n"
        "sys.exit(main.run(['schema']))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


OPTIONS = [
    "--env",
    "-e",
    "--format",
    "-f",
    "-o",
    "-",
    "--set",
    "--check",
    "--force",
    "--all",
    "--yes",
    "--",
    "dev",
    "x:1",
]
OPTIONS += [
    "--output-dir",
    "--name",
    "--image",
    "--port",
    "80",
    "--type",
    "--no-cache",
    "--help",
    "name",
    "prod",
    "chart",
]
OPTIONS += ["json", "a", "app.yaml", ".", "components.web.replicas", "components.web.replicas=3"]
ARGUMENTS = st.lists(
    st.one_of(
        st.sampled_from([*commands.NAMES, *OPTIONS]),
        # No slash: whatever is named is in the test's own folder.
        st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), max_size=20),
    ),
    max_size=8,
)
ANYWHERE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@ANYWHERE
@given(ARGUMENTS)
def test_no_command_line_breaks_it(
    tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "app.yaml").write_text(APP)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "stdin", None)
        code = main.run(arguments)
    captured = capfd.readouterr()
    assert code in (0, 1, 2, 3, 4), captured.err
    assert "Traceback" not in captured.err


BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.tuples(st.integers(0, len(APP)), st.integers(0, 20), st.text(max_size=10)).map(
        lambda edit: (APP[: edit[0]] + edit[2] + APP[edit[0] + edit[1] :]).encode("utf-8", "replace")
    ),
)


@ANYWHERE
@given(BYTES, st.sampled_from([["render", "-o", "-"], ["render"], ["environments"], ["explain", "name", "-e", "dev"]]))
def test_no_description_breaks_it(
    tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str], content: bytes, arguments: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "app.yaml").write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        code = main.run(arguments)
    captured = capfd.readouterr()
    assert code in (0, 2, 3), captured.err
    assert "Traceback" not in captured.err
    assert code == 0 or captured.out == ""
