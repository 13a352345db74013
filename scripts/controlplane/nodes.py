"""Nodes that are made up: as large as anybody wants, ready at once, three zones in turn."""

from __future__ import annotations

import time
from typing import Any

ZONES = ("zone-a", "zone-b", "zone-c")
SIZE = {"cpu": "64", "memory": "256Gi", "ephemeral-storage": "1Ti", "pods": "500"}


def node(number: int, port: int, version: str) -> dict[str, Any]:
    """The node with this number, from 1; ``port`` is where kubectl logs is answered on loopback."""
    name = f"node-{number}"
    labels = {
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/region": "region-1",
        "topology.kubernetes.io/zone": ZONES[(number - 1) % len(ZONES)],
    }
    status = {
        "capacity": SIZE,
        "allocatable": SIZE,
        "addresses": [{"type": "InternalIP", "address": "127.0.0.1"}, {"type": "Hostname", "address": name}],
        "daemonEndpoints": {"kubeletEndpoint": {"Port": port}},
        "nodeInfo": _information(version),
        "conditions": [
            condition("Ready", "True", "KubeletReady"),
            condition("MemoryPressure", "False", "KubeletHasSufficientMemory"),
            condition("DiskPressure", "False", "KubeletHasNoDiskPressure"),
            condition("PIDPressure", "False", "KubeletHasSufficientPID"),
        ],
    }
    return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": name, "labels": labels}, "status": status}


def condition(kind: str, status: str, reason: str = "") -> dict[str, Any]:
    """A condition that has just become so, of a node or a pod."""
    told = {"type": kind, "status": status, "lastTransitionTime": now()}
    return {**told, "reason": reason} if reason else told


def now() -> str:
    """The time as Kubernetes writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _information(version: str) -> dict[str, Any]:
    unknown = ("machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "kubeProxyVersion")
    told = {**dict.fromkeys(unknown, ""), "kubeletVersion": version, "containerRuntimeVersion": "none://0"}
    return {**told, "operatingSystem": "linux", "architecture": "amd64"}
