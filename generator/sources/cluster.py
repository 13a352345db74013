"""What a cluster says, asked through kubectl."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.errors import ProgramError
from generator.programs import kubectl
from generator.programs.run import complete, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.documents.node import Plain
    from generator.programs.run import Completed


class Cluster:
    """A cluster and a namespace of it; every question is a call of kubectl, and ProgramError where that fails."""

    def __init__(self, program: kubectl.Kubectl) -> None:
        self.kubectl = program
        self._served: list[kubectl.Served] | None = None
        self._versions: frozenset[str] | None = None

    @property
    def namespace(self) -> str:
        """The namespace that is meant."""
        return self.kubectl.namespace

    @property
    def name(self) -> str:
        """What to call it: its context."""
        return self.kubectl.context or "cluster"

    def reach(self) -> str:
        """The server's version: v1.35.1. ProgramError where it cannot be reached."""
        answer = json.loads(run(kubectl.version_arguments(self.kubectl)))
        return str((answer.get("serverVersion") or {}).get("gitVersion") or "")

    def has_namespace(self) -> bool:
        """Whether the namespace is there."""
        return bool(run(kubectl.namespace_exists_arguments(self.kubectl, self.namespace)).strip())

    @property
    def served(self) -> list[kubectl.Served]:
        """The kinds that the server serves, asked once."""
        if self._served is None:
            # Groups whose own server is away make kubectl fail after it has listed all others.
            done = complete(kubectl.api_resources_arguments(self.kubectl))
            self._served = kubectl.api_resources(done.stdout)
            if not self._served:
                raise ProgramError(f"{done.command}: the server lists no kinds\n{done.stderr}".rstrip())
        return self._served

    def serves(self, value: Plain) -> bool:
        """Whether the server serves the kind of an object, in its version."""
        if self._versions is None:
            self._versions = frozenset(run(kubectl.api_versions_arguments(self.kubectl)).split())
        return value.get("apiVersion") in self._versions and bool(self.resource(value))

    def forget(self) -> None:
        """Ask again which kinds there are: definitions have been applied."""
        self._served = self._versions = None

    def resource(self, value: Plain) -> str:
        """``deployments.apps`` for an object, as kubectl names types; "" for a kind that is not served."""
        group = str(value.get("apiVersion") or "").rpartition("/")[0]
        for one in self.served:
            if (one.group, one.kind) == (group, value.get("kind")):
                return f"{one.resource}.{group}" if group else one.resource
        return ""

    def listed(self, resources: Iterable[str], selector: str = "") -> list[dict[str, Any]]:
        """The objects of some types in the namespace."""
        return items(run(kubectl.get_arguments(self.kubectl, resources, selector)))

    def present(self, objects: Sequence[Plain]) -> list[dict[str, Any]]:
        """Those of some objects that the cluster has, as it has them."""
        if not objects:
            return []
        return items(run(kubectl.get_read_arguments(self.kubectl), stream(objects)))

    def tried(self, objects: Sequence[Plain]) -> Completed:
        """What a server-side apply would make of some objects, tried by the server; it may refuse."""
        return complete(kubectl.apply_arguments(self.kubectl, dry_run=True), stream(objects))


def stream(objects: Iterable[Plain]) -> str:
    """Objects as kubectl reads them from its stdin."""
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": list(objects)})


def items(text: str) -> list[dict[str, Any]]:
    """The objects that kubectl printed as JSON: a list, one object, or none."""
    if not text.strip():
        return []
    found = json.loads(text)
    return found["items"] if str(found.get("kind", "")).endswith("List") else [found]
