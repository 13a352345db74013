"""What goes into the values of one environment, and why.

A description says what a person wants; settings are what the templates read. Each policy module puts its part in with
the rule it followed and the paths of the description it followed it for, so that `explain` can answer for any value.
"""

from __future__ import annotations

from generator.errors import Problem
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.documents.node import Node, Plain
    from generator.resources.nodes import Path

AS_WRITTEN = "as written"

OWN = "_own"
"""The key of the values under which presence is noted that no template reads; it is left out in the end."""

_SHIPPED = ("defaults", "preset")
"""The layers that nobody wrote in this description."""


class Reason(NamedTuple):
    """Why a setting has its value: the rule in words and the description paths that were its inputs."""

    rule: str
    inputs: tuple[Path, ...]


class Cluster(NamedTuple):
    """The cluster of an environment: Kubernetes 1.``minor``, the optional APIs it serves, the namespace or "".

    ``apis`` is None for the description without an environment: it belongs to no cluster, so any API is assumed.
    """

    minor: int
    apis: frozenset[str] | None
    namespace: str

    def serves(self, api_version: str, kind: str) -> bool:
        """Whether the cluster serves a kind that is not part of Kubernetes itself."""
        return self.apis is None or api_version in self.apis or f"{api_version}/{kind}" in self.apis


class Settings:
    """The values of one environment with their reasons, filled by the policies.

    ``values`` is a dict as in values.yaml. ``problems`` are errors and warnings that only show once everything is
    merged, such as an API that the environment's cluster lacks.
    """

    __slots__ = ("cluster", "description", "environment", "node", "problems", "reasons", "values")

    def __init__(self, environment: str, node: Node, description: dict[str, Plain], cluster: Cluster) -> None:
        self.environment = environment
        self.node = node
        self.description = description
        self.cluster = cluster
        self.values: dict[str, Plain] = {}
        self.reasons: dict[Path, Reason] = {}
        self.problems: list[Problem] = []

    def put(self, path: Path, value: Plain, rule: str = AS_WRITTEN, inputs: tuple[Path, ...] = ()) -> None:
        """Put a value at a path of the values, with the rule and the description paths it came from."""
        target = self.values
        for step in path[:-1]:
            target = target.setdefault(step, {})
        target[path[-1]] = value
        self.reasons[path] = Reason(rule, inputs)

    def join(self, path: Path, common: dict[str, Plain], own: dict[str, Plain] | None, source: Path) -> None:
        """Put a map of texts that joins what is written here to what is written further out.

        That anything is written here at all is noted under "_own", so that the tree reads this path only where it is.
        """
        if own:
            self.put((OWN, *path), True, AS_WRITTEN, (source,))
        self.put(
            path, {**common, **(own or {})}, "what is written further out, joined by what is written here", (source,)
        )

    def copy(self, path: Path, source: Path) -> None:
        """Put a value of the description, where there is one, into the values as it was written."""
        value = lookup(self.description, source)
        if value is not None:
            self.put(path, value, AS_WRITTEN, (source,))

    def is_written(self, source: Path) -> bool:
        """Whether a person wrote the value at a description path, rather than the shipped defaults."""
        node = self.node.at(source)
        return node is not None and not node.layer.startswith(_SHIPPED)

    def report(self, source: Path, message: str, cure: str = "", severity: str = "error") -> None:
        """Note a problem at the place of a description path, or at the nearest part of it that a person wrote."""
        steps = list(source)
        node = self.node.at(source)
        while steps and (node is None or node.layer.startswith(_SHIPPED)):
            steps.pop()
            node = self.node.at(tuple(steps))
        node = _first_written(node or self.node)
        self.problems.append(Problem(node.key_place, ".".join(source), message, cure, severity=severity))


def _first_written(node: Node) -> Node:
    """The Node of the lowest layer that a person wrote: a map that an environment adds to began in the app."""
    while isinstance(node.value, dict) and node.previous is not None and not node.previous.layer.startswith(_SHIPPED):
        node = node.previous
    return node


def lookup(values: Plain, path: Path) -> Plain:
    """The value at a path of nested dicts, or None where a step is missing."""
    for step in path:
        if not isinstance(values, dict):
            return None
        values = values.get(step)
    return values
