"""Job and CronJob.

A Job's template is immutable, so a Job's name carries a checksum of everything it is made from: a changed Job is a new
Job. A job of a phase runs before or after the rest of the release, so what it needs (its service account, its copies
of configs) belongs to the same phase and is there first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.names import hook, prefixed
from generator.resources.nodes import FLAG, NUMBER, TEXT, Checksum, Release, Setting, Text, Tree, settings_used
from generator.resources.pod import Workload, pod_template

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

_JOB_FIELDS = ("backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished", "parallelism", "completions")
_CRON_NUMBERS = ("startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")
_CRON_FIELDS = ("schedule", "timeZone", "concurrencyPolicy", "suspend", *_CRON_NUMBERS)


def put_job(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    """Put the settings that only jobs and cron jobs have."""
    fields = (*_JOB_FIELDS, *_CRON_FIELDS) if component["type"] == "cron" else _JOB_FIELDS
    for key in fields:
        settings.copy((*path, key), (*source, key))


def job(naming: Naming, component: str, phase: str, weight: int) -> Tree:
    """A Job, of a phase ("pre-deploy", "post-deploy") or "none"."""
    spec = _job_spec(naming, component, phased=phase != "none")
    name = Text(Release(), f"-{component}-", _checksum(component, spec))
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": naming.metadata(name, component, hook(phase, weight)),
        "spec": spec,
    }


def _job_spec(naming: Naming, component: str, *, phased: bool) -> Tree:
    workload = Workload(component, restart="Never", phased=phased)
    return {**_numbers(naming, component, _JOB_FIELDS), "template": pod_template(naming, workload)}


def _checksum(component: str, spec: Tree) -> Checksum:
    """Over every setting that the Job reads, each taken with the whole of what it belongs to."""
    wholes = {(component,) if path[0] == component else path[:2] for path in settings_used(spec)}
    return Checksum(tuple(sorted(wholes)), length=8)


def cron_job(naming: Naming, component: str) -> Tree:
    """A CronJob."""
    at = (component,)
    return {
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": naming.metadata(prefixed(component), component),
        "spec": {
            "schedule": Setting((*at, "schedule"), TEXT),
            "timeZone": naming.shape.setting((*at, "timeZone"), TEXT),
            "concurrencyPolicy": naming.shape.setting((*at, "concurrencyPolicy"), TEXT),
            "suspend": naming.shape.setting((*at, "suspend"), FLAG),
            **_numbers(naming, component, _CRON_NUMBERS),
            "jobTemplate": {
                "metadata": {"labels": naming.labels(component, version=False)},
                "spec": _job_spec(naming, component, phased=False),
            },
        },
    }


def _numbers(naming: Naming, component: str, keys: tuple[str, ...]) -> dict[str, Tree]:
    return {key: naming.shape.setting((component, key), NUMBER) for key in keys}
