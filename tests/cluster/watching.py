"""How many pods of each workload there are while something happens to them, as a watch on pods tells."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from tests.cluster.live import until

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.cluster.live import Live

GONE = ("Succeeded", "Failed")


class Name(NamedTuple):
    """What makes pods: ``Deployment``, ``shop-web``."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Seen(NamedTuple):
    """The fewest pods that were available, the most that were to stay, the most with those that were still ending."""

    least: int
    most: int
    peak: int


class Watching(threading.Thread):
    """Counts the pods of some workloads of a namespace after each change of any, as long as it is open.

    ``workloads`` are their names with the seconds for which a pod must be ready before it is available. As for the
    controllers, a pod is available when the time of its condition Ready is that long ago and nobody has deleted it.
    """

    def __init__(self, live: Live, workloads: Mapping[Name, int]) -> None:
        super().__init__(daemon=True)
        self._workloads = workloads
        self._counts: dict[Name, list[Seen]] = {name: [] for name in workloads}
        listed = live.api.request("GET", live.path("Pod")).body
        self._pods = {pod["metadata"]["uid"]: pod for pod in listed["items"]}
        self._versions = {uid: int(pod["metadata"]["resourceVersion"]) for uid, pod in self._pods.items()}
        self._count()
        self._watch = live.api.watch(live.path("Pod"), listed["metadata"]["resourceVersion"])
        self._live = live

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: object, error: object, at: object) -> None:
        if error is None:
            self._catch_up()
        self._watch.close()
        self.join()

    def run(self) -> None:
        for event in self._watch:
            assert event["type"] != "ERROR", event["object"]
            if event["type"] == "BOOKMARK":
                continue
            pod = event["object"]
            uid = pod["metadata"]["uid"]
            self._pods[uid] = pod
            if event["type"] == "DELETED":
                del self._pods[uid]
            self._count()
            self._versions[uid] = int(pod["metadata"]["resourceVersion"])

    @property
    def seen(self) -> dict[Name, Seen]:
        """What was seen of each workload, once this is closed."""
        return {name: _worst(counts) for name, counts in self._counts.items()}

    def _catch_up(self) -> None:
        """Waits until all that has happened to the pods by now was counted."""
        latest = {pod["metadata"]["uid"]: int(pod["metadata"]["resourceVersion"]) for pod in self._live.pods()}
        until(lambda: all(self._versions.get(uid, 0) >= version for uid, version in latest.items()))

    def _count(self) -> None:
        now = datetime.now(UTC)
        by_owner: dict[Name | None, list[dict[str, Any]]] = {}
        for pod in self._pods.values():
            by_owner.setdefault(owner_of(pod), []).append(pod)
        for name, seconds in self._workloads.items():
            pods = [pod for pod in by_owner.get(name, ()) if pod["status"].get("phase") not in GONE]
            staying = [pod for pod in pods if not pod["metadata"].get("deletionTimestamp")]
            available = [pod for pod in staying if is_available(pod, seconds, now)]
            self._counts[name].append(Seen(len(available), len(staying), len(pods)))


def _worst(counts: list[Seen]) -> Seen:
    return Seen(min(one.least for one in counts), max(one.most for one in counts), max(one.peak for one in counts))


def owner_of(pod: dict[str, Any]) -> Name | None:
    """What made a pod; of one of a ReplicaSet the Deployment."""
    owners = pod["metadata"].get("ownerReferences") or [{}]
    kind, name = owners[0].get("kind", ""), owners[0].get("name", "")
    return Name("Deployment", name.rpartition("-")[0]) if kind == "ReplicaSet" else Name(kind, name) if kind else None


def is_available(pod: dict[str, Any], seconds: int, now: datetime) -> bool:
    """Whether a pod has been ready for so many seconds (k8s.io/kubernetes/pkg/api/v1/pod: IsPodAvailable)."""
    for one in pod["status"].get("conditions", ()):
        if one["type"] == "Ready" and one["status"] == "True":
            since = datetime.fromisoformat(one["lastTransitionTime"])
            return seconds == 0 or since + timedelta(seconds=seconds) < now
    return False
