"""The two sides of a comparison: the objects of each environment, under names that both sides share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from generator.documents.manifest import flatten
from generator.objects.admission import admit
from generator.objects.scope import Scope
from generator.schemas.bundle import versions
from generator.sources.discovery import Request, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.source import Source
    from generator.errors import Problem

NOTHING = "/dev/null"
"""What git and diff name for a file that a side does not have."""


class Thing(NamedTuple):
    """What objects were made from: ``name`` is its path below what was named, "" for that itself."""

    kind: str
    name: str
    environment: str


class Side(NamedTuple):
    """The objects of a side by what they were made from, and what could not be read.

    ``root`` is the path that was named; ``unread`` are the files below it that could not be read whole, and the things
    that could not be rendered, each as its path below ``root``.
    """

    scopes: dict[Thing, Scope]
    problems: tuple[Problem, ...] = ()
    root: str = ""
    unread: frozenset[str] = frozenset()


def side(path: str, minor: int = 0, exclude: tuple[str, ...] = ()) -> Side:
    """What a file, folder, chart, kustomization or app description holds; nothing where there is no such path.

    Charts are rendered for Kubernetes 1.``minor``, 0 for the newest; an app description says itself what it is for.
    """
    if path == NOTHING or not os.path.lexists(path):
        return Side({})
    found = list(sources(Request((path,), exclude, minor=minor)))
    described = {file for one in found if one.kind == "app" for file in one.files}
    left = [_without(one, described) if one.kind == "manifests" else one for one in found]
    made = {_thing(one, path): _scope(one, minor) for one in left if one.manifests}
    scopes = {thing: scope for thing, scope in made.items() if scope.resources}
    problems = dict.fromkeys(problem for one in found for problem in one.problems if problem.severity == "error")
    unread = frozenset(name for one in found for name in _unread(one, path))
    return Side(scopes, tuple(problems), path, unread)


def environment(name: str, app: str) -> Side | None:
    """One environment of an app description, as nothing but itself; None where it has no such environment."""
    whole = side(app)
    for thing, scope in whole.scopes.items():
        if thing.environment == name:
            return whole._replace(scopes={Thing("app", "", ""): scope})
    return whole._replace(scopes={}) if not whole.scopes else None


def comparable(before: Side, after: Side) -> tuple[Side, Side]:
    """Both sides without what one of them could not read: it is neither gone nor new."""
    unread = before.unread | after.unread
    return (_readable(before, unread), _readable(after, unread)) if unread else (before, after)


def _readable(one: Side, unread: frozenset[str]) -> Side:
    scopes = {}
    for thing, scope in one.scopes.items():
        if thing.kind == "manifests":
            left = [each for each in scope.resources if _relative(each.manifest.origin.source, one.root) not in unread]
            if left:
                scopes[thing] = Scope(left, scope.minor, {}, whole=scope.whole)
        elif thing.name not in unread:
            scopes[thing] = scope
    return one._replace(scopes=scopes)


def _unread(source: Source, root: str) -> Iterator[str]:
    """What of a source could not be read: files of manifests, and else all of it."""
    problems = [one for one in source.problems if one.severity == "error"]
    if source.kind == "manifests":
        yield from (_relative(one.place.source, root) for one in problems if one.place is not None)
    elif problems:
        yield _relative(source.name, root)


def labels(before: Side, after: Side) -> dict[Thing, str]:
    """What each thing of two sides is called: as short as it can be, and alike for what belongs together."""
    both = [*before.scopes, *after.scopes]
    lonely = all(len({thing[:2] for thing in one.scopes}) <= 1 for one in (before, after))
    return {thing: thing.environment if lonely else _label(thing) for thing in both}


def labelled(one: Side, names: dict[Thing, str]) -> dict[str, Scope]:
    """The objects of a side by the name of the environment."""
    return {names[thing]: scope for thing, scope in one.scopes.items()}


def _label(thing: Thing) -> str:
    return " ".join(part for part in (thing.name or thing.kind, thing.environment) if part)


def _thing(source: Source, root: str) -> Thing:
    name = _relative(source.name, root)
    return Thing(source.kind, name, _relative(source.environment, source.name))


def _relative(path: str, root: str) -> str:
    """A path below another one, as it is where it is not below; "" for the other one itself."""
    if os.path.normpath(path) == os.path.normpath(root) or not path:
        return ""
    start = "" if root == os.curdir else root.rstrip(os.sep) + os.sep
    return os.path.normpath(path.removeprefix(start))


def _without(source: Source, files: set[str]) -> Source:
    """Files without those that are part of an app description: they are among its objects."""
    return source._replace(manifests=tuple(one for one in source.manifests if one.origin.source not in files))


def _scope(source: Source, minor: int) -> Scope:
    wanted = source.minor or minor or versions()[-1]
    admitted = (admit(manifest, wanted, {}).resource for manifest in flatten(source.manifests))
    return Scope([one for one in admitted if one is not None], wanted, {}, whole=source.whole)
