"""What ``fairlead diff`` says cannot be changed, beside what the API server says when it is tried: each case is applied
by kubectl, and by the server.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from scripts.controlplane.api import MERGE, Api
from scripts.controlplane.binaries import kubectl
from scripts.controlplane.clusters import Cluster
from tests.cluster.live import until
from tests.diff.effecting import NEWEST, effects_between
from tests.diff.immutable_cases import CASES, OBJECTS, Case
from tests.diff.test_immutable import changed

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("immutable")]

WAYS = ("kubectl apply", "kubectl apply --server-side")
APPLY = "application/apply-patch+yaml"
STORAGE = {"metadata": {"name": "fast"}, "provisioner": "example.com/disks", "allowVolumeExpansion": True}
BOUND = {"phase": "Bound", "capacity": {"storage": "2Gi"}, "currentVolumeAttributesClassName": "gold"}
NUMBERS = itertools.count(1)
NOW = [case for case in CASES if case.since <= NEWEST <= case.until]


class Verdicts(NamedTuple):
    """Whether each of the two refuses a change, and the server's words."""

    case: Case
    way: str
    by_server: bool
    by_diff: bool
    message: str

    @property
    def outcome(self) -> str:
        """Who refuses it."""
        if self.by_server == self.by_diff:
            return "both refuse" if self.by_server else "both take it"
        return "the server alone refuses" if self.by_server else "diff alone refuses"


class Server:
    """An API server to which objects are applied, each in a namespace of its own."""

    def __init__(self, api: Api, cluster: Cluster, program: str) -> None:
        self._api = api
        self._command = [program, "--kubeconfig", cluster.kubeconfig, "--cache-dir", f"{cluster.folder}/cache"]
        self._command += ["apply", "-f", "-"]
        certificates = Path(cluster.folder, "certs", "apiserver.crt").read_text(encoding="utf-8")
        self.authority = certificates[certificates.rindex("-----BEGIN") :]
        self._served: dict[str, dict[str, dict[str, Any]]] = {}

    def namespace(self) -> str:
        """A new namespace, with the account that pods need."""
        name = f"immutable-{next(NUMBERS)}"
        self._api.request("POST", "/api/v1/namespaces", {"metadata": {"name": name}})
        self._api.request("POST", f"/api/v1/namespaces/{name}/serviceaccounts", {"metadata": {"name": "default"}})
        return name

    def apply(self, way: str, value: dict[str, Any], namespace: str) -> str:
        """Why the object is refused, "" where it is taken."""
        if way == WAYS[0]:
            command = [*self._command, "-n", namespace]
            done = subprocess.run(command, input=json.dumps(value), capture_output=True, text=True, check=False)
            return done.stderr if done.returncode else ""
        path = f"{self.path(value, namespace)}?fieldManager=kubectl&fieldValidation=Strict"
        answer = self._api.request("PATCH", path, json.dumps(value).encode(), APPLY)
        return "" if answer.status < 300 else answer.message

    def settle(self, value: dict[str, Any], namespace: str) -> None:
        """What controllers would do to an object before it is changed: claims are bound, definitions served."""
        path = self.path(value, namespace)
        if value["kind"] == "PersistentVolumeClaim":
            assert self._api.request("PATCH", f"{path}/status", {"status": BOUND}, MERGE).status == 200
        if value["kind"] == "CustomResourceDefinition":
            until(lambda: _is_established(self._api.request("GET", path).body))

    def remove(self, value: dict[str, Any], namespace: str) -> None:
        """Takes an object away, so that the next one can have its name, its address or its port."""
        path = self.path(value, namespace)
        self._api.request("DELETE", path, {"gracePeriodSeconds": 0})
        if self._resource(value)["namespaced"]:
            return
        # Nobody but this test ends what finalizers protect; a definition goes when its objects are known to be gone.
        if value["kind"] != "CustomResourceDefinition":
            self._api.request("PATCH", path, {"metadata": {"finalizers": None}}, MERGE)
        until(lambda: self._api.request("GET", path).status == 404)

    def path(self, value: dict[str, Any], namespace: str) -> str:
        """Where an object is."""
        resource = self._resource(value)
        within = f"/namespaces/{namespace}" if resource["namespaced"] else ""
        return f"{_root(value['apiVersion'])}{within}/{resource['name']}/{value['metadata']['name']}"

    def _resource(self, value: dict[str, Any]) -> dict[str, Any]:
        version = value["apiVersion"]
        if version not in self._served:
            listed = self._api.request("GET", _root(version)).body["resources"]
            self._served[version] = {one["kind"]: one for one in reversed(listed) if "/" not in one["name"]}
        return self._served[version][value["kind"]]


def _is_established(definition: dict[str, Any]) -> bool:
    """Whether a definition is served: its names may be changed until then."""
    conditions = definition.get("status", {}).get("conditions") or []
    return any(one["type"] == "Established" and one["status"] == "True" for one in conditions)


def _root(version: str) -> str:
    return f"/apis/{version}" if "/" in version else f"/api/{version}"


@pytest.fixture(scope="module")
def server(programs: str) -> Iterator[Server]:
    with Cluster("immutable", 0, cache=programs) as cluster, closing(Api(cluster.kubeconfig)) as api:
        api.request("POST", "/apis/storage.k8s.io/v1/storageclasses", STORAGE)
        yield Server(api, cluster, kubectl(programs))


def refused_by_diff(before: str, after: str, way: str) -> bool:
    """Whether diff says that a change is refused; of some it says that server-side apply alone refuses them."""
    (found,) = effects_between(before, after, NEWEST).objects
    said = [effect.message for effect in found.effects if effect.kind == "refused"]
    return any(way == WAYS[1] or not message.startswith("server-side apply") for message in said)


def verdicts(server: Server, case: Case, way: str) -> Verdicts:
    before = OBJECTS[case.object].replace("TRUST", json.dumps(server.authority))
    after = changed(before, case.change)
    namespace, value = server.namespace(), yaml.safe_load(before)
    refusal = server.apply(way, value, namespace)
    assert refusal == "", f"{case.id} by {way} cannot even be made: {refusal}"
    server.settle(value, namespace)
    message = server.apply(way, yaml.safe_load(after), namespace)
    server.remove(value, namespace)
    return Verdicts(case, way, bool(message), refused_by_diff(before, after, way), message)


@pytest.mark.parametrize("name", [name for name in OBJECTS if any(case.object == name for case in NOW)])
def test_diff_refuses_what_the_server_refuses(name: str, server: Server) -> None:
    cases = [(case, way) for case in NOW if case.object == name for way in WAYS]
    found = [verdicts(server, *one) for one in cases]
    counts = {outcome: sum(one.outcome == outcome for one in found) for outcome in sorted({v.outcome for v in found})}
    sys.stdout.write(f"{name}: {', '.join(f'{outcome} {count}' for outcome, count in counts.items())}\n")
    assert [one for one in found if one.by_server != one.by_diff] == []
