"""What a change does to what runs."""

from __future__ import annotations

from typing import Literal

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diff.model import Steps
    from generator.documents.node import Plain
    from generator.errors import Place
    from generator.lean import TypeAlias

EffectKind: TypeAlias = Literal[
    "refused", "data at risk", "downtime", "recreates", "rolls pods", "traffic", "capacity", "in place", "none"
]
KINDS: tuple[EffectKind, ...] = (
    "refused", "data at risk", "downtime", "recreates", "rolls pods", "traffic", "capacity", "in place", "none",
)  # fmt: skip
"""All kinds, the gravest first; the effects of an object are in this order."""


class Effect(NamedTuple):
    """What a change does to one object, which may be another one than the changed one.

    ``object`` is the object's ``str``: "Deployment/shop/web"; "" for an environment as a whole. ``path`` is the changed
    field's, () where it is no field. ``cause`` is the line of app.yaml or of the manifest that caused it, on the side
    that ``side`` names. ``pods`` is how many pods it concerns, None where that is no question or not known; of an
    autoscaled workload it is the least. ``numbers`` are pairs of before and after, None where a side has none:
    ``replicas`` (``most`` where an autoscaler may go further), ``cpu`` and ``memory`` (the requests of all these pods),
    ``surge`` (the pods that count at the peak of a rolling update), ``peak`` (with those that are still ending).
    """

    kind: EffectKind
    object: str
    message: str
    cure: str = ""
    path: Steps = ()
    cause: Place | None = None
    side: Literal["before", "after"] = "after"
    pods: int | None = None
    numbers: Mapping[str, Plain] = {}
