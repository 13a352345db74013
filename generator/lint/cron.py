"""Cron schedules as CronJobs read them: five fields or a descriptor.

Source: github.com/robfig/cron/v3 parser.go (ParseStandard), which kube-apiserver asks.
"""

from __future__ import annotations

_DESCRIPTORS = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly")
_EVERY = "@every "
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 6, _DAYS),
)
_NANOSECONDS = {
    "ns": 1,
    "us": 10**3,
    "µs": 10**3,
    "μs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_LONGEST = 2**63 - 1
_MOST_DIGITS = 19


class _WrongError(Exception):
    pass


def fault(schedule: str) -> str | None:
    """What is wrong with a schedule, None where nothing is; ``TZ=`` and ``CRON_TZ=`` are for the caller to refuse."""
    try:
        _check(schedule)
    except _WrongError as wrong:
        return str(wrong)
    return None


def _check(schedule: str) -> None:
    if schedule.startswith("@"):
        _check_descriptor(schedule)
        return
    fields = schedule.split()
    if len(fields) != len(_FIELDS):
        raise _WrongError(f"it has {len(fields)} fields where 5 are needed (minute, hour, day, month, day of the week)")
    for field, (name, least, most, names) in zip(fields, _FIELDS, strict=True):
        for item in filter(None, field.split(",")):
            try:
                _check_range(item, least, most, names)
            except _WrongError as wrong:
                raise _WrongError(f"the {name}, {item}, {wrong}") from None


def _check_range(item: str, least: int, most: int, names: tuple[str, ...]) -> None:
    bounds, *steps = item.split("/")
    first, *rest = bounds.split("-")
    if first in ("*", "?"):  # what follows a hyphen after a star is never read
        start, end = least, most
    else:
        if len(rest) > 1:
            raise _WrongError("has more than one hyphen")
        start = _number(first, least, names)
        end = _number(rest[0], least, names) if rest else start
    if len(steps) > 1:
        raise _WrongError("has more than one slash")
    step = _number(steps[0], 0, ()) if steps else 1
    if steps and not rest:
        end = most
    if start < least or end > most:
        raise _WrongError(f"is not between {least} and {most}")
    if start > end:
        raise _WrongError("begins after its end")
    if step == 0:
        raise _WrongError("has a step of 0")


def _number(text: str, least: int, names: tuple[str, ...]) -> int:
    if text.lower() in names:
        return names.index(text.lower()) + least
    digits = text[1:] if text[:1] == "+" else text
    if not (digits.isascii() and digits.isdigit()):
        raise _WrongError(f"is no number{' or name' if names else ''}" if text else "lacks a number")
    if len(digits.lstrip("0")) > _MOST_DIGITS or int(digits) > _LONGEST:
        raise _WrongError("is too large a number")
    return int(digits)


def _check_descriptor(schedule: str) -> None:
    if schedule.startswith(_EVERY):
        if not is_duration(schedule.removeprefix(_EVERY)):
            raise _WrongError(f"{schedule.removeprefix(_EVERY)!r} is no duration such as 90s or 1h30m")
    elif schedule not in _DESCRIPTORS:
        raise _WrongError(f"the descriptors are {', '.join(_DESCRIPTORS)} and @every")


def is_duration(text: str) -> bool:
    """Whether Go's time.ParseDuration reads a text: ``1h30m``, ``1.5s``, ``-2ms``, ``0``."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return True
    total, seen = 0.0, bool(rest)
    while rest:
        number = _leading(rest, "0123456789.")
        rest = rest[len(number) :]
        unit = _leading(rest, "nuµμmsh")
        rest = rest[len(unit) :]
        if unit not in _NANOSECONDS or number.count(".") > 1 or number in ("", "."):
            return False
        total += float(number) * _NANOSECONDS[unit]
    return seen and total <= _LONGEST


def _leading(text: str, characters: str) -> str:
    return text[: len(text) - len(text.lstrip(characters))]
