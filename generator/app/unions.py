"""The places where one of several members stands, and setting one drops the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from generator.app.findings import Finding, at_key
from generator.app.wording import choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.paths import Path
    from generator.documents.node import Node


class Union(NamedTuple):
    """Keys of which one may stand. ``riders`` belong to the member beside them and go with it; ``both`` says that two
    in one layer are no error.
    """

    members: tuple[str, ...]
    riders: tuple[str, ...] = ()
    both: bool = False


UNION = ""
"""The key under which a Table holds the Union of its place; any other key is a step, "*" every step."""

REPLACING = "type="
"""The key under which a Table names the key whose change replaces the whole map."""

Table: TypeAlias = dict[str, Any]

_IMAGE: Table = {UNION: Union(("tag", "digest"), both=True)}
_ENV: Table = {"*": {UNION: Union(("value", "secretKeyRef", "configMapKeyRef", "fieldRef", "resourceFieldRef"))}}
_CONTAINER: Table = {
    "image": _IMAGE,
    "env": _ENV,
    "probes": {"*": {UNION: Union(("httpGet", "tcpSocket", "grpc", "exec"))}},
    "mounts": {"*": {UNION: Union(("volume", "config", "secret"))}},
}
_COMPONENT: Table = {
    **_CONTAINER,
    "disruptionBudget": {UNION: Union(("minAvailable", "maxUnavailable"))},
    "shutdown": {"preStop": {UNION: Union(("exec", "httpGet"))}},
    "initContainers": {"*": _CONTAINER},
    "sidecars": {"*": _CONTAINER},
}
UNIONS: Table = {
    "image": _IMAGE,
    "env": _ENV,
    "secrets": {"*": {UNION: Union(("existing", "external"), riders=("keys",))}},
    "volumes": {"*": {REPLACING: "type"}},
    "config": {"*": {"files": {"*": {UNION: Union(("file", "content", "contentBase64"))}}}},
    "components": {"*": _COMPONENT},
}
"""The unions of a description, by the steps of their paths."""


def below(table: Table | None, step: str) -> Table | None:
    """The part of a table that holds for one step further down."""
    if table is None:
        return None
    found: Table | None = table.get(step) or table.get("*")
    return found


def given(node: Node, union: Union) -> list[str]:
    """The members of a union that a map gives, as written; removed ones do not count."""
    return [key for key, _ in node.items() if key in union.members]


def doubled(node: Node, path: Path, table: Table | None = None) -> Iterator[Finding]:
    """A finding for each union of which one layer gives two members."""
    table = UNIONS if table is None else table
    union = table.get(UNION)
    if union and not union.both:
        members = given(node, union)
        for second in members[1:]:
            message = f"{members[0]} is given already; only one of {choice(union.members)} may be"
            yield at_key(node.value[second], (*path, second), message, f"remove {choice(members)}")
    for key, child in node.items():
        deeper = below(table, key)
        if deeper:
            yield from doubled(child, (*path, key), deeper)
