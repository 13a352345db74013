"""All shapes: those of the kinds, under their names, and those of what is in them, under names of ours.

Names that other shapes refer to and that are not here, such as ``Text``, have nothing to say about what is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.shapes_of_kinds import KINDS
from generator.diff.shapes_of_network import NETWORK
from generator.diff.shapes_of_pods import PODS
from generator.diff.shapes_of_workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diff.shape import Shape

SHAPES: Mapping[str, Shape] = {**PODS, **WORKLOADS, **NETWORK, **KINDS}
