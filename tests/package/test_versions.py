"""Semantic versions: what is taken as it is, what is made one, and what is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.package.versions import after, precedence, semantic

# As semver.org suggests it, in "Is there a suggested regular expression".
STRICT = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
    r"(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?",
    re.ASCII,
)

MEANT = {
    "1.2.3": "1.2.3",
    "0.0.0": "0.0.0",
    " 1.2.3\n": "1.2.3",
    "v1.2.3": "1.2.3",
    "V1.2.3-rc.1": "1.2.3-rc.1",
    "1.2.3-SNAPSHOT": "1.2.3-SNAPSHOT",
    "1.2.3-x.7.z.92+build-5": "1.2.3-x.7.z.92+build-5",
    "1": "1.0.0",
    "v1.2": "1.2.0",
    "1.2-rc.1": "1.2.0-rc.1",
    "2026.01.05": "2026.1.5",
    "1.2.3-rc.01": "1.2.3-rc.1",
    "1.2.3rc1": "1.2.3-rc.1",
    "1.2.3.rc1": "1.2.3-rc.1",
    "1.2a2": "1.2.0-alpha.2",
    "1.2b": "1.2.0-beta.0",
    "1.2.3c4": "1.2.3-rc.4",
    "1.2.3.dev4": "1.2.3-dev.4",
    "1.2.3.dev4+g3fa633d.d20260101": "1.2.3-dev.4+g3fa633d.d20260101",
    "1.2.3+local_build": "1.2.3+local.build",
}
NONE = [
    "", "v", "latest", "main", "1.2.3.4", "1.2.3.post1", "1!1.2.3", "1.2.3rc1.dev4", "1.2.3.RELEASE", "1.2.3-",
    "1.2.3-a..b", "1.2.3-é", "-1.2.3", "1,2,3", "1.2.3 4", "${revision}", "workspace:*", "^1.2.3", ">=1", "1.x",
    "../1.2.3", "1.2.3/4", "\u0661.\u0662.\u0663", "1.2.3\0", "1" * 129, "1.2.3+",
]  # fmt: skip


@pytest.mark.parametrize(("text", "version"), MEANT.items())
def test_what_a_text_means(text: str, version: str) -> None:
    assert semantic(text) == version
    assert STRICT.fullmatch(version)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_version(text: str) -> None:
    assert semantic(text) is None


@given(st.one_of(st.text(), st.from_regex(r"\Av?[0-9]+(\.[0-9]+){0,3}[-.+_a-z0-9]*\Z")))
def test_whatever_comes_out_is_a_semantic_version_and_stays_one(text: str) -> None:
    version = semantic(text)
    if version is not None:
        assert STRICT.fullmatch(version)
        assert semantic(version) == version


def test_commits_after_a_release_lie_between_it_and_the_next() -> None:
    assert after("1.2.3", 4, "3fa633d") == "1.2.4-dev.4.g3fa633d"
    assert after("1.2.3+build", 4, "3fa633d") == "1.2.4-dev.4.g3fa633d"
    assert after("1.3.0-rc.1", 12, "0123456") == "1.3.0-rc.1.dev.12.g0123456"
    rising = ["1.2.3", after("1.2.3", 4, "f"), after("1.2.3", 10, "a"), "1.2.4"]
    rising += ["1.3.0-rc.1", after("1.3.0-rc.1", 2, "a"), "1.3.0-rc.2", "1.3.0"]
    assert sorted(rising, key=precedence) == rising


def test_precedence_is_that_of_the_specification() -> None:
    rising = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"]
    rising += ["1.0.0-rc.1", "1.0.0", "1.0.1", "1.9.0", "1.10.0", "2.0.0"]
    assert sorted(set(rising), key=precedence) == rising


def test_only_semantic_versions_are_followed() -> None:
    with pytest.raises(ValueError, match="v1"):
        after("v1", 1, "a")
    with pytest.raises(ValueError, match="v1"):
        precedence("v1")
