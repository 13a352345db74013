"""Colour where a person looks, bytes everywhere else."""

from __future__ import annotations

import io
import sys

import pytest

from generator.cli import terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], coloured: bool) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal.is_coloured(Screen()) == coloured
    assert not terminal.is_coloured(io.StringIO())
    assert not terminal.is_coloured(None)


def test_a_closed_stream_is_no_terminal() -> None:
    stream = io.StringIO()
    stream.close()
    assert not terminal.is_terminal(stream)


def test_messages_in_colour() -> None:
    text = "warning: a: b\n    cure: c\nd\n"
    painted = terminal.painted_messages(text)
    assert painted == "\x1b[33mwarning:\x1b[0m a: b\n    \x1b[32mcure:\x1b[0m c\nd\n"


def test_a_difference_in_colour() -> None:
    painted = terminal.painted_difference("--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z\n")
    assert painted.split("\n") == [
        "\x1b[1m--- a\x1b[0m", "\x1b[1m+++ b\x1b[0m", "\x1b[36m@@ -1 +1 @@\x1b[0m", "\x1b[31m-x\x1b[0m",
        "\x1b[32m+y\x1b[0m", " z", "",
    ]  # fmt: skip


def test_notes_in_colour() -> None:
    painted = terminal.painted_notes("a.yaml:3: Deployment/web\n  kept    spec.x: 1\n          why [who]\n1 added\n")
    assert painted == (
        "a.yaml:3: \x1b[1mDeployment/web\x1b[0m\n  \x1b[31mkept\x1b[0m    spec.x: 1\n          why [who]\n1 added\n"
    )


def test_what_stands_in_for_a_stream_gets_text(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    terminal.write("ä".encode(), b"b")
    assert (out.getvalue(), err.getvalue()) == ("ä", "b")
