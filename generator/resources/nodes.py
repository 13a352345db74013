"""The nodes of the tree: a manifest in which some leaves and branches are settings.

A tree is made of dicts, lists and scalars, as the manifest will be, and of these nodes. Each printer reads the same
tree: the manifests printer puts values in (`resolve`), the chart printer writes template actions. A part is *absent*
(its key or list item is left out) where a condition says so, and a map or list of which every part is absent is absent
itself.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

Path: TypeAlias = tuple[str, ...]
"""Where a setting stands in the values: ("web", "image", "tag") is ``.Values.web.image.tag``."""

Tree: TypeAlias = Any
"""A node, a scalar, a dict of str (or Spread) to Tree, or a list of Tree."""

TEXT: Final = "text"
NUMBER: Final = "number"
FLAG: Final = "flag"
TREE: Final = "tree"


class Absent:
    """The one value that stands for a part that is not there."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


class Setting:
    """A leaf or subtree that an environment may change. ``kind`` says how a template prints it."""

    __slots__ = ("kind", "path")

    def __init__(self, path: Path, kind: str = TREE) -> None:
        self.path = path
        self.kind = kind


class Optional:
    """A setting that is absent where it is null or empty: ``{{- with … }}``. Never for numbers, where 0 is a value."""

    __slots__ = ("setting",)

    def __init__(self, path: Path, kind: str = TREE) -> None:
        self.setting = Setting(path, kind)


class When:
    """``then`` where the setting at ``path``, or one at ``also``, is neither null, empty nor false, else ``otherwise``.

    With ``given`` only null and missing count as not there: for numbers and flags, where 0 and false are values.
    """

    __slots__ = ("given", "otherwise", "paths", "then")

    def __init__(
        self, path: Path, then: Tree, otherwise: Tree = ABSENT, also: tuple[Path, ...] = (), *, given: bool = False
    ) -> None:
        self.paths = (path, *also)
        self.then = then
        self.otherwise = otherwise
        self.given = given


class Text:
    """A string joined from literals, settings, release names and checksums."""

    __slots__ = ("parts",)

    def __init__(self, *parts: Tree) -> None:
        self.parts = parts


class Checksum:
    """sha256 over the canonical JSON of settings, so that what uses them changes when they do.

    ``salt`` is a literal that takes part; ``length`` is how many hexadecimal digits are kept.
    """

    __slots__ = ("length", "paths", "salt")

    def __init__(self, paths: tuple[Path, ...], salt: str = "", length: int = 64) -> None:
        self.paths = paths
        self.salt = salt
        self.length = length


class Release:
    """What only the release knows: its "Name" (the app's, in plain manifests) or the "Service" that manages it."""

    __slots__ = ("field",)

    def __init__(self, field: str = "Name") -> None:
        self.field = field


class Shared:
    """A subtree that the chart defines once in ``_helpers.tpl`` under a name and includes wherever it stands."""

    __slots__ = ("body", "name")

    def __init__(self, name: str, body: Tree) -> None:
        self.name = name
        self.body = body


class Spread:
    """Stands as a key: the entries of the map setting at ``path`` (none where it is empty) join the map around it."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path = path


def optional_text(path: Path) -> Optional:
    """A text that is absent where it is empty."""
    return Optional(path, TEXT)


def settings_used(tree: Tree) -> set[Path]:
    """The path of every setting that a tree reads, in values, conditions and checksums."""
    found: set[Path] = set()
    _collect(tree, found)
    return found


def _collect(tree: Tree, found: set[Path]) -> None:
    match tree:
        case dict():
            for key, child in tree.items():
                _collect(key, found)
                _collect(child, found)
        case list():
            for child in tree:
                _collect(child, found)
        case Setting(path=path) | Spread(path=path) | Optional(setting=Setting(path=path)):
            found.add(path)
        case When():
            found.update(tree.paths)
            _collect(tree.then, found)
            _collect(tree.otherwise, found)
        case Text():
            for part in tree.parts:
                _collect(part, found)
        case Checksum():
            found.update(tree.paths)
        case Shared():
            _collect(tree.body, found)
