"""The first app.yaml: what it says, that it can be used at once, and that it overwrites nothing."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.app.files import Files
from generator.app.load import load
from generator.cli.beginning import TYPES, Beginning, app_yaml, check, suggested
from generator.cli.dockerfile import Port
from generator.cli.main import run
from generator.documents.node import plain
from generator.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.app.application import Application

DOCKERFILE = """\
FROM golang:1.25 AS build
EXPOSE 1
FROM gcr.io/distroless/static
ENV PORT=8080
EXPOSE $PORT 53/udp
HEALTHCHECK CMD wget -q http://localhost:${PORT}/readyz || exit 1
"""


def written(folder: Path) -> Application:
    """The app.yaml of a folder, loaded, with no warning about it."""
    application = load(str(folder / "app.yaml"), Files())
    assert application.warnings == []
    return application


def component(folder: Path, name: str = "web") -> dict[str, object]:
    found: dict[str, object] = plain(written(folder).base)["components"][name]
    return found


@pytest.mark.parametrize("type_", TYPES)
def test_each_type_gives_a_description_without_problems(tmp_path: Path, type_: str) -> None:
    assert run(["init", str(tmp_path), "--yes", "--name", "shop", "--type", type_]) == 0
    assert component(tmp_path, type_)["type"] == type_
    assert list(written(tmp_path).environments) == ["dev", "prod"]


def test_flags_are_written_down(tmp_path: Path) -> None:
    flags = ["--name", "no", "--image", "localhost:5000/a/b@sha256:" + "0" * 64, "--port", "80", "--port", "9090"]
    assert run(["init", str(tmp_path / "new"), *flags, "--readiness", "/a: b #c{{ x }}", "-e", "on", "-e", "1e3"]) == 2
    assert not (tmp_path / "new").exists()
    assert run(["init", str(tmp_path / "new"), *flags, "--readiness", "/a: b #c{{ x }}", "-e", "on", "-e", "off"]) == 0
    application = written(tmp_path / "new")
    web = component(tmp_path / "new")
    assert application.name == "no"
    assert list(application.environments) == ["on", "off"]
    assert list(web["ports"]) == ["http", "tcp-9090"]  # type: ignore[call-overload]
    assert web["probes"]["readiness"]["httpGet"]["path"] == "/a: b #c{{ x }}"  # type: ignore[index]


def test_a_dockerfile_is_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    assert run(["init", str(tmp_path), "--image", "shop:1.0.0"]) == 0
    web = component(tmp_path)
    assert web["ports"] == {
        "http": {"containerPort": 8080},
        "udp-53": {"containerPort": 53, "protocol": "UDP"},
    } or [port["containerPort"] for port in web["ports"].values()] == [8080, 53]  # type: ignore[attr-defined]
    assert web["probes"]["readiness"]["httpGet"]["path"] == "/readyz"  # type: ignore[index]
    stderr = capfd.readouterr().err
    assert "EXPOSE 8080/tcp 53/udp" in stderr
    assert "requests /readyz on port 8080: taken as readiness" in stderr


def test_a_health_check_on_another_port_and_scheme(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM a\nEXPOSE 8080\nHEALTHCHECK CMD curl -k https://localhost:8443/up\n")
    assert run(["init", str(tmp_path), "--image", "shop:1.0.0"]) == 0
    web = component(tmp_path)
    assert web["probes"]["readiness"]["httpGet"] == {"path": "/up", "port": "health", "scheme": "HTTPS"}  # type: ignore[index]
    assert web["ports"]["health"]["expose"] is False  # type: ignore[index]


def test_a_dockerfile_without_ports_is_a_worker(tmp_path: Path) -> None:
    (tmp_path / "Containerfile").write_text("FROM a\nCMD /app/work\n")
    assert run(["init", str(tmp_path), "--image", "shop:1.0.0"]) == 0
    assert "ports" not in component(tmp_path, "worker")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"FROM", b"EXPOSE 80"])
def test_a_dockerfile_that_is_none_does_no_harm(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "Dockerfile").write_bytes(content)
    assert run(["init", str(tmp_path), "--yes"]) == 0
    written(tmp_path)


def test_nothing_is_overwritten(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.yaml").symlink_to("nowhere")
    assert run(["init", str(tmp_path), "--yes"]) == 3
    assert "exists already and is not overwritten" in capfd.readouterr().err
    assert os.listdir(tmp_path) == ["app.yaml"]


def test_a_folder_that_cannot_be_made_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "/proc/fairlead", "--yes"]) == 4
    assert run(["init", "/dev/null", "--yes"]) == 4
    assert capfd.readouterr().err.count("cannot be written") == 2


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--name", "Shop"], "name 'Shop'"),
        (["--name", "x" * 41], "at most 40"),
        (["--image", "shop"], "a tag or digest is missing, such as shop:1.0.0"),
        (["--image", "a b"], "not the name of an image"),
        (["--port", "0"], "port 0"),
        (["--port", "65536"], "port 65536"),
        (["--type", "worker", "--port", "80"], "a worker answers no requests"),
        (["--type", "cron", "--readiness", "/a"], "a cron answers no requests"),
        (["--readiness", "readyz"], "such as /readyz"),
        (["--readiness", "/a\nb"], "such as /readyz"),
        (["-e", "Prod"], "environment 'Prod'"),
        (["-e", "x-1"], "keys that begin with x- are ignored"),
    ],
)
def test_what_cannot_be_written_down_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], flags: list[str], message: str
) -> None:
    assert run(["init", str(tmp_path), "--yes", *flags]) == 2
    assert message in capfd.readouterr().err
    assert os.listdir(tmp_path) == []


def test_without_a_terminal_an_image_is_needed(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "generator", "init", str(tmp_path)]
    result = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (result.returncode, os.listdir(tmp_path)) == (2, [])
    assert "give --image, or take the suggestions with --yes" in result.stderr


CONTROL = ("\x03", "\x04")


def asked(folder: Path, answers: str) -> tuple[int, str]:
    """Exit code and screen of ``init`` on a terminal with these answers typed in."""
    child, terminal = pty.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs ignore it, and so would their children
        os.execv(sys.executable, [sys.executable, "-m", "generator", "init", str(folder)])  # noqa: S606 - on the terminal
    screen = b""
    for line in answers.splitlines(keepends=True):
        while not screen.endswith(b"]: "):
            screen += os.read(terminal, 4096)
        os.write(terminal, line.encode())
        screen += b"\n"
    try:
        while True:
            # A signal that comes between the prompt and the reading is noted, and the reading waits all the same: a
            # person would press the key again.
            if not select.select([terminal], [], [], 2)[0] and answers[-1:] in CONTROL:
                os.write(terminal, answers[-1:].encode())
                continue
            piece = os.read(terminal, 4096)
            if not piece:
                break
            screen += piece
    except OSError:
        pass  # Linux: the other side is closed
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), screen.decode()


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    code, screen = asked(tmp_path, "till\nregistry.example.com/till:2.0.0\n\n\n/ok\ndev, test prod\n")
    assert code == 0, screen
    assert "8080 53" in screen
    application = written(tmp_path)
    assert (application.name, list(application.environments)) == ("till", ["dev", "test", "prod"])
    web = component(tmp_path)
    assert web["probes"]["readiness"]["httpGet"]["path"] == "/ok"  # type: ignore[index]
    assert web["ports"]["udp-53"]["protocol"] == "UDP"  # type: ignore[index]


def test_a_wrong_answer_is_refused_and_nothing_written(tmp_path: Path) -> None:
    code, screen = asked(tmp_path, "\n\n\nmany\n")
    assert (code, os.listdir(tmp_path)) == (2, [])
    assert "a port is a number" in screen


@pytest.mark.parametrize("typed", ["\x03", "\x04"])
def test_going_away_writes_nothing(tmp_path: Path, typed: str) -> None:
    code, screen = asked(tmp_path, f"shop\n{typed}")
    assert (code, os.listdir(tmp_path)) == (130, [])
    assert "Traceback" not in screen


TEXT = st.text(max_size=60)
PORTS = st.builds(Port, st.integers(0, 65536), st.sampled_from(["TCP", "UDP"]))
ENVIRONMENTS = ("dev", "prod", "y", "null", "x-1", "a1")
BEGINNINGS = st.builds(
    Beginning,
    name=st.one_of(TEXT, st.from_regex(r"[a-z][a-z0-9-]{0,45}", fullmatch=True)),
    image=st.one_of(TEXT, st.from_regex(r"[a-z0-9./:@_-]{1,40}", fullmatch=True), st.just("shop:1")),
    type=st.sampled_from(TYPES),
    ports=st.lists(PORTS, unique=True, max_size=4).map(tuple),
    readiness=st.one_of(st.just(""), TEXT, TEXT.map("/{}".format)),
    environments=st.lists(st.one_of(TEXT, st.sampled_from(ENVIRONMENTS)), unique=True).map(tuple),
    scheme=st.sampled_from(["HTTP", "HTTPS"]),
    check_port=st.sampled_from([0, 80, 8080]),
)


@given(BEGINNINGS)
def test_what_passes_the_check_can_be_used(tmp_path_factory: pytest.TempPathFactory, beginning: Beginning) -> None:
    try:
        check(beginning)
    except UsageError:
        return
    folder = tmp_path_factory.mktemp("app")
    (folder / "app.yaml").write_text(app_yaml(beginning), encoding="utf-8")
    application = load(str(folder / "app.yaml"), Files())
    assert [str(warning) for warning in application.warnings if beginning.readiness] == []
    assert (application.name, tuple(application.environments)) == (beginning.name, beginning.environments)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), max_size=60))
def test_a_folders_name_gives_a_name(name: str) -> None:
    beginning = suggested(f"/nowhere/{name}x", {}, None, None)
    check(beginning)
