"""Objects with a new name: one is gone and one is new, and they are alike.

A name that only got another checksum (``web-config-3f2a91c0``, as Kustomize and many charts name ConfigMaps) is the
same object whatever is in it. Others are taken for renamed from a likeness on, the most alike first; an object with
next to nothing in it only where others were renamed from and to the same names. Secrets are told by their keys and
values like all others, but no value is repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.likeness import leaves, overlap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.objects.resource import Resource

    Pair = tuple[Resource, Resource]

ALIKE = 0.6
"""From here on two objects are the same one with another name."""
_FEWEST_LEAVES = 3
_MOST = 40_000
"""Pairs of one kind beyond which only names with checksums are looked at: comparing all would take seconds."""
_CHECKSUM = (5, 64)
_BARE = frozenset({"apiVersion", "kind", "status"})


def renamed(gone: Iterable[Resource], new: Iterable[Resource], *, across: bool = False) -> list[Pair]:
    """The objects of one side that are on the other under another name, or in another namespace.

    ``across`` says that the sides are different environments, which have namespaces of their own.
    """
    old, young = _by_type(gone), _by_type(new)
    found: list[Pair] = []
    for kind in young.keys() & old.keys():
        found += _of_kind(old[kind], young[kind], across=across)
    taken = {id(one) for pair in found for one in pair}
    names = {(before.name, after.name) for before, after in found}
    for kind in young.keys() & old.keys():
        found += _as_others(old[kind], young[kind], names, taken)
    return found


def stem(name: str) -> str:
    """A name without the checksum at its end; the whole name where it has none.

    A checksum has digits, and only what is in a hexadecimal number or in Kubernetes' own safe alphabet.
    """
    front, dash, last = name.rpartition("-")
    shortest, longest = _CHECKSUM
    looks = shortest <= len(last) <= longest and any(sign.isdigit() for sign in last) and not last.isdecimal()
    safe = set(last) <= set("0123456789abcdef") or set(last) <= set("bcdfghjklmnpqrstvwxz2456789")
    return front if dash and front and looks and safe else name


def _by_type(resources: Iterable[Resource]) -> dict[str, list[Resource]]:
    found: dict[str, list[Resource]] = {}
    for one in resources:
        if one.name:
            found.setdefault(one.type, []).append(one)
    return found


def _of_kind(gone: list[Resource], new: list[Resource], *, across: bool) -> Iterator[Pair]:
    taken: set[int] = set()
    for before, after in (*_by_stem(gone, new, across=across), *_by_likeness(gone, new)):
        if id(before) not in taken and id(after) not in taken:
            taken |= {id(before), id(after)}
            yield before, after


def _by_stem(gone: list[Resource], new: list[Resource], *, across: bool) -> Iterator[Pair]:
    """Names that differ by their checksum alone, in the order of their side."""
    for before in gone:
        own = stem(before.name)
        for after in new:
            same = own == stem(after.name) and (across or before.namespace == after.namespace)
            if same and (own != before.name or own != after.name):
                yield before, after


def _by_likeness(gone: list[Resource], new: list[Resource]) -> Iterator[Pair]:
    if len(gone) * len(new) > _MOST:
        return
    mine, theirs = [_content(one) for one in gone], [_content(one) for one in new]
    ranked = []
    for index, before in enumerate(mine):
        for other, after in enumerate(theirs):
            if min(len(before), len(after)) >= _FEWEST_LEAVES:
                score = overlap(before, after)
                if score >= ALIKE or gone[index].name == new[other].name:
                    ranked.append((-score, index, other))
    for _, index, other in sorted(ranked):
        yield gone[index], new[other]


def _as_others(
    gone: list[Resource], new: list[Resource], names: set[tuple[str, str]], taken: set[int]
) -> Iterator[Pair]:
    """Objects that got the same new name as others did, and are alike as far as there is anything in them."""
    for before in gone:
        for after in new:
            free = id(before) not in taken and id(after) not in taken
            if free and (before.name, after.name) in names and overlap(_content(before), _content(after)) >= ALIKE:
                taken |= {id(before), id(after)}
                yield before, after


def _content(resource: Resource) -> frozenset[tuple[str, str]]:
    """The leaves of an object apart from what says which one it is; its own name in them is just a name."""
    value = {key: child for key, child in resource.manifest.value.items() if key not in _BARE}
    metadata = value.pop("metadata", None)
    if isinstance(metadata, dict):
        value["metadata"] = {key: child for key, child in metadata.items() if key in ("labels", "annotations")}
    return leaves(value, (resource.name,))
