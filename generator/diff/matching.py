"""Which object on one side is which on the other: by API group, kind, namespace and name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from generator.objects.resource import Resource

    Key = Callable[[Resource], Hashable]
    Fits = Callable[[Resource, Resource], bool]


class Matching(NamedTuple):
    """The objects that both sides have, and those that one alone has, each in the order of their side."""

    both: list[tuple[Resource, Resource]]
    gone: list[Resource]
    new: list[Resource]


def matching(before: Iterable[Resource], after: Iterable[Resource], *, across: bool) -> Matching:
    """The objects of two sides, paired.

    The built-in kinds have one name whatever group they are in: a Deployment of extensions/v1beta1 is that of apps/v1.
    Of objects that stand several times on a side (``dev/web.yaml``, ``prod/web.yaml``) those in the same file belong
    together, then those in the same order. What says no namespace is the same as what says one, if there is just one
    such object on the other side. ``across`` passes over namespaces, which differ between environments.
    """
    found = Matching([], list(before), list(after))
    for key in (_in_file, _identity):
        found = _paired(found, key, _always)
    found = _paired(found, _anywhere, _lacks_namespace, alone=True)
    return _paired(found, _anywhere, _always, alone=True) if across else found


def _identity(one: Resource) -> Hashable:
    name = one.name or ("", one.metadata.get("generateName"))
    return one.type, one.namespace, str(name)


def _in_file(one: Resource) -> Hashable:
    return _identity(one), one.manifest.origin.source


def _anywhere(one: Resource) -> Hashable:
    return one.type, one.name


def _always(_before: Resource, _after: Resource) -> bool:
    return True


def _lacks_namespace(before: Resource, after: Resource) -> bool:
    return bool(before.name) and not (before.namespace and after.namespace)


def _paired(found: Matching, key: Key, fits: Fits, *, alone: bool = False) -> Matching:
    """What is left over on both sides, paired by a key: in order, or (``alone``) where that leaves no choice."""
    if not found.gone or not found.new:
        return found
    old, young = _by(found.gone, key), _by(found.new, key)
    both, new = list(found.both), []
    for one in found.new:
        candidates = old.get(key(one), [])
        choice = alone and (len(candidates) > 1 or len(young[key(one)]) > 1)
        if candidates and not choice and fits(candidates[0], one):
            both.append((candidates.pop(0), one))
        else:
            new.append(one)
    left = {id(one) for candidates in old.values() for one in candidates}
    return Matching(both, [one for one in found.gone if id(one) in left], new)


def _by(resources: Iterable[Resource], key: Key) -> dict[Hashable, list[Resource]]:
    found: dict[Hashable, list[Resource]] = {}
    for one in resources:
        found.setdefault(key(one), []).append(one)
    return found
