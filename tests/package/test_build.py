"""The address of the build: from a flag or a CI system, without what nobody should read."""

from __future__ import annotations

import pytest

from generator.errors import UsageError
from generator.package.build import build_address

GITHUB = {
    "GITHUB_SERVER_URL": "https://github.example.com",
    "GITHUB_REPOSITORY": "acme/shop",
    "GITHUB_RUN_ID": "42",
    "GITHUB_RUN_ATTEMPT": "2",
}
AZURE = {"BUILD_BUILDID": "7", "SYSTEM_COLLECTIONURI": "https://dev.example.com/acme/", "SYSTEM_TEAMPROJECT": "My shop"}
KNOWN = [
    (GITHUB, "https://github.example.com/acme/shop/actions/runs/42"),
    (
        {"CI_PIPELINE_URL": "https://gitlab.example.com/a/b/-/pipelines/1"},
        "https://gitlab.example.com/a/b/-/pipelines/1",
    ),
    ({"BUILD_URL": "http://jenkins:8080/job/shop/3/"}, "http://jenkins:8080/job/shop/3/"),
    (AZURE, "https://dev.example.com/acme/My%20shop/_build/results?buildId=7"),
    (
        {"BITBUCKET_BUILD_NUMBER": "5", "BITBUCKET_REPO_FULL_NAME": "acme/shop"},
        "https://bitbucket.org/acme/shop/pipelines/results/5",
    ),
    ({"GITHUB_RUN_ID": "42"}, ""),
    ({"BUILD_URL": "nonsense"}, ""),
    ({}, ""),
]


@pytest.mark.parametrize(("environment", "address"), KNOWN)
def test_what_ci_says(environment: dict[str, str], address: str) -> None:
    assert build_address("", environment) == address


def test_what_is_given_wins() -> None:
    assert build_address("https://ci.example.com/1", GITHUB) == "https://ci.example.com/1"
    assert build_address("none", GITHUB) == ""


def test_no_secret_gets_through() -> None:
    given = "https://user:hunter2@ci.example.com:8443/job/1?token=hunter2#hunter2"
    assert build_address(given, {}) == "https://ci.example.com:8443/job/1"
    assert build_address("", {"BUILD_URL": given}) == "https://ci.example.com:8443/job/1"


@pytest.mark.parametrize(
    "wrong", ["ci", "ftp://ci/1", "https://", "https://[::1/x", "https://ci:port/x", "//u:hunter2@ci/1"]
)
def test_what_is_no_address(wrong: str) -> None:
    with pytest.raises(UsageError, match="is no address") as error:
        build_address(wrong, {})
    assert "hunter2" not in str(error.value)
