"""The words that several views share: what happened in an environment, and to an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.effect import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.diff.report import EffectReport, EnvironmentReport, ObjectReport, PlaceReport, ProblemReport, Report

ACTIONS = ("changed", "created", "deleted", "renamed")
SIGNS = {"created": "+", "deleted": "-", "changed": "~", "renamed": "→"}
GRAVE = ("refused", "data at risk", "downtime")
"""The kinds of effects that a person should stop at."""
_QUIET = ("none", "in place")


def title(environment: EnvironmentReport) -> str:
    """What an environment is called; plain manifests belong to none."""
    return environment["name"] or "manifests"


def in_words(environment: EnvironmentReport) -> str:
    """``3 changed, 1 created; rolls 5 pods; 1 refused, 2 traffic``, or ``no change``."""
    summary = environment["summary"]
    counts = {"changed": summary["changed"], "created": summary["created"], "deleted": summary["deleted"]}
    counts["renamed"] = summary["renamed"]
    parts = [", ".join(f"{count} {action}" for action, count in counts.items() if count) or "no change"]
    if environment["status"] in ("added", "removed"):
        parts.insert(0, {"added": "new environment", "removed": "environment is gone"}[environment["status"]])
    if summary["pods"]:
        parts.append(f"rolls {counted(summary['pods'], 'pod')}")
    effects = summary["effects"]
    told = [f"{effects[kind]} {kind}" for kind in KINDS if kind in effects and kind not in (*_QUIET, "rolls pods")]
    if told:
        parts.append(", ".join(told))
    return "; ".join(parts)


def counted(number: int, name: str) -> str:
    """``1 pod``, ``2 pods``."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def heading(report: Report) -> str:
    """``HEAD → working tree``."""
    return f"{report['before']} → {report['after']}"


def name_of(one: ObjectReport) -> str:
    """``Deployment/shop/web``; of a renamed one with the name before it."""
    before = one["before_name"]
    if one["action"] == "renamed" and before and before != one["name"]:
        return f"{one['id']} (was {before})"
    return one["id"] + (f" (Helm hook: {one['hook']})" if one["hook"] else "")


def where(place: PlaceReport | EffectReport) -> str:
    """``app.yaml:12``; "" where no file is known."""
    if not place["file"]:
        return ""
    return f"{place['file']}:{place['line']}" if place["line"] else place["file"]


def effects_of(environment: EnvironmentReport) -> Iterator[EffectReport]:
    """All effects in an environment, those of the environment itself last."""
    for one in environment["objects"]:
        yield from one["effects"]
    yield from environment["effects"]


def problem(one: ProblemReport) -> str:
    """What could not be read, with its place: ``app.yaml:3:1: …``."""
    at = ":".join(str(part) for part in (one["file"], one["line"], one["column"]) if part)
    said = ": ".join(part for part in (at, one["path"], one["message"]) if part)
    return f"{said}; {one['cure']}" if one["cure"] else said


def together(objects: Iterable[ObjectReport]) -> list[list[ObjectReport]]:
    """The objects in their order, those together of which the same is to be said, and nothing grave."""
    groups: dict[object, list[ObjectReport]] = {}
    for one in objects:
        key = _sameness(one)
        groups.setdefault(one["id"] if key is None else key, []).append(one)
    return list(groups.values())


def _sameness(one: ObjectReport) -> object:
    """What there is to say of an object beside its name, None where that is about this object alone."""
    quiet = ("none",) if one["action"] == "changed" else _QUIET
    if one["action"] == "renamed" or any(effect["kind"] not in quiet for effect in one["effects"]):
        return None
    return one["action"], repr([(change["path"], change["before"], change["after"]) for change in one["changes"]])


def names_of(group: list[ObjectReport]) -> str:
    """The names of objects that are shown together: ``ConfigMap/shop/a, Service/shop/a``."""
    return ", ".join(map(name_of, group))


def is_told(effect: EffectReport, group: list[ObjectReport]) -> bool:
    """Whether an effect says more than that the object is changed, or that several are new."""
    return effect["kind"] not in (("none",) if len(group) == 1 else _QUIET)


def alike(report: Report) -> Iterator[list[EnvironmentReport]]:
    """The environments in their order, those together in which exactly the same changes."""
    groups: list[list[EnvironmentReport]] = []
    for environment in report["environments"]:
        for group in groups:
            if _same(group[0], environment):
                group.append(environment)
                break
        else:
            groups.append([environment])
    yield from groups


def _same(one: EnvironmentReport, other: EnvironmentReport) -> bool:
    return {**one, "name": ""} == {**other, "name": ""}
