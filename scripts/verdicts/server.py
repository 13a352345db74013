"""The API server's verdict on a document: a dry run of its creation, with strict field validation.

The server runs with its default admission plugins. Some of them refuse an object because another one is missing: a
namespace, a service account, a priority class, a runtime class. That says nothing about the document, so what is
missing is made, and the server is asked again.
"""

from __future__ import annotations

import http.client
import re
import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import quote

from scripts.controlplane.api import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.controlplane.api import Api
    from scripts.verdicts.documents import Document

QUERY = "?dryRun=All&fieldValidation=Strict&fieldManager=conformance"
OK, CREATED, NOT_FOUND, EXISTS, BUSY, BROKEN = 200, 201, 404, 409, 429, 500
DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
ATTEMPTS = 500
PAUSE = 0.02

MISSING: tuple[tuple[re.Pattern[str], str, dict[str, Any]], ...] = (
    (re.compile(r'^namespaces "(?P<name>[^"]+)" not found$'), "/api/v1/namespaces", {}),
    (
        re.compile(
            r'error looking up service account (?P<namespace>[^/]+)/(?P<name>\S+): serviceaccount "[^"]+" not found'
        ),
        "/api/v1/namespaces/{namespace}/serviceaccounts",
        {},
    ),
    (
        re.compile(r"no PriorityClass with name (?P<name>\S+) was found"),
        "/apis/scheduling.k8s.io/v1/priorityclasses",
        {"value": 1000},
    ),
    (
        re.compile(r'RuntimeClass "(?P<name>[^"]+)" not found'),
        "/apis/node.k8s.io/v1/runtimeclasses",
        {"handler": "any"},
    ),
)
"""What a refusal says when another object is missing, where that is made, and what it needs beside its name."""

OF_THE_CLUSTER = re.compile(
    r"provided IP is already allocated"
    r"|provided (?:IP|port)(?: \(\S+\))? is not in the valid range"
    r"|provided network does not match"
    r"|Pod Overhead set without corresponding RuntimeClass"
    r"|conversion webhook for"
)
"""What a refusal says that another cluster would not utter: its ranges of addresses and ports, its runtimes, its
webhooks."""


class Verdict(NamedTuple):
    """What somebody says of a document, and why.

    ``unknown`` is a kind that nobody here knows: no verdict; so is ``undecided``, where the answer depends on the
    cluster alone. ``causes`` are reasons with the fields that they are about, as far as they are told.
    """

    state: Literal["accepted", "refused", "unknown", "undecided"]
    message: str = ""
    causes: tuple[tuple[str, str], ...] = ()


class Missing(NamedTuple):
    """An object that has to be there: where it is made, its name, and what it needs beside that."""

    path: str
    name: str
    value: dict[str, Any]


class Target(NamedTuple):
    """Where objects of a kind are created: the path, with ``{namespace}`` where they are in one."""

    path: str

    def of(self, namespace: str) -> str:
        """The path for an object in a namespace, the default one where it names none."""
        return self.path.replace("{namespace}", quote(namespace or "default", safe=""))


