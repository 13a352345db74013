"""A cluster comes and goes without a trace, however it is ended, and beside others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from scripts.controlplane import clusters
from scripts.controlplane.api import Api
from scripts.controlplane.clusters import Cluster, end, folders, is_running
from scripts.controlplane.processes import StartError
from tests.cluster.live import until

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("cluster")]

PROCESSES = {"etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"}


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clusters of these tests are in a folder of their own, so that what they leave can be seen."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def running(text: str) -> list[str]:
    """The command lines of all processes that mention something, but for this one's."""
    done = subprocess.run(["ps", "-eww", "-o", "args="], capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if text in line]


def command(repository: Path, programs: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    cache = os.path.dirname(os.path.dirname(programs))
    return [sys.executable, str(repository / "scripts" / "cluster"), *arguments], {
        **os.environ,
        "XDG_CACHE_HOME": cache,
    }


def test_it_leaves_no_process_and_no_folder(programs: str, tmp_path: Path) -> None:
    with Cluster("whole", 1, cache=programs) as cluster:
        started = {os.path.basename(line.split()[0]) for line in running(cluster.folder)}
        assert started >= PROCESSES
        assert oct(os.stat(cluster.kubeconfig).st_mode & 0o777) == "0o600"
    assert running(str(tmp_path)) == []
    assert os.listdir(tmp_path) == []


def test_it_ends_with_its_owner(programs: str, repository: Path, tmp_path: Path) -> None:
    words, environment = command(repository, programs, "run", "--nodes", "0", "--", "sh", "-c", "echo up; sleep 3")
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, start_new_session=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"up\n"
        assert running(str(tmp_path))
        owner.send_signal(signal.SIGKILL)
    until(lambda: running(str(tmp_path)) == [])
    until(lambda: os.listdir(tmp_path) == [])


def test_what_a_killed_keeper_leaves_is_removed_by_whoever_comes_next(programs: str, tmp_path: Path) -> None:
    with Cluster("killed", 0, cache=programs) as killed:
        with open(os.path.join(killed.folder, "keeper"), encoding="utf-8") as file:
            os.kill(int(file.read()), signal.SIGKILL)
        until(lambda: not is_running(killed.folder))
        with Cluster("next", 0, cache=programs) as following:
            assert folders() == [following.folder]
            assert running(killed.folder) == []
    assert os.listdir(tmp_path) == []


def test_a_keeper_ends_when_one_of_its_processes_does(programs: str, tmp_path: Path) -> None:
    cluster = Cluster("broken", 0, cache=programs, detached=True)
    with open(os.path.join(cluster.folder, "pids"), encoding="utf-8") as file:
        os.kill(int(file.readline()), signal.SIGKILL)
    until(lambda: running(str(tmp_path)) == [])
    assert os.listdir(tmp_path) == []
    cluster.stop()


def test_one_that_does_not_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("etcd", "kube-apiserver"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\necho {name} is out of order\nexit 3\n")
        program.chmod(0o755)
    monkeypatch.setenv("KUBEBUILDER_ASSETS", str(tmp_path / "bin"))
    with pytest.raises(StartError, match=r"kube-apiserver ended with exit code 3:\n    kube-apiserver is out of order"):
        Cluster("bad", 0, cache=str(tmp_path / "cache"))
    assert os.listdir(tmp_path) == ["bin"]


def test_several_do_not_see_each_other(programs: str) -> None:
    with Cluster("same", 0, cache=programs) as one, Cluster("same", 0, cache=programs) as two:
        with closing(Api(one.kubeconfig)) as first, closing(Api(two.kubeconfig)) as second:
            assert first.request("POST", "/api/v1/namespaces", {"metadata": {"name": "here"}}).status == 201
            assert second.request("GET", "/api/v1/namespaces/here").status == 404
        with open(one.kubeconfig, encoding="utf-8") as file:
            config = json.load(file)
        config["users"][0]["user"]["token"] = "f" * 32
        with open(one.kubeconfig, "w", encoding="utf-8") as file:
            json.dump(config, file)
        with closing(Api(one.kubeconfig)) as stranger:
            assert stranger.request("GET", "/api/v1/namespaces/here").status == 401


def test_up_and_down(programs: str, repository: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        words, environment = command(repository, programs, *arguments)
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stdout

    code, kubeconfig = run("up", "--name", "mine", "--nodes", "0")
    assert (code, kubeconfig.startswith(str(tmp_path))) == (0, True)
    assert run("up", "--name", "mine") == (0, kubeconfig)
    assert run("list") == (0, f"mine\t{kubeconfig}")
    assert run("down", "--name", "other") == (0, "")
    assert len(folders("mine")) == 1
    assert run("down", "--name", "mine") == (0, "")
    assert (running(str(tmp_path)), os.listdir(tmp_path)) == ([], [])
    assert run("run", "--nodes", "0", "--", "sh", "-c", "exit 7") == (7, "")
    assert run("up", "--name", "No")[0] == 2


def test_a_keeper_that_hangs_is_killed(programs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    cluster = Cluster("hangs", 0, cache=programs, detached=True)
    with open(os.path.join(cluster.folder, "keeper"), encoding="utf-8") as file:
        os.kill(int(file.read()), signal.SIGSTOP)
    started = time.monotonic()
    end(cluster.folder)
    assert time.monotonic() - started < 10
    assert (running(str(tmp_path)), os.listdir(tmp_path)) == ([], [])
    cluster.stop()
