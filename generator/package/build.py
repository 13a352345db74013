"""The address of the build that makes a package, as CI systems say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESSES = ("CI_PIPELINE_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL", "BUILD_URL")
"""The variables of GitLab, Buildkite, CircleCI and Jenkins that hold the whole address.

Of the pipeline where there is one: a job that is tried again then gives the same package."""
NONE = "none"


def build_address(given: str, environment: Mapping[str, str]) -> str:
    """The address that was given, "" for ``none``; else the one that the variables of a CI system say, "" without one.

    Names and passwords in it, a query and a fragment are left out: nobody should read them in a release. UsageError
    where the given one is no address.
    """
    if given == NONE:
        return ""
    if given:
        address = _public(given)
        if not address:
            raise UsageError(f"--build-url {_shown(given)}: is no address; write it as https://…, or {NONE}")
        return address
    return _known(environment)


def _known(environment: Mapping[str, str]) -> str:
    if environment.get("GITHUB_RUN_ID"):
        parts = [environment.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY")]
        return _public("/".join([*parts, "actions/runs", environment["GITHUB_RUN_ID"]])) if all(parts) else ""
    if environment.get("BUILD_BUILDID"):  # Azure Pipelines, whose addresses have the build in the query
        parts = [environment.get(f"SYSTEM_{name}", "") for name in ("COLLECTIONURI", "TEAMPROJECT")]
        address = _public(f"{parts[0].rstrip('/')}/{parts[1]}/_build/results") if all(parts) else ""
        return f"{address}?buildId={environment['BUILD_BUILDID']}" if address else ""
    if environment.get("BITBUCKET_BUILD_NUMBER"):
        name, number = environment.get("BITBUCKET_REPO_FULL_NAME", ""), environment["BITBUCKET_BUILD_NUMBER"]
        return f"https://bitbucket.org/{name}/pipelines/results/{number}" if name else ""
    return next((found for name in _ADDRESSES if (found := _public(environment.get(name, "")))), "")


def _public(address: str) -> str:
    """An address without what only its owner should know, "" where it is none."""
    from urllib.parse import quote, urlsplit

    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{port}{quote(parts.path, safe='/%:@!$&()*+,;=~-._')}"


def _shown(text: str) -> str:
    """The text up to where a password may stand."""
    return text if "@" not in text else "…@" + text.rpartition("@")[2]
