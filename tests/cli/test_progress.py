from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from generator.cli import progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in the place of stderr; no fixture, because pytest puts its own there before a test begins."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    return found


def test_a_long_run_says_what_it_does_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    shown = terminal(monkeypatch)
    assert list(progress.Progress().told(["charts/shop", "web"], str)) == ["charts/shop", "web"]
    assert shown.getvalue() == "\rcharts/shop\rweb        \r   \r"


def test_a_short_run_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    assert list(progress.Progress().told(["a"], str)) == ["a"]
    assert shown.getvalue() == ""


def test_nothing_is_said_where_nobody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    assert list(progress.Progress().told(["a"], str)) == ["a"]
    assert shown.getvalue() == ""
