"""Names, labels and ports are what Kubernetes' own expressions say, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint import syntax

if TYPE_CHECKING:
    from collections.abc import Callable

LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
NAME = r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
UNDERSCORED = r"_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
TEXTS = st.text(alphabet="aZ09-_./* ", max_size=12)


@pytest.mark.parametrize(
    ("check", "pattern"),
    [
        (syntax.dns_label, LABEL),
        (syntax.dns_1035_label, r"[a-z]([-a-z0-9]*[a-z0-9])?"),
        (syntax.dns_subdomain, rf"{LABEL}(\.{LABEL})*"),
        (syntax.dns_subdomain_with_underscores, rf"{UNDERSCORED}(\.{UNDERSCORED})*"),
        (syntax.wildcard_subdomain, rf"\*\.{LABEL}(\.{LABEL})*"),
        (syntax.qualified_name, rf"({LABEL}(\.{LABEL})*/)?{NAME}"),
        (syntax.label_value, rf"({NAME})?"),
        (syntax.port_name, r"(?!.*--)(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?"),
        (syntax.config_key, r"(?!\.\.)(?!\.$)[-._a-zA-Z0-9]+"),
        (syntax.path_segment, r"(?!\.{1,2}$)[^/%]*"),
        (syntax.percent, r"[0-9]+%"),
        (syntax.fully_qualified_name, rf"{LABEL}(\.{LABEL}){{2,}}"),
        (syntax.domain_name, rf"{LABEL}(\.{LABEL})+\.?"),
        (syntax.domain_prefixed_path, rf"{LABEL}(\.{LABEL})*/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@given(text=TEXTS)
def test_the_verdict_is_that_of_the_expression(check: Callable[[str], str | None], pattern: str, text: str) -> None:
    assert (check(text) is None) == (re.fullmatch(pattern, text) is not None)


@pytest.mark.parametrize(
    ("check", "most"),
    [
        (syntax.dns_label, 63),
        (syntax.dns_1035_label, 63),
        (syntax.dns_subdomain, 253),
        (syntax.label_value, 63),
        (syntax.qualified_name, 63),
        (syntax.port_name, 15),
        (syntax.config_key, 253),
    ],
)
def test_the_longest_that_is_allowed(check: Callable[[str], str | None], most: int) -> None:
    assert check("a" * most) is None
    assert check("a" * (most + 1)) == f"it has {most + 1} characters, and {most} are allowed"


def test_the_reason_names_the_first_character_that_is_foreign() -> None:
    assert syntax.dns_label("a b") == "it has a blank, and only lower-case letters, digits and '-' are allowed"
    assert syntax.dns_label("a\n") == "it has a line break, and only lower-case letters, digits and '-' are allowed"
    assert syntax.config_key("..a") == "it must not begin with '..'"
    assert syntax.qualified_name("/a") == "its prefix, before the '/', is empty"
    assert syntax.qualified_name("a/b/c") == "it has more than one '/'"
