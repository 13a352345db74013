"""Fields that say nothing to a component of its type: a warning, since somebody meant something by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.findings import Finding, at_key
from generator.app.parts import components, text_of
from generator.app.wording import choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Node

_RUNNING = ("web", "worker", "stateful", "daemon")
_SCALED = ("web", "worker", "stateful")
_ENDING = ("cron", "job")

MEANT_FOR: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("replicas", "autoscaling", "disruptionBudget"), _SCALED),
    **dict.fromkeys(("rollout", "spread", "service", "ingress", "httpRoute", "metrics"), _RUNNING),
    **dict.fromkeys(("backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"), _ENDING),
    **dict.fromkeys(("parallelism", "completions"), _ENDING),
    **dict.fromkeys(("schedule", "timeZone", "concurrencyPolicy", "suspend", "startingDeadlineSeconds"), ("cron",)),
    **dict.fromkeys(("successfulJobsHistoryLimit", "failedJobsHistoryLimit"), ("cron",)),
    "phase": ("job",),
    **dict.fromkeys(("podManagementPolicy", "persistentVolumeClaimRetentionPolicy"), ("stateful",)),
}
"""The types of component that a field means something to; a field that is not here means something to all."""


def effect_findings(tree: Node) -> Iterator[Finding]:
    """A warning for each field that a person wrote and that has no effect."""
    for name, component in components(tree):
        kind = text_of(component, "type")
        for key, field in component.items():
            types = MEANT_FOR.get(key)
            if types and kind and kind not in types and not field.layer.startswith(("defaults", "preset")):
                message = f"has no effect on a component of type {kind}"
                found = at_key(field, ("components", name, key), message, f"it is for {choice(types)}")
                yield found._replace(severity="warning")
