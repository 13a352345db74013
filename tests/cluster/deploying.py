"""The ways to bring a version into a cluster and back: the real helm, and kubectl with the manifests."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tests.cluster.live import Live
    from tests.cluster.versions import Version


class Way(Protocol):
    """How a version is installed, another one put in its place, and the first one brought back."""

    def install(self, version: Version) -> None: ...
    def upgrade(self, version: Version) -> None: ...
    def roll_back(self) -> None: ...


class ByHelm:
    """A release of the chart. Hooks are waited for, nothing else is."""

    def __init__(self, live: Live, helm: str, release: str) -> None:
        self._live = live
        self._helm = helm
        self._release = release

    def install(self, version: Version) -> None:
        self._run("install", self._release, version.chart, "-f", version.values)

    def upgrade(self, version: Version) -> None:
        self._run("upgrade", self._release, version.chart, "-f", version.values)

    def roll_back(self) -> None:
        self._run("rollback", self._release, "1")

    def _run(self, *arguments: str) -> None:
        environment = {**os.environ, "KUBECONFIG": self._live._kubeconfig}
        command = [self._helm, *arguments, "-n", self._live.namespace]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"


class ByKubectl:
    """The manifests as they are, applied by the server."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._first: Version | None = None

    def install(self, version: Version) -> None:
        self._first = version
        self.upgrade(version)

    def upgrade(self, version: Version) -> None:
        done = self._live.kubectl("apply", "--server-side", "-R", "-f", version.manifests)
        assert done.returncode == 0, done.stderr

    def roll_back(self) -> None:
        assert self._first is not None
        self.upgrade(self._first)
