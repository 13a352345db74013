"""The shipped defaults, as data: overlays/defaults.yaml."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from generator.app.data import read_data
from generator.documents.reading import read
from generator.errors import FairleadError

if TYPE_CHECKING:
    from generator.documents.node import Plain


@cache
def _shipped() -> dict[str, Plain]:
    name = "overlays/defaults.yaml"
    documents = read(read_data("overlays", "defaults.yaml"), f"fairlead:{name}").documents
    if not documents:
        raise FairleadError(f"{name} holds nothing: this installation is broken")
    value: dict[str, Plain] = documents[0].value
    return value


def of_type(kind: str, *, served: bool) -> dict[str, Plain]:
    """The defaults of a component of a type; what is sent requests ends as a web component does, whatever its type."""
    types: dict[str, dict[str, Plain]] = _shipped()["types"]
    found = types[kind]
    return {**found, "shutdown": types["web"]["shutdown"]} if served else found


def profiles() -> dict[str, Plain]:
    """The security profiles."""
    found: dict[str, Plain] = _shipped()["securityProfiles"]
    return found
