"""Cron schedules: what robfig/cron's ParseStandard reads, and what not."""

from __future__ import annotations

import pytest

from generator.lint.cron import fault, is_duration


@pytest.mark.parametrize(
    "schedule",
    [
        "* * * * *",
        "*/5 0-23/2 1,15 jan-MAR mon-fri",
        "0 0 ? * ?",
        "5/15 * * * *",
        "+5 * * * *",
        ", * * * *",
        "1,,2 * * * *",
        "*-nonsense * * * *",
        "0 0 31 2 6",
        "  0   3 * * sun ",
        "@hourly",
        "@every 1h30m",
        "@every 0",
    ],
)
def test_a_schedule_that_is_read(schedule: str) -> None:
    assert fault(schedule) is None


@pytest.mark.parametrize(
    ("schedule", "reason"),
    [
        ("", "it has 0 fields"),
        ("* * * *", "it has 4 fields"),
        ("0 * * * * *", "it has 6 fields"),
        ("60 * * * *", "the minute, 60, is not between 0 and 59"),
        ("* 24 * * *", "the hour, 24, is not between 0 and 23"),
        ("* * 0 * *", "is not between 1 and 31"),
        ("* * * 13 *", "is not between 1 and 12"),
        ("* * * * 7", "the day of the week, 7, is not between 0 and 6"),
        ("* * * * L", "is no number or name"),
        ("*/0 * * * *", "has a step of 0"),
        ("*/5/2 * * * *", "more than one slash"),
        ("1-2-3 * * * *", "more than one hyphen"),
        ("9-5 * * * *", "begins after its end"),
        ("5- * * * *", "lacks a number"),
        ("1_0 * * * *", "is no number"),
        ("\uff11 * * * *", "is no number"),
        ("*/9223372036854775808 * * * *", "is too large a number"),
        ("@Daily", "the descriptors are"),
        ("@reboot", "the descriptors are"),
        ("@every", "the descriptors are"),
        ("@every 5", "'5' is no duration"),
    ],
)
def test_a_schedule_that_is_not(schedule: str, reason: str) -> None:
    assert reason in (fault(schedule) or "")


@pytest.mark.parametrize("text", ["0", "+0", "1h", "1.5h", ".5s", "5.s", "-2ms", "1h30m10s", "1us", "1µs"])
def test_a_duration(text: str) -> None:
    assert is_duration(text)


@pytest.mark.parametrize("text", ["", "5", "h", ".s", "1d", "1h 5m", "1.2.3s", "9999999999h", "-", "1sm"])
def test_no_duration(text: str) -> None:
    assert not is_duration(text)