class Server:
    """An API server as a judge. ``verdict`` may be asked by several threads at once."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._targets: dict[tuple[str, str], Target] = {}
        self.version = str(api.request("GET", "/version").body["gitVersion"])
        self.minor = int(self.version.split(".")[1])
        for group in ("api/v1", *self._group_versions()):
            self._discover(group)

    def _group_versions(self) -> list[str]:
        groups = self._api.request("GET", "/apis").body["groups"]
        return [f"apis/{version['groupVersion']}" for group in groups for version in group["versions"]]

    def _discover(self, group: str) -> None:
        for one in self._api.request("GET", f"/{group}").body["resources"]:
            if "/" not in one["name"] and "create" in one["verbs"]:
                version = group.removeprefix("apis/").removeprefix("api/")
                self._add(version, one["kind"], one["name"], namespaced=one["namespaced"])

    def _add(self, version: str, kind: str, plural: str, *, namespaced: bool) -> None:
        root = f"/apis/{version}" if "/" in version else f"/api/{version}"
        inside = "/namespaces/{namespace}" if namespaced else ""
        self._targets[version, kind] = Target(f"{root}{inside}/{plural}")

    def verdict(self, document: Document) -> Verdict:
        """What the server says of a document; what kubectl would not send is refused."""
        if document.refusal:
            return Verdict("refused", document.refusal)
        if not (document.api_version and document.kind):
            return self._of_no_object(document)
        target = self._targets.get((document.api_version, document.kind))
        if target is None:
            told = f'no matches for kind "{document.kind}" in version "{document.api_version}"'
            return Verdict("unknown", told)
        content = "application/json" if document.is_json else "application/yaml"
        return _verdict(self._ask(target.of(document.namespace) + QUERY, _bytes(document), content))

    def confirmed(self, document: Document) -> Verdict:
        """The verdict when a document is created indeed, and removed again: a dry run does not look at everything."""
        target = self._targets[document.api_version, document.kind]
        path = target.of(document.namespace)
        content = "application/json" if document.is_json else "application/yaml"
        answer = self._ask(f"{path}?fieldValidation=Strict", _bytes(document), content)
        if answer.status == CREATED:
            name = quote(answer.body["metadata"]["name"], safe="")
            self._api.request("DELETE", f"{path}/{name}", {"gracePeriodSeconds": 0})
        return _verdict(answer)

    def _of_no_object(self, document: Document) -> Verdict:
        """Without kind and version there is no address. kubectl says so, and it may be that nobody can read it."""
        answer = self._api.request(
            "POST", f"/api/v1/namespaces/default/configmaps{QUERY}", _bytes(document), "application/yaml"
        )
        unreadable = "error converting YAML" in answer.message
        return Verdict("refused", answer.message if unreadable else "Object 'apiVersion' or 'kind' is missing")

    def install(self, definitions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Creates CustomResourceDefinitions, and says which the server has taken; the first of a name is the one.

        Webhooks that convert are left out: nobody answers there.
        """
        taken = []
        for definition in definitions:
            spec = definition.get("spec")
            if isinstance(spec, dict):
                value = {**definition, "spec": {key: one for key, one in spec.items() if key != "conversion"}}
                if self._api.request("POST", DEFINITIONS, value).status == CREATED:
                    taken.append(definition)
        for definition in taken:
            self._await(definition)
        return taken

    def _await(self, definition: dict[str, Any]) -> None:
        """Until the objects of a definition can be created."""
        spec = definition["spec"]
        for _ in range(ATTEMPTS):
            conditions = self._api.request("GET", f"{DEFINITIONS}/{definition['metadata']['name']}").body["status"]
            if any(
                (one["type"], one["status"]) == ("Established", "True") for one in conditions.get("conditions") or ()
            ):
                break
            time.sleep(PAUSE)
        for version in spec["versions"]:
            if version["served"]:
                group_version = f"{spec['group']}/{version['name']}"
                names = spec["names"]
                self._add(group_version, names["kind"], names["plural"], namespaced=spec["scope"] == "Namespaced")
                self._await_path(self._targets[group_version, names["kind"]].path.replace("{namespace}", "default"))

    def _await_path(self, path: str) -> None:
        for _ in range(ATTEMPTS):
            if self._api.request("GET", f"{path}?limit=1").status != NOT_FOUND:
                return
            time.sleep(PAUSE)

    def _ask(self, path: str, body: bytes, content: str) -> Answer:
        """The answer when all is there without which the server would refuse anything."""
        made: set[str] = set()
        answer = self._post(path, body, content)
        for _ in range(ATTEMPTS):
            if answer.status != BUSY:
                missing = _missing(answer)
                if missing is None:
                    break
                refusal = self._make(missing, made)
                if refusal is not None:
                    return refusal
            time.sleep(PAUSE)
            answer = self._post(path, body, content)
        return answer

    def _post(self, path: str, body: bytes, content: str) -> Answer:
        """The answer; an error where the server breaks off, as it does when a document makes it panic."""
        try:
            return self._api.request("POST", path, body, content)
        except http.client.RemoteDisconnected:
            return Answer(BROKEN, {"message": "the server broke off without an answer"})

    def _make(self, missing: Missing, made: set[str]) -> Answer | None:
        """Makes an object that is missing, unless that was done; what the server has against it."""
        if missing.name in made:  # and the server has yet to see it
            return None
        made.add(missing.name)
        answer = self._api.request("POST", missing.path, {"metadata": {"name": missing.name}, **missing.value})
        return None if answer.status in (CREATED, EXISTS) else answer


def _missing(answer: Answer) -> Missing | None:
    """The object without which the server refuses, None where it is not that."""
    if answer.status in (CREATED, EXISTS):
        return None
    for pattern, path, value in MISSING:
        match = pattern.search(answer.message)
        if match:
            return Missing(path.format(**match.groupdict()), match["name"], value)
    return None


def _verdict(answer: Answer) -> Verdict:
    if answer.status in (OK, CREATED, EXISTS):
        return Verdict("accepted")
    told = (answer.body.get("details") or {}).get("causes") or ()
    causes = tuple((str(one.get("field", "")), str(one.get("message", ""))) for one in told)
    if answer.status >= BROKEN or OF_THE_CLUSTER.search(answer.message):
        return Verdict("undecided", answer.message, causes)
    return Verdict("refused", answer.message, causes)


def _bytes(document: Document) -> bytes:
    return document.text.encode("utf-8", "surrogateescape")
