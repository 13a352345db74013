from __future__ import annotations

from typing import Any

import pytest

from generator.lint.configuration import Wrong, configured
from generator.lint.settings import Configuration


def test_a_section() -> None:
    section = {
        "profile": "strict",
        "pod-security": "baseline",
        "kube-versions": ["1.31", "1.34"],
        "strict": True,
        "exclude": ["vendor/*"],
        "rules": {"chart": False, "broken": {"severity": "warning"}},
    }
    found, wrong = configured(section)
    assert wrong == []
    assert found == Configuration(
        "strict",
        "baseline",
        ("1.31", "1.34"),
        True,
        ("vendor/*",),
        (),
        {"chart": "off", "broken": "warning"},
        {"broken": {}, "chart": {}},
    )


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        (3, Wrong((), "must be a map")),
        ({"profil": "strict"}, Wrong(("profil",), "there is no profil here", "did you mean profile?")),
        ({"profile": "hard"}, Wrong(("profile",), "must be minimal, recommended or strict")),
        ({"exclude": "x"}, Wrong(("exclude",), "must be a list of texts: write each in quotes")),
        ({"rules": []}, Wrong(("rules",), "must be a map of rules")),
        (
            {"rules": {"wrong-typ": "error"}},
            Wrong(("rules", "wrong-typ"), "there is no wrong-typ here", "did you mean wrong-type?"),
        ),
        (
            {"rules": {"wrong-type": "off"}},
            Wrong(("rules", "wrong-type"), "what the API server refuses cannot be lowered", "leave it out"),
        ),
        (
            {"rules": {"broken": "fatal"}},
            Wrong(
                ("rules", "broken"), "must be error, warning, note or off", "a map with severity and options also works"
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_section(section: Any, problem: Wrong) -> None:
    assert configured(section) == (Configuration(), [problem])
