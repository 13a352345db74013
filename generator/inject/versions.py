"""For which Kubernetes versions an object is valid, by the schema of its kind."""

from __future__ import annotations

from generator.documents.manifest import shown
from generator.lean import TYPE_CHECKING
from generator.schemas import bundle, lifecycle
from generator.schemas.check import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.documents.node import Plain


def valid_for(value: dict[str, Plain], minors: Sequence[int] = ()) -> tuple[int, ...]:
    """Those of some Kubernetes versions, or of all that there are schemas for, that have nothing against an object."""
    verdicts: dict[int, bool] = {}
    found = []
    for minor in minors or bundle.versions():
        schema = bundle.schema(minor, str(value.get("apiVersion")), str(value.get("kind")))
        if schema is None:
            continue
        if id(schema) not in verdicts:  # versions share most schemas
            verdicts[id(schema)] = not check(value, schema).errors
        if verdicts[id(schema)]:
            found.append(minor)
    return tuple(found)


def objection(value: dict[str, Plain], minors: Sequence[int]) -> str:
    """Why an object is valid for none of some versions, or of all."""
    asked = minors or bundle.versions()
    api_version, kind = str(value.get("apiVersion")), str(value.get("kind"))
    newest = max(asked)
    schema = bundle.schema(newest, api_version, kind)
    if schema is None:
        instead = lifecycle.replacement(api_version, kind, newest)
        cure = f": write {instead[0]}" if instead else ""
        return f"Kubernetes 1.{newest} has no {kind} of {api_version}{cure}"
    error = check(value, schema).errors[0]
    where = f"{shown(error.path)}: " if error.path else ""
    return f"Kubernetes 1.{newest} refuses it: {where}{error.message}"
