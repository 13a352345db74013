"""The tables of defaults and orders against a real API server: what it makes of a manifest is no difference to it."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from generator.diff.differences import differences
from generator.diff.field import field_of
from generator.diff.steps import shown
from generator.schemas.bundle import versions
from scripts.controlplane.api import Api
from scripts.controlplane.binaries import UnavailableError, cache_folder
from scripts.controlplane.clusters import Cluster, programs_for
from tests.conftest import missing
from tests.diff.objects import deployment, scope
from tests.lint.mutations import objects

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = cache_folder()  # now, because the tests get a cache folder of their own
NAMESPACE = "shop"
GIVEN = {
    "Job": {"metadata.labels", "spec.selector", "spec.template.metadata", "spec.template.metadata.labels"},
    "PersistentVolume": {"metadata.finalizers"},
    "PersistentVolumeClaim": {"metadata.finalizers"},
    "Pod": {"spec.preemptionPolicy", "spec.priority", "spec.serviceAccount", "spec.serviceAccountName"},
    "ReplicationController": {"metadata.labels"},
    "Service": {"spec.clusterIP", "spec.clusterIPs", "spec.ipFamilies"},
    "VolumeAttributesClass": {"metadata.finalizers"},
}
"""What a server gives that no table can tell: addresses, ids, and what admission adds."""
GIVEN_BELOW = {"Job": ("labels",), "Pod": ("tolerations", "volumes", "volumeMounts"), "Service": ("nodePort",)}


@pytest.fixture(scope="module")
def api(request: pytest.FixtureRequest) -> Iterator[Api]:
    if request.config.getoption("--no-cluster"):
        pytest.skip("--no-cluster was given")
    try:
        programs_for(0, CACHE)
    except UnavailableError as error:
        missing("an API server", str(error))
    with Cluster("diff", 0, cache=CACHE) as cluster, closing(Api(cluster.kubeconfig)) as api:
        api.request("POST", "/api/v1/namespaces", {"metadata": {"name": NAMESPACE}})
        accounts = f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts"
        api.request("POST", accounts, {"metadata": {"name": "default"}})
        yield api


def path_of(api: Api, value: dict[str, Any]) -> str | None:
    """Where objects like this one are made, None where the server does not know them."""
    version = value["apiVersion"]
    root = f"/apis/{version}" if "/" in version else f"/api/{version}"
    for resource in api.request("GET", root).body.get("resources", []):
        if resource["kind"] == value["kind"] and "/" not in resource["name"]:
            within = f"/namespaces/{NAMESPACE}" if resource["namespaced"] else ""
            return f"{root}{within}/{resource['name']}"
    return None


def test_what_the_server_fills_in_is_no_difference(api: Api) -> None:
    tried = 0
    for original in objects():
        path = path_of(api, original) if "metadata" in original and "items" not in original else None
        if path is None:
            continue
        value = {**original, "metadata": {**original["metadata"]}}
        if "/namespaces/" in path:
            value["metadata"]["namespace"] = NAMESPACE
        answer = api.request("POST", f"{path}?dryRun=All", value)
        if answer.status != 201:
            continue
        tried += 1
        served = {**answer.body, "apiVersion": value["apiVersion"], "kind": value["kind"]}
        found = differences(value, served, field_of(value["apiVersion"], value["kind"], versions()[-1]))
        kind = value["kind"]
        left = [
            one
            for one in found
            if shown(one.path) not in GIVEN.get(kind, ()) and not {*GIVEN_BELOW.get(kind, ())} & {*map(str, one.path)}
        ]
        assert left == [], f"{kind} {value['metadata'].get('name')}"
    assert tried > 40


def template(**more: str) -> dict[str, Any]:
    (one,) = scope(deployment(**more)).resources
    return dict(one.manifest.value)


CHANGES = {
    "nothing": ({}, {}),
    "env moved": (
        {"containers": "[{name: web, image: 'x:1', env: [{name: A, value: a}, {name: B, value: b}]}]"},
        {"containers": "[{name: web, image: 'x:1', env: [{name: B, value: b}, {name: A, value: a}]}]"},
    ),
    "volumes moved": (
        {"pod": "volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}], "},
        {"pod": "volumes: [{name: b, emptyDir: {}}, {name: a, emptyDir: {}}], "},
    ),
    "a quantity in other words": (
        {"containers": "[{name: web, image: 'x:1', resources: {requests: {cpu: 1000m, memory: 1024Mi}}}]"},
        {"containers": "[{name: web, image: 'x:1', resources: {requests: {cpu: 1, memory: 1Gi}}}]"},
    ),
    "defaults": ({}, {"pod": "dnsPolicy: ClusterFirst, hostNetwork: false, nodeSelector: {}, tolerations: [], "}),
    "an empty context": ({}, {"containers": "[{name: web, image: 'shop:1.0', securityContext: {}}]"}),
    "an empty affinity": ({}, {"pod": "affinity: {}, "}),
    "a pointer to false": (
        {},
        {"containers": "[{name: web, image: 'shop:1.0', securityContext: {privileged: false}}]"},
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_there_is_a_difference_where_the_server_sees_one(api: Api, case: str) -> None:
    before, after = (template(**more) for more in CHANGES[case])
    name = f"web-{[*CHANGES].index(case)}"
    path = f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments/{name}?fieldManager=test&force=true"
    generations = []
    for value in (before, after):
        named = json.dumps({**value, "metadata": {"name": name}}).encode()
        answer = api.request("PATCH", path, named, "application/apply-patch+yaml")
        assert answer.status in {200, 201}, answer.message
        generations.append(answer.body["metadata"]["generation"])
    found = differences(before, after, field_of("apps/v1", "Deployment", versions()[-1]))
    assert (generations[0] != generations[1]) == bool(found)
