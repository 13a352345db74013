"""Clusters by name: starting, finding and ending them.

A cluster is a folder below the folder for temporary files, which only its user can enter, and a keeper that holds the
lock in it. A folder whose lock nobody holds belonged to a keeper that was killed; whoever comes next removes it.
"""

from __future__ import annotations

import fcntl
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from scripts.controlplane.binaries import ROOT, cache_folder, provide
from scripts.controlplane.processes import StartError, kill_those_of

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

PREFIX = "fairlead-cluster-"
SERVER = (("etcd",), ("kube-apiserver",))
WHOLE = (("etcd",), ("kube-apiserver", "kube-controller-manager", "kube-scheduler"))
"""What is needed without and with nodes; programs that stand together must come from one place, as one version."""
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,14}[a-z0-9])?")
YOUNG = 60.0
"""Seconds for which a folder without a lock may be one that is just being made."""
PATIENCE = 15.0
"""Seconds that a keeper has to end."""


class Cluster:
    """A cluster that this process has started. It ends with ``stop``, and with this process unless it is detached."""

    def __init__(self, name: str, nodes: int = 3, *, cache: str = "", detached: bool = False) -> None:
        """Starts it: with no nodes an API server alone.

        ``cache`` is where programs are looked for and compiled to. Raises UnavailableError where a program is missing
        and StartError where one does not start.
        """
        programs = programs_for(nodes, cache or cache_folder())
        sweep()
        self.name = name
        self.folder = tempfile.mkdtemp(prefix=f"{PREFIX}{name}.")
        self.kubeconfig = os.path.join(self.folder, "kubeconfig")
        arguments = [self.folder, name, str(nodes), "0" if detached else "1"]
        arguments += [f"{program}={path}" for program, path in programs.items()]
        lock = _lock(self.folder)
        self._keeper = subprocess.Popen(
            [sys.executable, "-m", "scripts.controlplane.keeper", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": ROOT},
            stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if detached else None,
            start_new_session=True,
            pass_fds=[lock],
        )
        os.close(lock)  # the keeper holds it from here on
        self._wait()

    def _wait(self) -> None:
        """Until the keeper has said what there is to say."""
        try:
            said = self._keeper.stdout.read().decode() if self._keeper.stdout else ""
        except BaseException:  # Ctrl-C too
            self.stop()
            raise
        if said != "ready":
            self.stop()
            raise StartError(said or "the keeper of the cluster ended")

    def stop(self) -> None:
        """Ends all processes and removes the folder; nothing is left when it returns."""
        if self._keeper.stdin is not None:
            self._keeper.stdin.close()
        self._keeper.terminate()
        try:
            self._keeper.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()
        if self._keeper.stdout is not None:
            self._keeper.stdout.close()
        _clear(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def programs_for(nodes: int, cache: str) -> dict[str, str]:
    """The paths of the programs that such a cluster needs; UnavailableError where one is missing."""
    return {key: path for group in (WHOLE if nodes else SERVER) for key, path in provide(group, cache).items()}


def folders(name: str = "*") -> list[str]:
    """The folders of this user's clusters of a name, of all without one, running or left behind."""
    found = glob.glob(os.path.join(glob.escape(tempfile.gettempdir()), f"{PREFIX}{name}.*"))
    return sorted(path for path in found if os.stat(path).st_uid == os.getuid())


def name_of(folder: str) -> str:
    """The name of the cluster in a folder."""
    return os.path.basename(folder).removeprefix(PREFIX).partition(".")[0]


def is_running(folder: str) -> bool:
    """Whether somebody keeps the cluster of a folder."""
    try:
        with open(os.path.join(folder, "lock"), "rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def end(folder: str) -> None:
    """Ends the cluster of a folder, whoever started it."""
    if is_running(folder):
        with open(os.path.join(folder, "keeper"), encoding="utf-8") as file:
            keeper = int(file.read())
        os.kill(keeper, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while is_running(folder):
            if time.monotonic() > until:
                os.kill(keeper, signal.SIGKILL)
            time.sleep(0.05)
    _clear(folder)


def sweep() -> None:
    """Removes what keepers that were killed have left behind."""
    for folder in folders():
        young = time.time() - os.stat(folder).st_mtime < YOUNG and not os.path.exists(os.path.join(folder, "lock"))
        if not young and not is_running(folder):
            _clear(folder)


def _lock(folder: str) -> int:
    lock = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _clear(folder: str) -> None:
    kill_those_of(folder)
    shutil.rmtree(folder, ignore_errors=True)
