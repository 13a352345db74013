"""Plans for all workloads of a scope, and why some of them are left alone."""

from __future__ import annotations

from generator.documents.edits import Change
from generator.inject.disruption import ALWAYS, POLICY, lacks_policy
from generator.inject.knowledge import gathered
from generator.inject.plan import Plan, planned
from generator.inject.result import Note
from generator.inject.templating import is_templated
from generator.inject.versions import objection, valid_for
from generator.inject.workload import KINDS, Workload
from generator.lean import TYPE_CHECKING
from generator.objects.admission import admit
from generator.objects.budgets import BUDGET
from generator.objects.scope import Scope, matches
from generator.objects.selection import selector_of
from generator.schemas.bundle import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.documents.manifest import Manifest
    from generator.inject.settings import Settings
    from generator.objects.resource import Resource


def plans(manifests: Iterable[Manifest], settings: Settings, *, whole: bool) -> list[Plan]:
    """What is to be done to the workloads among some manifests, which are one scope."""
    newest = max(settings.minors or versions())
    admitted = [admit(manifest, newest, {}) for manifest in manifests]
    resources = [one.resource for one in admitted if one.resource is not None]
    scope = Scope(resources, newest, {}, whole=whole)
    return [plan for resource in resources for plan in _plan(resource, scope, settings)]


def _plan(resource: Resource, scope: Scope, settings: Settings) -> Iterator[Plan]:
    if resource.type != BUDGET and resource.type not in KINDS:
        return
    known, _ = gathered(resource, settings)
    if "inject" in known and not known["inject"].value:
        return
    if resource.type == BUDGET:
        yield from _policy(resource, scope, settings)
        return
    reason, minors = _left_alone(resource), settings.minors
    for value in (resource.manifest.value, resource.value):  # with its nulls, and as the API server keeps it
        reason = reason or ("" if valid_for(value, minors) else objection(value, minors))
        minors = valid_for(value, minors)
    reason = reason or _selects_others(resource)
    if reason or resource.pod is None:
        place = resource.manifest.place(("kind",), key=True)
        yield Plan(resource, [], [], [Note(str(resource), place, (), None, "refused", reason)])
        return
    exposed = settings.exposed.get(resource.manifest.origin.source)
    yield planned(Workload(resource, resource.pod, scope, exposed), settings, minors)


def _left_alone(resource: Resource) -> str:
    """Why nothing is put into an object, "" where something may be."""
    if not resource.name:
        return "it has no name"
    if is_templated(resource):
        return "it is to be filled in yet: {{ … }} stands where a value belongs"
    owners = resource.metadata.get("ownerReferences")
    if owners:
        return f"it belongs to {owners[0].get('kind')} {owners[0].get('name')}, which would undo every change"
    return ""


def _selects_others(resource: Resource) -> str:
    """Why the API server refuses the selector of a workload, "" where it does not."""
    selector = selector_of(resource.spec.get("selector"))
    if not any(selector.values()):
        return "it has no selector"
    takes = resource.pod is None or matches(resource.pod.labels, selector)
    return "" if takes else "its selector does not take its own pods"


def _policy(budget: Resource, scope: Scope, settings: Settings) -> Iterator[Plan]:
    minors = valid_for(budget.manifest.value, settings.minors)
    if _left_alone(budget) or not minors or not lacks_policy(budget, scope, minors[0]):
        return
    path = ("spec", POLICY)
    reason = "pods that do not work must not keep a node from being drained"
    note = Note(str(budget), budget.manifest.place(path), path, ALWAYS, "added", reason, "default")
    yield Plan(budget, [Change(path, ALWAYS)], [], [note])
