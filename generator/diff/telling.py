"""Tells a diff as a report: masked, with the place of every difference, ready to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.changes import Telling
from generator.diff.field import Fields
from generator.diff.places import edited
from generator.diff.printing import printable, printable_value
from generator.diff.steps import shown
from generator.objects.masking import line_holds_secret

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diff.effect import Effect
    from generator.diff.model import Diff, EnvironmentDiff, ObjectDiff
    from generator.diff.report import (
        EffectReport,
        EnvironmentReport,
        ObjectReport,
        PlaceReport,
        ProblemReport,
        Report,
        Status,
        Summary,
    )  # fmt: skip
    from generator.errors import Place, Problem
    from generator.objects.resource import Resource

HOOK = "helm.sh/hook"
_RESTARTING = frozenset({"rolls pods", "recreates"})


def told(diff: Diff, *, show_secrets: bool = False, lines: bool = True) -> Report:
    """A diff as plain data that JSON can hold, and nothing secret in it unless ``show_secrets``.

    A masked value is ``••••``, and ``•••• (changed)`` where it is the after side of a change: no hash of it, which
    could be tried against a list of passwords. ``lines`` False leaves the YAML of the objects out, which takes most of
    the time: for views that do not show it.
    """
    return {
        "fairlead": 1,
        "before": printable(diff.before),
        "after": printable(diff.after),
        "environments": [_environment(one, show_secrets=show_secrets, lines=lines) for one in diff.environments],
        "problems": [_problem(one, show_secrets=show_secrets) for one in diff.problems],
    }


def _environment(diff: EnvironmentDiff, *, show_secrets: bool, lines: bool) -> EnvironmentReport:
    fields = Fields(diff.before, diff.after)
    objects = [_object(one, fields, show_secrets=show_secrets, lines=lines) for one in diff.objects]
    effects = [_effect(one) for one in diff.effects]
    return {
        "name": printable(diff.name),
        "status": _status(diff),
        "summary": _summary(objects, effects),
        "effects": effects,
        "objects": objects,
    }


def _status(diff: EnvironmentDiff) -> Status:
    if diff.before is None or diff.after is None:
        return "added" if diff.before is None else "removed"
    return "changed" if diff.objects else "same"


def _summary(objects: Iterable[ObjectReport], effects: list[EffectReport]) -> Summary:
    found: Summary = {"created": 0, "deleted": 0, "changed": 0, "renamed": 0, "effects": {}, "pods": 0}
    every = list(effects)
    for one in objects:
        found[one["action"]] += 1
        every += one["effects"]
    for effect in every:
        found["effects"][effect["kind"]] = found["effects"].get(effect["kind"], 0) + 1
    # A workload may roll for several reasons, told with several objects: its pods roll once.
    pods: dict[str, int] = {}
    for effect in every:
        if effect["kind"] in _RESTARTING:
            pods[effect["object"]] = max(pods.get(effect["object"], 0), effect["pods"] or 0)
    found["pods"] = sum(pods.values())
    return found


def _object(diff: ObjectDiff, fields: Fields, *, show_secrets: bool, lines: bool) -> ObjectReport:
    resource = diff.resource
    telling = Telling(diff, fields.of(diff.before or resource, resource), show_secrets=show_secrets)
    hook = resource.annotations.get(HOOK)
    return {
        "action": diff.action,
        "kind": printable(resource.kind),
        "api_version": printable(resource.api_version),
        "namespace": printable(resource.namespace),
        "name": printable(resource.name),
        "before_name": printable(diff.before.name) if diff.before is not None else "",
        "id": printable(str(resource)),
        "hook": printable(hook) if isinstance(hook, str) else "",
        "cause": _where(resource),
        "effects": [_effect(one, telling) for one in diff.effects],
        "changes": telling.changes(),
        "lines": telling.lines() if lines else [],
    }


def _where(resource: Resource) -> PlaceReport:
    place = edited(resource.manifest, ())
    return {"file": printable(place.source), "line": place.line, "column": place.column}


def _effect(effect: Effect, telling: Telling | None = None) -> EffectReport:
    message, cure = effect.message, effect.cure
    if telling is not None:
        message, cure = telling.without_secrets(effect, message), telling.without_secrets(effect, cure)
    place = effect.cause
    return {
        "kind": effect.kind,
        "object": printable(effect.object),
        "message": printable(message),
        "cure": printable(cure),
        "path": printable(shown(effect.path)),
        "file": printable(place.source) if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "side": effect.side,
        "pods": effect.pods,
        "numbers": printable_value(dict(effect.numbers)),
    }


def _problem(problem: Problem, *, show_secrets: bool) -> ProblemReport:
    hidden = not show_secrets and line_holds_secret(problem.source_line)
    place: Place | None = problem.place
    return {
        "severity": problem.severity,
        "message": printable(problem.message),
        "cure": printable(problem.cure),
        "path": printable(problem.path),
        "file": printable(place.source) if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "source_line": "" if hidden else printable(problem.source_line),
        "environments": [printable(name) for name in problem.environments],
    }
