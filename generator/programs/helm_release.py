"""How helm is called for releases in a cluster; the flags are those that Helm 3 and Helm 4 share.

Nothing is rolled back by helm itself (``--atomic``, ``--rollback-on-failure``): that would take away what tells why an
upgrade failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = 10
"""How many revisions of a release stay (helm's own default)."""


class Release(NamedTuple):
    """A release: the program, the release's name, and where it is; ``context`` "" for the kubeconfig's own."""

    program: str
    name: str
    namespace: str
    context: str = ""


def _where(release: Release) -> list[str]:
    context = ["--kube-context", release.context] if release.context else []
    return ["--namespace", release.namespace, *context]


def upgrade_arguments(
    release: Release, chart: str, values: Sequence[str], seconds: int, description: str = ""
) -> list[str]:
    """Installs or upgrades a release and waits until its pods are ready, so that later hooks find them."""
    files = [argument for path in values for argument in ("--values", path)]
    waiting = ["--create-namespace", "--wait", "--timeout", f"{seconds}s", "--history-max", str(KEPT)]
    told = ["--description", description] if description else []
    return [release.program, "upgrade", release.name, chart, "--install", *_where(release), *files, *waiting, *told]


def rollback_arguments(release: Release, revision: int, seconds: int) -> list[str]:
    """Goes back to a revision, as a new one, and waits until its pods are ready."""
    return [
        *(release.program, "rollback", release.name, str(revision)),
        *_where(release),
        *("--wait", "--timeout", f"{seconds}s", "--history-max", str(KEPT)),
    ]


def test_arguments(release: Release, seconds: int) -> list[str]:
    """Runs the tests of a release."""
    return [release.program, "test", release.name, *_where(release), "--timeout", f"{seconds}s"]


def history_arguments(release: Release) -> list[str]:
    """Prints the revisions of a release as JSON; fails where there is no such release."""
    return [release.program, "history", release.name, *_where(release), "--output", "json"]


def manifest_arguments(release: Release) -> list[str]:
    """Prints the manifests of the last revision, without hooks."""
    return [release.program, "get", "manifest", release.name, *_where(release)]


def uninstall_arguments(release: Release) -> list[str]:
    """Takes a release away."""
    return [release.program, "uninstall", release.name, *_where(release)]
