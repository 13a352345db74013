"""One changed object among the others of its environment: what the modules of effects look at."""

from __future__ import annotations

from generator.diff.effect import Effect
from generator.diff.effects import refused
from generator.diff.effects.side import Side
from generator.diff.places import edited, place_of
from generator.diff.steps import meets, preferred
from generator.lean import TYPE_CHECKING, cached_property
from generator.objects.scaling import SCALABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diff.effect import EffectKind
    from generator.diff.effects.side import Workload
    from generator.diff.immutable import Refusal
    from generator.diff.model import Difference, EnvironmentDiff, ObjectDiff
    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


class Surroundings:
    """An environment on both sides; a side that there is not is one without objects."""

    def __init__(self, diff: EnvironmentDiff, minor: int) -> None:
        self.diff = diff
        self.minor = minor
        self.before = Side(_scope(diff.before, minor))
        self.after = Side(_scope(diff.after, minor))
        self.changes = tuple(Change(one, self) for one in diff.objects)
        for workload in self.after.workloads:
            self._keep_what_was_scaled(workload)

    def _keep_what_was_scaled(self, workload: Workload) -> None:
        """Where an autoscaler goes and no replicas are written, as many pods stay as it left."""
        if workload.is_scaled or workload.resource.type not in SCALABLE or "replicas" in workload.resource.spec:
            return
        before = self.before.workload(self.was(workload.resource))
        if before is not None and before.is_scaled and "replicas" not in before.resource.spec:
            self.after.replace(workload._replace(least=before.least, most=before.most))

    @cached_property
    def by_object(self) -> dict[int, Change]:
        """The changes by the identity of their objects, of either side."""
        return {id(one): change for change in self.changes for one in (change.before, change.after) if one is not None}

    @cached_property
    def configs(self) -> tuple[Change, ...]:
        """The changes of ConfigMaps and Secrets."""
        return tuple(one for one in self.changes if one.resource.type in ("ConfigMap", "Secret"))

    def change_of(self, resource: Resource) -> Change | None:
        """What changes an object of either side, None where nothing does."""
        return self.by_object.get(id(resource))

    def was(self, resource: Resource) -> Resource | None:
        """The object before the change that ``resource`` is after it, None where it is new."""
        change = self.change_of(resource)
        return change.before if change is not None else self.before.named(resource)

    def will_be(self, resource: Resource) -> Resource | None:
        """The object after the change that ``resource`` is before it, None where it is gone."""
        change = self.change_of(resource)
        return change.after if change is not None else self.after.named(resource)


def _scope(scope: Scope | None, minor: int) -> Scope:
    from generator.objects.scope import Scope

    return Scope([], minor, {}) if scope is None else scope


class Change:
    """What happens to one object."""

    def __init__(self, diff: ObjectDiff, around: Surroundings) -> None:
        self.diff = diff
        self.around = around
        self.before = diff.before
        self.after = diff.after
        self.resource = diff.resource

    def first(self, *pattern: str) -> Difference | None:
        """The difference at a path that is to be pointed at, None where there is none."""
        return preferred(self.at(*pattern))

    @property
    def stays(self) -> bool:
        """Whether it is the same object of the cluster afterwards: neither made, nor deleted, nor renamed."""
        return self.diff.action == "changed"

    def at(self, *pattern: str) -> list[Difference]:
        """The differences at, below or above a path; ``*`` is any item of a list."""
        return [one for one in self.diff.differences if meets(one.path, pattern)]

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        """What the API server refuses of it."""
        return tuple(refused.refused(self))

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it happens, however it is applied."""
        return any(not one.row.by_server for one in self.refusals)

    @cached_property
    def workloads(self) -> tuple[Workload | None, Workload | None]:
        """What it is as a workload before and after; None where it makes no pods or is not there."""
        return self.around.before.workload(self.before), self.around.after.workload(self.after)

    @cached_property
    def template(self) -> tuple[Difference, ...]:
        """The differences in its template of pods."""
        pod = self.after.pod if self.after is not None and self.before is not None else None
        return tuple(self.at(*map(str, pod.path))) if pod is not None and pod.path else ()

    def effect(
        self,
        kind: EffectKind,
        message: str,
        cure: str = "",
        *,
        on: Difference | None = None,
        about: Resource | None = None,
        pods: int | None = None,
        numbers: Mapping[str, Plain] | None = None,
    ) -> Effect:
        """An effect that a difference has, or else the change as a whole, on this object or on another one."""
        if on is not None:
            place, side = place_of(self.diff, on)
        else:
            side = "before" if self.after is None else "after"
            place = edited(self.resource.manifest, ("metadata", "name"))
        path = on.path if on is not None else ()
        return Effect(kind, str(about or self.resource), message, cure, path, place, side, pods, numbers or {})
