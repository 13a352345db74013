"""Plain manifests: the tree resolved for an environment, a file an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.emitter import emit
from generator.render.resolve import objects
from generator.resources.components import file_name

if TYPE_CHECKING:
    from generator.resources.model import Model
    from generator.resources.settings import Settings


def manifest_files(model: Model, settings: Settings) -> dict[str, str]:
    """The manifests of an environment: {"web-deployment.yaml": text}."""
    return {file_name(name): emit(value) for name, value in objects(model, settings).items()}
