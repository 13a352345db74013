"""A stand-in for the kubelets of some nodes, for the provisioner of volumes and for a load balancer.

    python -m scripts.controlplane.kubelet FOLDER NODES

It makes the nodes, watches pods, claims and services, and does what they ask for as ``behaviour`` says. All that it
does is done by one thread, in the order of events and of a clock.
"""

from __future__ import annotations

import heapq
import http.client
import itertools
import os
import queue
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from scripts.controlplane.api import Api
from scripts.controlplane.logs import serve
from scripts.controlplane.nodes import node
from scripts.controlplane.pods import GONE, Pod, Step
from scripts.controlplane.supplies import CLASS, expose, provision

if TYPE_CHECKING:
    from collections.abc import Callable

WATCHED = {"pods": "/api/v1/pods", "claims": "/api/v1/persistentvolumeclaims", "services": "/api/v1/services"}
PAUSE = 0.2
"""Seconds before a watch that broke is begun again."""


class Kubelet:
    """The pods of all nodes, and what is to be done about them when."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._pods: dict[str, Pod] = {}
        self._events: queue.Queue[tuple[str, str, dict[str, Any]]] = queue.Queue()
        self._due: list[tuple[float, int, Callable[[], list[Step]]]] = []
        self._numbers = itertools.count(1)
        self._take = {"pods": self._take_pod, "claims": self._take_claim, "services": self._take_service}

    def find(self, namespace: str, name: str) -> Pod | None:
        """The pod with this name that was seen last."""
        wanted = (namespace, name)
        pods = [pod for pod in list(self._pods.values()) if _name(pod.value) == wanted]
        return pods[-1] if pods else None

    def watch(self, what: str) -> None:
        """Puts all objects of a collection into the queue, and from then on each change, for ever."""
        while True:
            try:
                listed = self._api.request("GET", WATCHED[what]).body
                for item in listed["items"]:
                    self._events.put((what, "ADDED", item))
                self._follow(what, listed["metadata"]["resourceVersion"])
            except (OSError, KeyError, ValueError, http.client.HTTPException) as error:
                sys.stderr.write(f"watch of {what}: {error!r}\n")
            time.sleep(PAUSE)

    def _follow(self, what: str, version: str) -> None:
        while True:
            for event in self._api.watch(WATCHED[what], version):
                if event["type"] == "ERROR":  # too old: list again
                    return
                version = event["object"]["metadata"]["resourceVersion"]
                if event["type"] != "BOOKMARK":
                    self._events.put((what, event["type"], event["object"]))

    def work(self) -> None:
        """Does what is to be done, for ever."""
        while True:
            wait = self._due[0][0] - time.monotonic() if self._due else None
            if wait is not None and wait <= 0:
                self._plan(heapq.heappop(self._due)[2]())
                continue
            try:
                what, kind, value = self._events.get(timeout=wait)
            except queue.Empty:
                continue
            self._plan(self._take[what](kind, value))

    def _plan(self, steps: list[Step]) -> None:
        for after, do in steps:
            heapq.heappush(self._due, (time.monotonic() + after, next(self._numbers), do))

    def _take_pod(self, kind: str, value: dict[str, Any]) -> list[Step]:
        uid = value["metadata"]["uid"]
        if kind == "DELETED":
            self._pods.pop(uid, None)
            return []
        if not value["spec"].get("nodeName"):
            return []
        pod = self._pods.get(uid)
        is_new = pod is None
        if pod is None:
            number = next(self._numbers)
            pod = self._pods[uid] = Pod(value, f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", self._api)
        pod.value = value
        if value["metadata"].get("deletionTimestamp"):
            return pod.stop(time.monotonic())
        return pod.start() if is_new and value["status"].get("phase") not in GONE else []

    def _take_claim(self, kind: str, value: dict[str, Any]) -> list[Step]:
        if kind != "DELETED":
            provision(self._api, value)
        return []

    def _take_service(self, kind: str, value: dict[str, Any]) -> list[Step]:
        if kind != "DELETED":
            expose(self._api, value, next(self._numbers))
        return []


def _name(value: dict[str, Any]) -> tuple[str, str]:
    return value["metadata"]["namespace"], value["metadata"]["name"]


def main() -> None:
    """Makes the nodes and looks after them until it is killed."""
    folder, count = sys.argv[1], int(sys.argv[2])
    api = Api(os.path.join(folder, "kubeconfig"))
    kubelet = Kubelet(api)
    certificate = (os.path.join(folder, "certs", "apiserver.crt"), os.path.join(folder, "certs", "apiserver.key"))
    port = serve(certificate, kubelet.find)
    version = str(api.request("GET", "/version").body["gitVersion"])
    api.request("POST", "/apis/storage.k8s.io/v1/storageclasses", CLASS)
    for number in range(1, count + 1):
        api.request("POST", "/api/v1/nodes", node(number, port, version))
    for what in WATCHED:
        threading.Thread(target=kubelet.watch, args=(what,), daemon=True).start()
    kubelet.work()


if __name__ == "__main__":
    main()
