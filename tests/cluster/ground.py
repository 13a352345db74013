"""What the fixture apps find in a cluster: kinds that others define, classes, labels of nodes, claims and accounts."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from scripts.controlplane.api import MERGE, Api
from scripts.controlplane.binaries import kubectl
from tests.cluster.live import Live, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scripts.controlplane.clusters import Cluster
    from tests.outputs import Object

NODES = ("node-1", "node-2", "node-3")
DEFINED = {
    "ServiceMonitor": ("servicemonitors.monitoring.coreos.com", ("v1",)),
    "PodMonitor": ("podmonitors.monitoring.coreos.com", ("v1",)),
    "HTTPRoute": ("httproutes.gateway.networking.k8s.io", ("v1",)),
    "ExternalSecret": ("externalsecrets.external-secrets.io", ("v1", "v1beta1")),
}
"""Kinds that are no part of Kubernetes: where they are, and in which versions."""
APPROVED = {"api-approved.kubernetes.io": "https://github.com/kubernetes-sigs/gateway-api"}
LABELS = {"node.example.com/edge": "true"}
OBJECTS = (
    ("/apis/node.k8s.io/v1/runtimeclasses", {"metadata": {"name": "gvisor"}, "handler": "runsc"}),
    ("/apis/scheduling.k8s.io/v1/priorityclasses", {"metadata": {"name": "high"}, "value": 1000}),
)


@contextmanager
def namespaces(cluster: Cluster, programs: str) -> Iterator[Callable[[str], Live]]:
    """Makes namespaces in a cluster that has what the apps need; they are deleted in the end."""
    made: list[Live] = []
    with closing(Api(cluster.kubeconfig)) as api:
        _prepare_cluster(api)

        def make(name: str) -> Live:
            made.append(Live(api, cluster.kubeconfig, kubectl(programs), name))
            return made[-1]

        yield make
        for live in made:
            api.request("DELETE", f"/api/v1/namespaces/{live.namespace}")


def _prepare_cluster(api: Api) -> None:
    """Puts into a cluster, where it is not there yet, what belongs to no namespace."""
    path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    for kind, (name, versions) in DEFINED.items():
        _post(api, path, definition(kind, name, versions))
    for where, value in OBJECTS:
        _post(api, where, value)
    for node in NODES:
        assert api.request("PATCH", f"/api/v1/nodes/{node}", {"metadata": {"labels": LABELS}}, MERGE).status == 200
    for name, versions in DEFINED.values():
        plural, _, group = name.partition(".")
        paths = [f"/apis/{group}/{version}/namespaces/default/{plural}" for version in versions]
        until(lambda paths=paths: all(api.request("GET", path).status == 200 for path in paths))  # type: ignore[misc]


def prepare_namespace(live: Live, objects: Iterable[Object]) -> None:
    """Puts into a namespace the claims and accounts that pods of the objects name and that are not among them."""
    objects = list(objects)
    there = {(one["kind"], one["metadata"]["name"]) for one in objects}
    spec = {"accessModes": ["ReadWriteMany"], "resources": {"requests": {"storage": "1Gi"}}}
    for kind, name in sorted({found for one in objects for found in named_by(one)} - there):
        value = {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}}
        if kind == "PersistentVolumeClaim":
            _post(live.api, live.path(kind), {**value, "spec": spec})
        else:
            _post(live.api, f"/api/v1/namespaces/{live.namespace}/serviceaccounts", value)


def named_by(value: Object) -> Iterator[tuple[str, str]]:
    """The claims and the account that the pods of a Deployment, StatefulSet or DaemonSet name."""
    pod = value.get("spec", {}).get("template", {}).get("spec", {})
    for volume in pod.get("volumes", ()):
        if "persistentVolumeClaim" in volume:
            yield "PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]
    if "serviceAccountName" in pod:
        yield "ServiceAccount", pod["serviceAccountName"]


def definition(kind: str, name: str, versions: tuple[str, ...]) -> dict[str, Any]:
    """A CustomResourceDefinition that takes everything."""
    plural, _, group = name.partition(".")
    schema = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
    named = {"plural": plural, "singular": kind.lower(), "kind": kind}
    served = [
        {"name": version, "served": True, "storage": version == versions[0], "schema": schema} for version in versions
    ]
    spec = {"group": group, "scope": "Namespaced", "names": named, "versions": served}
    return {"metadata": {"name": name, "annotations": APPROVED}, "spec": spec}


def _post(api: Api, path: str, value: dict[str, Any]) -> None:
    answer = api.request("POST", path, value)
    assert answer.status in {201, 409}, answer.message
