"""What helm knows of the release of an environment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.documents.reading import read
from generator.errors import ProgramError
from generator.handoff.revision import Revision
from generator.programs import helm_release
from generator.programs.helm import find_helm
from generator.programs.run import complete

if TYPE_CHECKING:
    from generator.handoff.target import Target

_NOT_FOUND = "not found"


def release_of(target: Target) -> helm_release.Release:
    """The release of an environment: named after the app, in the environment's namespace."""
    return helm_release.Release(find_helm(), target.name, target.namespace, target.cluster.kubectl.context)


def revisions(target: Target) -> list[Revision]:
    """The revisions of the release, the oldest first; [] where there is no release."""
    done = complete(helm_release.history_arguments(release_of(target)))
    if done.code:
        if _NOT_FOUND in done.stderr:
            return []
        raise ProgramError(f"{done.command}: failed with exit code {done.code}\n    {done.stderr.strip()}")
    return [_revision(one) for one in json.loads(done.stdout)]


def _revision(value: dict[str, Any]) -> Revision:
    return Revision(
        int(value["revision"]),
        str(value.get("status")),
        str(value.get("updated")),
        str(value.get("app_version") or ""),
        str(value.get("description") or ""),
        "helm",
    )


def applied(target: Target) -> list[dict[str, Any]]:
    """The objects of the last release, hooks left out; [] where there is none."""
    done = complete(helm_release.manifest_arguments(release_of(target)))
    return (
        []
        if done.code
        else [one.value for one in read(done.stdout, release_of(target).name).documents if isinstance(one.value, dict)]
    )
