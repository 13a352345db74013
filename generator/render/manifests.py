"""Plain manifests: the tree resolved for an environment, a file an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.emitter import emit
from generator.render.resolve import objects

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.model import Model
    from generator.resources.settings import Settings


def manifest_files(model: Model, settings: Settings) -> dict[str, str]:
    """The manifests of an environment: {"web-deployment.yaml": text}."""
    return {file_name(name): emit(value) for name, value in objects(model, settings).items()}


def file_name(object_id: str) -> str:
    """The name of an object's file; it stays the same when the object's own name carries a checksum."""
    return object_id.replace("/", "-") + ".yaml"


def stream(manifests: list[dict[str, Plain]]) -> str:
    """Several objects as one YAML stream."""
    return "".join(f"---\n{emit(value)}" for value in manifests)
