"""What a changed ConfigMap or Secret does to the pods that read it.

Source: Kubernetes documentation, "ConfigMaps" (mounted ones are updated automatically; variables are not, they need a
restart; subPath mounts get no updates), "Secrets"; github.com/stakater/Reloader (annotations).
"""

from __future__ import annotations

from generator.diff.effects.pods import checksummed, roll_of
from generator.diff.effects.wording import call, called, running
from generator.diff.ways import command
from generator.lean import TYPE_CHECKING
from generator.objects.resource import RUN_ONCE
from generator.objects.scope import same_namespace
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diff.effect import Effect
    from generator.diff.effects.change import Change
    from generator.diff.effects.side import Side, Use, Workload
    from generator.diff.model import Difference

KINDS = frozenset({"ConfigMap", "Secret"})
_DATA = ("data", "binaryData", "stringData")
_WAYS = ("env", "subPath", "volume")
_RELOADER = "reloader.stakater.com"


def effects(change: Change) -> Iterator[Effect]:
    """What becomes of the pods that read it, one effect for each workload."""
    if change.resource.type not in KINDS:
        return
    if change.diff.action == "deleted":
        yield from _deleted(change)
    elif change.diff.action == "renamed":
        yield _renamed(change)
    elif change.stays:
        for workload, ways, first in readers(change):
            yield _read(change, workload, ways, first)
        yield from _certificates(change)


def readers(change: Change) -> Iterator[tuple[Workload, frozenset[str], Difference]]:
    """The workloads that read what changed, how they do, and the first difference that they read."""
    differences = [one for one in change.diff.differences if one.path[0] in _DATA]
    found: dict[int, tuple[Workload, set[str], Difference]] = {}
    for use in _uses(change.around.after, change):
        first = next((one for one in differences if _is_read(one, use)), None)
        if first is not None:
            found.setdefault(id(use.workload.resource), (use.workload, set(), first))[1].add(use.way)
    for workload, ways, first in found.values():
        yield workload, frozenset(ways), first


def _uses(side: Side, change: Change) -> list[Use]:
    namespace = change.resource.namespace
    found = side.uses.get((change.resource.type, change.resource.name), [])
    return [use for use in found if not namespace or use.workload.resource.namespace in ("", namespace)]


def _is_read(difference: Difference, use: Use) -> bool:
    key = use.reference.key
    return not key or len(difference.path) == 1 or str(difference.path[1]) == key


def _read(change: Change, workload: Workload, ways: frozenset[str], first: Difference) -> Effect:
    owner = workload.resource
    other = change.around.change_of(owner)
    roll = roll_of(other)
    if roll is not None and other is not None and roll.fate in ("rolls", "recreates"):
        by = "by its checksum" if change.resource in checksummed(other) else "because of other changes"
        message = f"the pods of {call(owner)} are replaced {by}, and then have it"
        return change.effect("rolls pods", message, on=first, about=owner)
    if owner.type in RUN_ONCE:
        when = "from its next run on" if owner.type == "CronJob" else "only if it runs anew"
        return change.effect("in place", f"{call(owner)} has the new values {when}", on=first, about=owner)
    if _reloads(workload, change):
        message = f"Reloader restarts {running(workload)} of {call(owner)}, as its annotation says"
        return change.effect("rolls pods", message, on=first, about=owner, pods=workload.least)
    return _unread(change, workload, ways, first)


def _unread(change: Change, workload: Workload, ways: frozenset[str], first: Difference) -> Effect:
    owner = workload.resource
    restart = (
        f"`{command(owner, 'rollout restart')}`, or put a checksum of its content into an annotation of the pod "
        "template"
    )
    if "env" in ways:
        message = f"{running(workload)} of {call(owner)} keep the old values until they restart: these are variables"
    elif "subPath" in ways:
        message = f"{running(workload)} of {call(owner)} keep the old file until they restart: it is a subPath mount"
    else:
        message = (
            f"{running(workload)} of {call(owner)} see the new files in about a minute; nothing restarts, so the "
            "program has to read them again"
        )
        restart = ""
    return change.effect("in place", message, restart, on=first, about=owner)


def _reloads(workload: Workload, change: Change) -> bool:
    kind, name = change.resource.kind.lower(), change.resource.name
    notes = {**(workload.pod.metadata.get("annotations") or {}), **workload.resource.annotations}
    if "true" in (notes.get(f"{_RELOADER}/auto"), notes.get(f"{kind}.{_RELOADER}/auto")):
        return True
    return name in str(notes.get(f"{kind}.{_RELOADER}/reload") or "").replace(" ", "").split(",")


def _certificates(change: Change) -> Iterator[Effect]:
    """Ingresses that show a certificate."""
    on = next((one for one in change.diff.differences if one.path[0] in _DATA), None)
    if change.resource.type != "Secret" or on is None:
        return
    for ingress in change.around.after.scope.of("Ingress"):
        names = [one.get("secretName") for one in maps(ingress.spec.get("tls"))]
        if change.resource.name in names and same_namespace(ingress, change.resource):
            message = f"{call(ingress)} shows another certificate, for connections that are new"
            yield change.effect("traffic", message, on=on, about=ingress)


def _deleted(change: Change) -> Iterator[Effect]:
    """Who still needs what is gone; where it is elsewhere is not known of what is not optional."""
    left = [use for use in _uses(change.around.after, change) if not use.reference.optional]
    if left:
        names = called(use.workload.resource for use in left)
        message = f"{names} still {'names' if ' and ' not in names else 'name'} it: pods that start from now on do not"
        yield change.effect("downtime", f"{message} start", "keep it, or take it out of the pods first")


def _renamed(change: Change) -> Effect:
    users = called(use.workload.resource for use in change.around.after.uses.get(_key(change), []))
    message = f"is made under its new name{f', for {users}' if users else ''}"
    if users:
        message += "; Helm and --prune delete the old one, and old pods that restart before they are replaced miss it"
    return change.effect("in place", message)


def _key(change: Change) -> tuple[str, str]:
    return change.resource.type, change.resource.name
