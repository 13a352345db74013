"""What happens to a pod on a node, from its start to its end, without any container.

A Pod is told what the API server says of it, and says itself what comes next and when; whoever has a clock calls it
then. Everything that it does is a request to the API server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.controlplane import statuses
from scripts.controlplane.api import STRATEGIC
from scripts.controlplane.behaviour import Behaviour, behaviour_of
from scripts.controlplane.nodes import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.controlplane.api import Api

LONGEST_PAUSE = 300.0
"""Seconds that a container that crashes again and again waits at most, as with a kubelet."""
GONE = ("Succeeded", "Failed")


class Step(NamedTuple):
    """What a pod wants to do, and after how many seconds."""

    after: float
    do: Callable[[], list[Step]]


class Pod:
    """A pod that is bound to a node of ours."""

    def __init__(self, value: dict[str, Any], ip: str, api: Api) -> None:
        self.value = value
        self.restarts = 0
        self.ended_at = 0.0
        """When it is to be gone, as the clock of ``stop`` tells; 0 while nobody wants that."""
        self._ip = ip
        self._api = api
        self._runs = False
        self._epoch = 0
        """Counts the turns that its life has taken: a step that was meant for an earlier one does nothing."""
        self._behaviour = Behaviour(0, "", 0, 0, 0, 0, "")

    @property
    def log(self) -> str:
        """What its containers have written."""
        told = self._behaviour.log or f"{self.value['metadata']['name']} has started"
        return f"{told}\n" + ("fatal: exiting with 1\n" if self._behaviour.fail == "crash" else "")

    def start(self) -> list[Step]:
        """Its containers start, or cannot."""
        try:
            self._behaviour = behaviour_of(self.value)
        except ValueError as error:
            self._tell("FailedSync", str(error))
            return []
        if self._behaviour.fail == "image":
            return self._pull("ErrImagePull", 1.0)
        return self._run()

    def stop(self, clock: float) -> list[Step]:
        """It is to end: hooks and containers take their time, the grace period at most.

        Asked again, with a shorter grace period, it ends sooner.
        """
        grace = float(self.value["metadata"].get("deletionGracePeriodSeconds", 30))
        wanted = min(self._behaviour.stop_after if self._runs else 0.0, grace)
        if self.ended_at and self.ended_at <= clock + wanted:
            return []
        self.ended_at = clock + wanted
        self._epoch += 1
        return [self._later(wanted, self._end)]

    def _pull(self, reason: str, pause: float) -> list[Step]:
        image = self.value["spec"]["containers"][0]["image"]
        message = f'Back-off pulling image "{image}"' if reason == "ImagePullBackOff" else f"{image}: not found"
        self._write("Pending", statuses.waiting(reason, message))
        self._tell("Failed" if reason == "ErrImagePull" else "BackOff", f'Failed to pull image "{image}": not found')
        following = "ImagePullBackOff" if reason == "ErrImagePull" else "ErrImagePull"
        longer = min(pause * 2, LONGEST_PAUSE)
        return [self._later(pause, lambda: self._pull(following, longer))]

    def _run(self) -> list[Step]:
        self._runs = True
        behaviour, ends = self._behaviour, self.value["spec"].get("restartPolicy", "Always") != "Always"
        probed = any("readinessProbe" in one for one in self.value["spec"]["containers"])
        may_be_ready = behaviour.fail != "readiness" and not (behaviour.fail == "crash" and probed)
        ready = may_be_ready and behaviour.ready_after == 0
        self._write("Running", statuses.running(), ready=ready)
        steps = []
        if behaviour.fail == "crash":
            steps.append(self._later(behaviour.crash_after, lambda: self._exit(1)))
        elif ends:
            steps.append(self._later(behaviour.run_for, lambda: self._exit(0)))
        if may_be_ready and not ready:
            steps.append(self._later(behaviour.ready_after, self._become_ready))
        elif behaviour.fail == "readiness":
            steps.append(self._later(1.0, self._stay_unready))
        return steps

    def _become_ready(self) -> list[Step]:
        self._write("Running", statuses.running(), ready=True)
        return []

    def _stay_unready(self) -> list[Step]:
        self._tell("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503")
        return [self._later(10.0, self._stay_unready)]

    def _exit(self, code: int) -> list[Step]:
        self._runs = False
        self._epoch += 1
        policy = self.value["spec"].get("restartPolicy", "Always")
        if policy == "Never" or code == 0:
            self._write("Failed" if code else "Succeeded", statuses.ended(code))
            return []
        self.restarts += 1
        pause = min(self._behaviour.restart_after * 2 ** (self.restarts - 1), LONGEST_PAUSE)
        message = f"back-off {pause:.0f}s restarting failed container"
        self._write("Running", statuses.waiting("CrashLoopBackOff", message), last=statuses.ended(code))
        self._tell("BackOff", "Back-off restarting failed container")
        return [self._later(pause, self._run)]

    def _end(self) -> list[Step]:
        """The containers have ended: the pod is removed for good."""
        if self._runs:
            self._write("Failed" if self._behaviour.fail == "crash" else "Succeeded", statuses.ended(0))
        meta = self.value["metadata"]
        options = {"gracePeriodSeconds": 0, "preconditions": {"uid": meta["uid"]}}
        self._api.request("DELETE", f"/api/v1/namespaces/{meta['namespace']}/pods/{meta['name']}", options)
        return []

    def _later(self, seconds: float, do: Callable[[], list[Step]]) -> Step:
        epoch = self._epoch
        return Step(seconds, lambda: do() if epoch == self._epoch else [])

    def _write(
        self, phase: str, state: dict[str, Any], *, ready: bool = False, last: dict[str, Any] | None = None
    ) -> None:
        meta = self.value["metadata"]
        ip = "" if phase == "Pending" else self._ip
        last = last or (statuses.ended(1) if self.restarts else None)
        told = statuses.status(self.value, phase, state, ready=ready, ip=ip, restarts=self.restarts, last=last)
        patch = {"metadata": {"uid": meta["uid"]}, "status": told}
        path = f"/api/v1/namespaces/{meta['namespace']}/pods/{meta['name']}/status"
        self._api.request("PATCH", path, patch, STRATEGIC)

    def _tell(self, reason: str, message: str) -> None:
        """An event, as a kubelet would write it, of the kind that is a warning."""
        meta = self.value["metadata"]
        about = {"apiVersion": "v1", "kind": "Pod", **{key: meta[key] for key in ("name", "namespace", "uid")}}
        times = {"firstTimestamp": now(), "lastTimestamp": now(), "count": 1}
        named = {"generateName": f"{meta['name'][:50]}.", "namespace": meta["namespace"]}
        source = {"component": "kubelet", "host": self.value["spec"]["nodeName"]}
        event = {"metadata": named, "involvedObject": about, "type": "Warning", "source": source, **times}
        path = f"/api/v1/namespaces/{meta['namespace']}/events"
        self._api.request("POST", path, {**event, "reason": reason, "message": message})
