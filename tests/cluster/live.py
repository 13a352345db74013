"""A namespace of a running cluster: putting objects there, waiting for what becomes of them, recording it."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.controlplane.api import Answer, Api

PLURALS = {
    "Deployment": "apis/apps/v1 deployments",
    "PodDisruptionBudget": "apis/policy/v1 poddisruptionbudgets",
    "Pod": "api/v1 pods",
    "Service": "api/v1 services",
    "PersistentVolumeClaim": "api/v1 persistentvolumeclaims",
    "StatefulSet": "apis/apps/v1 statefulsets",
    "Job": "apis/batch/v1 jobs",
    "EndpointSlice": "apis/discovery.k8s.io/v1 endpointslices",
}
PATIENCE = 30.0


class Live:
    """A namespace, made when this is."""

    def __init__(self, api: Api, kubeconfig: str, kubectl: str, namespace: str) -> None:
        self.api = api
        self.namespace = namespace
        self._kubeconfig = kubeconfig
        self._kubectl = kubectl
        assert api.request("POST", "/api/v1/namespaces", {"metadata": {"name": namespace}}).status == 201
        account = f"/api/v1/namespaces/{namespace}/serviceaccounts/default"
        until(lambda: api.request("GET", account).status == 200)

    def path(self, kind: str, name: str = "") -> str:
        group, plural = PLURALS[kind].split()
        return f"/{group}/namespaces/{self.namespace}/{plural}" + (f"/{name}" if name else "")

    def create(self, value: dict[str, Any]) -> dict[str, Any]:
        answer = self.api.request("POST", self.path(value["kind"]), value)
        assert answer.status == 201, answer.message
        return answer.body

    def get(self, kind: str, name: str) -> dict[str, Any]:
        return self.api.request("GET", self.path(kind, name)).body

    def patch(self, kind: str, name: str, change: dict[str, Any]) -> Answer:
        return self.api.request("PATCH", self.path(kind, name), change, "application/strategic-merge-patch+json")

    def pods(self) -> list[dict[str, Any]]:
        return list(self.api.request("GET", self.path("Pod")).body["items"])

    def kubectl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "KUBECONFIG": self._kubeconfig}
        command = [self._kubectl, "-n", self.namespace, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    def roll_out(self, name: str) -> None:
        done = self.kubectl("rollout", "status", f"deployment/{name}", "--timeout=60s")
        assert done.returncode == 0, done.stderr


class Recorder(threading.Thread):
    """Counts the pods of a namespace after each of their changes, as long as it is open: how many were ready, and how
    many were to stay.
    """

    def __init__(self, live: Live) -> None:
        super().__init__(daemon=True)
        self.counts: list[tuple[int, int]] = []
        listed = live.api.request("GET", live.path("Pod")).body
        self._pods = {pod["metadata"]["name"]: pod for pod in listed["items"]}
        self._watch = live.api.watch(live.path("Pod"), listed["metadata"]["resourceVersion"])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: object, error: object, at: object) -> None:
        self._watch.close()
        self.join()

    def run(self) -> None:
        for event in self._watch:
            pod = event["object"]
            if event["type"] == "BOOKMARK":
                continue
            self._pods[pod["metadata"]["name"]] = pod
            if event["type"] == "DELETED":
                del self._pods[pod["metadata"]["name"]]
            staying = [one for one in self._pods.values() if not one["metadata"].get("deletionTimestamp")]
            self.counts.append((sum(map(is_ready, staying)), len(staying)))

    @property
    def least_ready(self) -> int:
        return min(ready for ready, _ in self.counts)

    @property
    def most_pods(self) -> int:
        return max(staying for _, staying in self.counts)


def is_ready(pod: dict[str, Any]) -> bool:
    return any(one["type"] == "Ready" and one["status"] == "True" for one in pod["status"].get("conditions", ()))


def until(is_so: Callable[[], Any], seconds: float = PATIENCE) -> float:
    """Waits until something is so, and says how long that took."""
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < seconds, "it never came about"
        time.sleep(0.02)
    return time.monotonic() - started


def deployment(
    name: str, replicas: int, *, image: str = "web:1", told: dict[str, str] | None = None, **spec: Any
) -> dict[str, Any]:
    """A Deployment; ``told`` are the annotations of its pods, ``spec`` is for its spec, ``pod`` there for its pods."""
    pod = {"containers": [{"name": "web", "image": image}], **spec.pop("pod", {})}
    labels = {"app": name}
    template = {"metadata": {"labels": labels, "annotations": told or {}}, "spec": pod}
    described = {"replicas": replicas, "selector": {"matchLabels": labels}, "template": template, **spec}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": described}


def annotated(**told: str) -> dict[str, str]:
    """Annotations for the stand-in for kubelets: ready_after="2s" and the like."""
    return {f"fairlead.dev/test.{name.replace('_', '-')}": value for name, value in told.items()}
