"""The shipped defaults, as data: overlays/defaults.yaml."""

from __future__ import annotations

from generator.app.data import read_data
from generator.documents.reading import read
from generator.lean import TYPE_CHECKING, remembered

if TYPE_CHECKING:
    from generator.documents.node import Plain

_FILE = "defaults.yaml"


@remembered
def _shipped(name: str) -> dict[str, Plain]:
    (document,) = read(read_data("overlays", name), f"fairlead:overlays/{name}").documents
    value: dict[str, Plain] = document.value
    return value


def of_type(kind: str, *, served: bool) -> dict[str, Plain]:
    """The defaults of a component of a type; what is sent requests ends as a web component does, whatever its type."""
    types: dict[str, dict[str, Plain]] = _shipped(_FILE)["types"]
    found = types[kind]
    return {**found, "shutdown": types["web"]["shutdown"]} if served else found


def profiles() -> dict[str, Plain]:
    """The security profiles."""
    found: dict[str, Plain] = _shipped(_FILE)["securityProfiles"]
    return found
