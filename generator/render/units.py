"""The parts of an output folder that are written whole, and what of them on disk is fairlead's.

A unit is ``chart/<name>``, ``kustomize/base``, ``kustomize/overlays/<env>`` or ``manifests/<env>``. Each carries the
marker file ``.fairlead``: JSON with the app it was rendered from and the sha256 of every file that fairlead wrote. The
name has no ending because ``kubectl apply -f <folder>`` and Argo CD read every .json and .yaml, hidden ones too.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKER = ".fairlead"
PARENTS = ("chart", "kustomize", "kustomize/overlays", "manifests")
"""The folders below the output folder in which units stand."""

Status: TypeAlias = Literal["same", "stale", "deleted", "edited", "foreign"]
"""same: on disk is what would be written. stale: written by an earlier run and not touched since, or not there yet.
deleted: written by an earlier run and gone. edited: changed by hand since it was written. foreign: never written."""


class Unit(NamedTuple):
    """One unit: what is wanted, what is on disk, and what an earlier run wrote there.

    ``wanted``: content by path inside the unit; empty for a unit that is to go. ``present``: the sha256 of every file
    on disk, "" for what is no regular file. ``known`` and ``app``: files and app of the marker; empty without one.
    ``exists``: whether anything stands at the place of the unit.
    """

    name: str
    wanted: dict[str, bytes]
    present: dict[str, str]
    known: dict[str, str]
    app: str
    exists: bool


def unit_of(path: str) -> str:
    """The unit that a path of a FileTree belongs to: its first two steps, three below ``kustomize/overlays``."""
    steps = path.split("/")
    return "/".join(steps[: 3 if steps[1] == "overlays" and steps[0] == "kustomize" else 2])


def survey(tree: dict[str, bytes], folder: str, left: Iterable[str] = ()) -> list[Unit]:
    """Every unit of a tree, and those that are left over, compared with the folder. Raises OSError."""
    wanted: dict[str, dict[str, bytes]] = {}
    for path, content in tree.items():
        name = unit_of(path)
        wanted.setdefault(name, {})[path[len(name) + 1 :]] = content
    for name in left:
        wanted.setdefault(name, {})
    return [_surveyed(folder, name, files) for name, files in wanted.items()]


def _surveyed(folder: str, name: str, wanted: dict[str, bytes]) -> Unit:
    place = os.path.join(folder, name)
    app, known = read_marker(place)
    return Unit(name, wanted, _present(place), known, app, os.path.lexists(place))


def read_marker(place: str) -> tuple[str, dict[str, str]]:
    """App and files of a unit's marker; nothing where there is none or it is damaged."""
    try:
        with open(os.path.join(place, MARKER), encoding="utf-8") as file:
            content = json.load(file)
        return str(content["app"]), {str(path): str(known) for path, known in content["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return "", {}


def marker_of(app: str, files: dict[str, bytes]) -> bytes:
    """The marker of a unit: sorted JSON, the same bytes for the same files."""
    content = {"app": app, "files": {path: digest(content) for path, content in files.items()}}
    return (json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def digest(content: bytes) -> str:
    """The sha256 of a file's content."""
    return sha256(content).hexdigest()


def _present(place: str) -> dict[str, str]:
    """The sha256 of every file of a unit, by its path inside the unit; the marker is not one of them."""
    if os.path.islink(place) or not os.path.isdir(place):
        return {"": ""} if os.path.lexists(place) else {}
    found: dict[str, str] = {}
    for folder, inner, names in os.walk(place, onerror=_raise):
        links = [name for name in inner if os.path.islink(os.path.join(folder, name))]
        for name in sorted([*names, *links]):
            path = os.path.join(folder, name)
            inside = os.path.relpath(path, place).replace(os.sep, "/")
            if inside != MARKER:
                found[inside] = _digest_on_disk(path)
    return found


def _raise(error: OSError) -> None:
    raise error


def _digest_on_disk(path: str) -> str:
    if os.path.islink(path) or not os.path.isfile(path):
        return ""
    with open(path, "rb") as file:
        return digest(file.read())


def statuses(unit: Unit) -> dict[str, Status]:
    """The status of every path that is wanted, present or known in a unit, sorted by path."""
    paths = sorted({*unit.wanted, *unit.present, *unit.known})
    return {path: _status(unit, path) for path in paths}


def _status(unit: Unit, path: str) -> Status:
    wanted = digest(unit.wanted[path]) if path in unit.wanted else None
    present, known = unit.present.get(path), unit.known.get(path)
    if present == wanted:
        return "same"
    if present is None:
        return "stale" if known is None else "deleted"
    if known is None:
        return "foreign"
    return "stale" if present == known else "edited"


def left_over(folder: str, app: str, tree: dict[str, bytes], parents: Iterable[str]) -> list[str]:
    """Units of this app below the given parents that the tree no longer has: those of environments that are gone."""
    rendered = {unit_of(path) for path in tree}
    found = []
    for parent in parents:
        try:
            names = sorted(os.listdir(os.path.join(folder, parent)))
        except (FileNotFoundError, NotADirectoryError):
            continue
        units = [f"{parent}/{name}" for name in names if not name.startswith(".")]
        found += [unit for unit in units if unit not in rendered and read_marker(os.path.join(folder, unit))[0] == app]
    return found
