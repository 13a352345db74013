"""fairlead as it is called, with a cluster's kubeconfig, and an app to hand over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.cluster.live import Live

REPOSITORY = Path(__file__).resolve().parent.parent.parent
APP = """\
apiVersion: fairlead/v1
name: shop
version: "{version}"
image: registry.example.com/shop:{tag}
components:
  web:
    type: web
    replicas: {replicas}
    ports: {{http: 8080}}
    probes:
      readiness: {{httpGet: {{path: /readyz, port: http}}, periodSeconds: 1, initialDelaySeconds: {delay}}}
      startup: {{httpGet: {{path: /readyz, port: http}}, budgetSeconds: 2}}
    rollout: {{minReadySeconds: 1, progressDeadlineSeconds: {deadline}}}
    shutdown: {{preStopSleepSeconds: 1}}
{more}environments:
  live:
    cluster: {{kubeVersion: "1.37", namespace: {namespace}}}
    protected: {protected}
"""


class Handover:
    """An app of its own folder, one environment of it, and the cluster that it goes to."""

    def __init__(self, live: Live, folder: Path, helm: str = "") -> None:
        self._live = live
        self._folder = folder
        self.environment = {
            **os.environ,
            "KUBECONFIG": live._kubeconfig,
            "FAIRLEAD_KUBECTL": live._kubectl,
            "PYTHONPATH": str(REPOSITORY),
            **({"FAIRLEAD_HELM": helm} if helm else {}),
        }
        (folder / ".git").mkdir()  # nobody's configuration further up counts

    def describe(
        self,
        tag: str = "1.0.0",
        *,
        version: str = "",
        replicas: int = 2,
        deadline: int = 5,
        slow: bool = False,
        more: str = "",
        protected: bool = False,
    ) -> None:
        text = APP.format(
            version=version or tag,
            tag=tag,
            replicas=replicas,
            deadline=30 if slow else deadline,
            delay=6 if slow else 0,  # time to stop the run in the middle
            more=more,
            namespace=self._live.namespace,
            protected=json.dumps(protected),
        )
        (self._folder / "app.yaml").write_text(text)

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.argv(command, *arguments),
            cwd=self._folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    def start(self, command: str, *arguments: str) -> subprocess.Popen[str]:
        """A run in a process group of its own, so that it can be killed with the programs that it runs."""
        return subprocess.Popen(
            self.argv(command, *arguments),
            cwd=self._folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    @staticmethod
    def argv(command: str, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "generator", command, "--env", "live", *arguments]

    def json(self, command: str, *arguments: str) -> Any:
        """What a command says as JSON; it must succeed."""
        done = self.run(command, *arguments, "--output", "json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def succeed(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = self.run(command, *arguments)
        assert done.returncode == 0, done.stderr
        return done

    def statuses(self) -> list[str]:
        return [one["status"] for one in self.json("history")["revisions"]]

    def images(self) -> set[str]:
        """The images of the pods that stay."""
        staying = [pod for pod in self._live.pods() if not pod["metadata"].get("deletionTimestamp")]
        return {pod["spec"]["containers"][0]["image"].rpartition(":")[2] for pod in staying}
