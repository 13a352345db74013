"""Where the specification of a job is: in a Job itself, or in the template of a CronJob."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.objects.values import at

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Resource


def job_spec(resource: Resource) -> tuple[Path, dict[str, Plain]]:
    """The path and the value of a job's specification, {} where there is none."""
    path: Path = ("spec", "jobTemplate", "spec") if resource.type == "CronJob" else ("spec",)
    return path, at(resource.value, *path) or {}


def completion_mode(spec: dict[str, Plain]) -> Plain:
    """The completion mode of a job: "NonIndexed" where none is written."""
    return spec.get("completionMode") or "NonIndexed"
