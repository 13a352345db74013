"""The nodes of the tree: a manifest in which some leaves and branches are settings.

A tree is made of dicts, lists and scalars, as the manifest will be, and of these nodes. Each printer reads the same
tree: the manifests printer puts values in (`resolve`), the chart printer writes template actions. A part is *absent*
(its key or list item is left out) where a condition says so, and a map or list of which every part is absent is absent
itself.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class Part:
    """What every node of the tree has: the settings it reads itself, and the trees below it."""

    __slots__ = ()

    def reads(self) -> tuple[Path, ...]:
        """The paths of the settings that this node reads, without those of the trees below it."""
        return ()

    def below(self) -> tuple[Tree, ...]:
        """The trees that this node holds."""
        return ()


class Setting(Part):
    """A leaf or subtree that an environment may change. ``kind`` says how a template prints it."""

    __slots__ = ("kind", "path")

    def __init__(self, path: Path, kind: str = TREE) -> None:
        self.path = path
        self.kind = kind

    def reads(self) -> tuple[Path, ...]:
        """The setting."""
        return (self.path,)


class Optional(Part):
    """A setting that is absent where it is null or empty: ``{{- with … }}``. Never for numbers, where 0 is a value."""

    __slots__ = ("setting",)

    def __init__(self, path: Path, kind: str = TREE) -> None:
        self.setting = Setting(path, kind)

    def reads(self) -> tuple[Path, ...]:
        """The setting."""
        return (self.setting.path,)


class When(Part):
    """``then`` where the setting at ``path``, or one at ``also``, is neither null, empty nor false, else ``otherwise``.

    With ``given`` only null and missing count as not there: for numbers and flags, where 0 and false are values. With
    ``deep`` maps above the setting may be missing too, so a template must ask for it step by step.
    """

    __slots__ = ("deep", "given", "otherwise", "paths", "then")

    def __init__(
        self,
        path: Path,
        then: Tree,
        otherwise: Tree = ABSENT,
        also: tuple[Path, ...] = (),
        *,
        given: bool = False,
        deep: bool = False,
    ) -> None:
        self.paths = (path, *also)
        self.then = then
        self.otherwise = otherwise
        self.given = given
        self.deep = deep or bool(also)

    def reads(self) -> tuple[Path, ...]:
        """The settings that the condition looks at."""
        return self.paths

    def below(self) -> tuple[Tree, ...]:
        """Both branches."""
        return (self.then, self.otherwise)


class Text(Part):
    """A string joined from literals, settings, release names and checksums."""

    __slots__ = ("parts",)

    def __init__(self, *parts: Tree) -> None:
        self.parts: tuple[Tree, ...] = tuple(
            inner for part in parts for inner in (part.parts if isinstance(part, Text) else (part,))
        )

    def below(self) -> tuple[Tree, ...]:
        """The parts."""
        return self.parts


class Checksum(Part):
    """sha256 over the canonical JSON of settings, so that what uses them changes when they do.

    ``length`` is how many hexadecimal digits are kept.
    """

    __slots__ = ("length", "paths")

    def __init__(self, paths: tuple[Path, ...], length: int = 64) -> None:
        self.paths = paths
        self.length = length

    def reads(self) -> tuple[Path, ...]:
        """The settings that the checksum is over."""
        return self.paths


class Release(Part):
    """What only the release knows: its "Name" (the app's, in plain manifests) or the "Service" that manages it."""

    __slots__ = ("field",)

    def __init__(self, field: str = "Name") -> None:
        self.field = field


class Shared(Part):
    """A subtree that the chart defines once in ``_helpers.tpl`` under a name and includes wherever it stands."""

    __slots__ = ("body", "name")

    def __init__(self, name: str, body: Tree) -> None:
        self.name = name
        self.body = body

    def below(self) -> tuple[Tree, ...]:
        """The subtree."""
        return (self.body,)


class Spread(Part):
    """Stands as a key: the entries of the map setting at ``path`` (none where it is empty) join the map around it."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path = path

    def reads(self) -> tuple[Path, ...]:
        """The setting."""
        return (self.path,)


def optional_text(path: Path) -> Optional:
    """A text that is absent where it is empty."""
    return Optional(path, TEXT)


class Reading(NamedTuple):
    """A setting that a tree reads, and the settings that are known to be there where it does.

    A ``condition`` only asks whether the setting is there.
    """

    path: Path
    guards: tuple[Path, ...]
    condition: bool


def readings(tree: Tree, guards: tuple[Path, ...] = ()) -> Iterator[Reading]:
    """Every setting that a tree reads."""
    if isinstance(tree, dict):
        for key, child in tree.items():
            yield from readings(key, guards)
            yield from readings(child, guards)
    elif isinstance(tree, list):
        for child in tree:
            yield from readings(child, guards)
    elif isinstance(tree, When):
        yield from (Reading(path, guards, condition=True) for path in tree.paths)
        yield from readings(tree.then, (*guards, *tree.paths) if len(tree.paths) == 1 else guards)
        yield from readings(tree.otherwise, guards)
    elif isinstance(tree, Part):
        yield from (Reading(path, guards, condition=False) for path in tree.reads())
        for child in tree.below():
            yield from readings(child, guards)


def settings_used(tree: Tree) -> set[Path]:
    """The path of every setting that a tree reads, in values, conditions and checksums."""
    return {reading.path for reading in readings(tree)}
