"""What a build makes before it packs: the bundle of Kubernetes' schemas, in its place in the source tree."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SchemasHook(BuildHookInterface[Any]):
    """Makes the bundle for source archives, wheels and editable installations alike; one that is current stays."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook's signature
        """Called by hatchling before it looks for the files to pack."""
        sys.path.insert(0, self.root)
        try:
            from generator.schemas.compiler import make

            make()
        finally:
            sys.path.remove(self.root)
