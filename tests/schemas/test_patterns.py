from __future__ import annotations

import pytest

from generator.schemas.formats import FORMATS
from generator.schemas.limits import LONGEST, beyond, compiled
from generator.schemas.patterns import translated


@pytest.mark.parametrize(
    ("go", "python"),
    [
        ("^a$", r"^a\Z"),
        (r"^a\$b$", r"^a\$b\Z"),
        ("[$]", "[$]"),
        (r"a\z", r"a\Z"),
        ("[[:alpha:]_]+", "[A-Za-z_]+"),
        ("[[:nonsense:]]", r"[\[:nonsense:]]"),
        ("[]a]", r"[\]a]"),
        ("[^]a]$", r"[^\]a]\Z"),
        ("[[^]$", r"[\[^]\Z"),
        (r"[\]$]", r"[\]$]"),
        ("[a&&b]", r"[a\&\&b]"),
        ("^(?i)(on|off)$", r"(?i)^(on|off)\Z"),
    ],
)
def test_what_the_languages_say_differently(go: str, python: str) -> None:
    assert translated(go) == python
    assert compiled(go) is not None


@pytest.mark.parametrize("pattern", [r"\pL", r"\QA\E", "(", "a{2,1}", "(?<b>y)", "[a"])
def test_what_python_has_not(pattern: str) -> None:
    assert compiled(pattern) is None
    assert beyond("x", {"pattern": pattern}, ()) == []


def test_digits_are_ascii() -> None:
    assert beyond("٣", {"pattern": r"^\d$"}, ()) != []


def test_very_long_texts_are_not_tried() -> None:
    assert beyond("b" * LONGEST, {"pattern": "^a"}, ()) != []
    assert beyond("b" * (LONGEST + 1), {"pattern": "^a"}, ()) == []


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("date", "2026-01-31", "2026-31-01"),
        ("date-time", "2026-01-31T12:00:00Z", "2026-01-31"),
        ("date-time", "2026-01-31T12:00:00.5+02:00", "today"),
        ("byte", "aGVsbG8=", "hello!"),
        ("byte", "aGVs\nbG8=\n", "aGVsbG8"),
        ("ipv4", "10.0.0.1", "::1"),
        ("ipv6", "::1", "10.0.0.1"),
        ("cidr", "10.0.0.1/8", "10.0.0.1"),
        ("cidr", "fd00::/8", "10.0.0.0/33"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123"),
        ("mac", "00:00:5e:00:53:01", "00:00"),
    ],
)
def test_formats(name: str, good: str, bad: str) -> None:
    fits, words = FORMATS[name]
    assert words
    assert fits(good)
    assert not fits(bad)


def test_formats_that_are_not_known_pass() -> None:
    assert beyond("x", {"format": "hostname"}, ()) == []
