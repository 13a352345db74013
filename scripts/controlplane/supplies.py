"""What a cloud would give: a volume for each claim, an address for each Service of type LoadBalancer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.controlplane.api import MERGE

if TYPE_CHECKING:
    from scripts.controlplane.api import Api

PROVISIONER = "fairlead.dev/test"
CLASS = {
    "metadata": {"name": "standard", "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}},
    "provisioner": PROVISIONER,
}
"""The default StorageClass."""


def provision(api: Api, claim: dict[str, Any]) -> None:
    """Makes a volume for a claim that has none; the controllers bind the two. Nothing is stored anywhere."""
    meta, spec = claim["metadata"], claim["spec"]
    if spec.get("volumeName") or claim.get("status", {}).get("phase") != "Pending":
        return
    volume = {
        "metadata": {"name": f"pvc-{meta['uid']}", "annotations": {"pv.kubernetes.io/provisioned-by": PROVISIONER}},
        "spec": {
            "capacity": {"storage": spec["resources"]["requests"]["storage"]},
            "accessModes": spec["accessModes"],
            "volumeMode": spec.get("volumeMode", "Filesystem"),
            "persistentVolumeReclaimPolicy": "Retain",
            "storageClassName": spec.get("storageClassName", ""),
            "claimRef": {"apiVersion": "v1", "kind": "PersistentVolumeClaim"}
            | {key: meta[key] for key in ("namespace", "name", "uid")},
            "hostPath": {"path": f"/nowhere/{meta['uid']}"},
        },
    }
    api.request("POST", "/api/v1/persistentvolumes", volume)


def expose(api: Api, service: dict[str, Any], number: int) -> None:
    """Gives a Service of type LoadBalancer an address that leads nowhere (198.18.0.0/15, RFC 2544)."""
    if service["spec"].get("type") != "LoadBalancer" or service.get("status", {}).get("loadBalancer", {}).get(
        "ingress"
    ):
        return
    address = {"ip": f"198.18.{number >> 8 & 255}.{number & 255}"}
    path = f"/api/v1/namespaces/{service['metadata']['namespace']}/services/{service['metadata']['name']}/status"
    api.request("PATCH", path, {"status": {"loadBalancer": {"ingress": [address]}}}, MERGE)
