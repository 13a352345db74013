"""What is asked before anything is changed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

from generator.documents.source import Source
from generator.errors import ProgramError
from generator.handoff import helm_releases
from generator.handoff.duration import predicted
from generator.handoff.pruning import prunable
from generator.handoff.records import Records
from generator.programs.helm import find_helm
from generator.programs.helm_release import uninstall_arguments
from generator.sources.live import live, scope_of

if TYPE_CHECKING:
    from generator.diff.model import Diff
    from generator.handoff.revision import Revision
    from generator.handoff.target import Target
    from generator.sources.live import Live


GUESSED_NODES = 10


class Standing(NamedTuple):
    """Who keeps the environment at the moment, and its revisions; ``way`` is "" where nothing was deployed yet."""

    way: str
    revisions: list[Revision]

    @property
    def last(self) -> Revision | None:
        """The newest revision."""
        return self.revisions[-1] if self.revisions else None


def standing(target: Target, way: str = "") -> Standing:
    """What was deployed so far, by whichever way; ``way`` asks for that of one alone."""
    if way != "kubectl":
        found = helm_releases.revisions(target) if way == "helm" or _has_helm() else []
        if found or way:
            return Standing("helm" if found else "", found)
    recorded = Records(target).revisions()
    return Standing("kubectl" if recorded else "", recorded)


def _has_helm() -> bool:
    try:
        return bool(find_helm())
    except ProgramError:
        return False


def source_of(target: Target) -> Source:
    """The environment as lint looks at it."""
    app, environment = target.application.source, target.environment
    return Source(app, "app", target.manifests, environment=environment, minor=target.minor, whole=True)


def refused_way(target: Target, now: Standing, way: str) -> str:
    """Why an environment cannot be deployed by a way, "" where it can: helm and kubectl would fight over it."""
    if not now.way or now.way == way:
        return ""
    return (
        f"--with {way}: {target.title} was deployed with {now.way}, and one would undo what the other does "
        f"(leave --with out, or delete what is there first)"
    )


def seconds(target: Target) -> int:
    """How long a rollout of the environment may take at most."""
    scope = scope_of(target.labelled("helm"), target.minor)
    return predicted(scope, _nodes(target) if scope.has("DaemonSet") else 0)


def _nodes(target: Target) -> int:
    """How many nodes the cluster has; a guess where nobody says."""
    try:
        return len(target.cluster.listed(["nodes"]))
    except ProgramError:
        return GUESSED_NODES


def pending(target: Target, now: Standing) -> str:
    """What to do about a release that a killed run has left behind, or that another run is at work on; "" for none."""
    last = now.last
    if last is None or not last.is_pending:
        return ""
    if now.way == "kubectl" or any(one.was_good for one in now.revisions):
        cure = f"fairlead rollback --env {target.environment}"
    else:
        cure = shlex.join(uninstall_arguments(helm_releases.release_of(target)))
    return (
        f"{target.title}: revision {last.number} is {last.status} since {last.updated}: "
        f"another run is at work, or was killed\n    cure: wait for it; if none is running: {cure}"
    )


def tried(target: Target, way: str) -> Live:
    """The objects as they run and as the server would have them, and what it refuses."""
    if way == "helm":
        applied = helm_releases.applied(target)
        return live(target.cluster, target.labelled(way), target.minor, applied, merges=True)
    return live(target.cluster, target.labelled(way), target.minor, prunable(target))


def compared(target: Target, found: Live) -> Diff:
    """What deploying changes, with its effects."""
    from generator.diff.compare import compare
    from generator.diff.effects.environment import effects_of

    names = (f"{target.cluster.name} (live)", target.application.source)
    before, after = {target.environment: found.before}, {target.environment: found.after}
    diff = compare(before, after, names)
    effects = tuple(effects_of(one, target.minor) for one in diff.environments)
    return diff._replace(environments=effects, problems=found.problems)
