"""How long containers take to end."""

from __future__ import annotations

from typing import Any

import pytest

from generator.objects import shutdown
from tests.lint.scoping import scope_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("180", 180),
        ("90s", 90),
        ("1.5m", 90),
        ("1h", 3600),
        (5, 5),
        ("", None),
        ("soon", None),
        ("s", None),
        (None, None),
    ],
)
def test_durations(value: Any, expected: float | None) -> None:
    assert shutdown.duration(value) == expected


@pytest.mark.parametrize(
    ("hook", "seconds"),
    [
        ("{sleep: {seconds: 7}}", 7),
        ("{exec: {command: [sleep, '10']}}", 10),
        ("{exec: {command: [/bin/sleep, 1m, 5s]}}", 65),
        ("{exec: {command: [/bin/sh, -c, 'sleep 3 && nginx -s quit;sleep 4']}}", 7),
        ("{exec: {command: [busybox, sh, -c, /bin/sleep 3]}}", 3),
        ("{exec: {command: [sh, -c, 'while true; do sleep 5; done']}}", None),
        ("{exec: {command: [nginx, -s, quit]}}", None),
        ("{exec: {command: []}}", None),
        ("{httpGet: {port: 80}}", None),
    ],
)
def test_the_sleep_of_pre_stop(hook: str, seconds: float | None) -> None:
    container = f"{{name: web, image: 'a:1', lifecycle: {{preStop: {hook}}}}}"
    text = f"{{apiVersion: v1, kind: Pod, metadata: {{name: web}}, spec: {{containers: [{container}]}}}}"
    (web,) = scope_of(text).pods
    pause = shutdown.pause(web.containers[0])
    assert (pause.seconds if pause else None) == seconds
    assert shutdown.grace(web) == 30


def test_seconds_in_words() -> None:
    assert [shutdown.seconds(value) for value in (30.0, 1.5)] == ["30 s", "1.5 s"]


@pytest.mark.parametrize(("program", "expected"), [("/bin/sh", True), ("bash", True), ("shell", False), ("", False)])
def test_shells(program: str, expected: bool) -> None:
    assert shutdown.is_shell(program) is expected
