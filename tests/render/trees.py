"""Random trees with settings in them, and values that hold what they read."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from generator.resources.nodes import (
    ABSENT,
    FLAG,
    NUMBER,
    TEXT,
    TREE,
    Checksum,
    Optional,
    Release,
    Setting,
    Shared,
    Spread,
    Text,
    When,
)

HARD = (
    *(
        "",
        "yes",
        "1.20",
        "0755",
        "1e3",
        "12:30",
        "null",
        "~",
        "0x1f",
        "2024-01-01",
        " lead",
        "trail ",
        "\ttab",
        "é\u2028😀",
    ),
    *("{{ .Values.web }}", "{{", "}}", "{{- end }}", "`{{`", "{{/* x */}}", "{# x #}", "[[ x ]]", "$(A)", "$x", "%x"),
    *(
        "a: b",
        "- x",
        "# c",
        "a #c",
        "'",
        '"',
        "\\",
        '\\"',
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "@",
        "one\ntwo",
        "one\ntwo\n",
        "\nx",
    ),
)
"""Texts that YAML, Go templates or Jinja2 may take for something else."""

TEXT_VALUES = st.sampled_from(HARD) | st.text("ab{}'\"\\ :#-.\n", max_size=8).map(lambda text: text.rstrip("\n"))
KEYS = st.sampled_from(("a", "b", "my-key", "a.b/c", "yes", "1", "with space", "{{k}}", "é", "~", ":", "#", "true"))
NUMBERS = st.integers(-(2**53), 2**53) | st.sampled_from((0, 1, 1000000, 65536))
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT_VALUES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)

GIVEN: dict[str, tuple[tuple[str, ...], ...]] = {
    TEXT: (("web", "text"), ("my-api", "env", "A.B")),
    NUMBER: (("web", "number"), ("my-api", "a-b", "n")),
    FLAG: (("web", "flag"),),
    TREE: (("web", "tree"), ("my-api", "é", "x")),
}
"""Settings that are there in all values."""

MAYBE: dict[str, tuple[tuple[str, ...], ...]] = {
    TEXT: (("web", "maybeText"), ("my-api", "env", "C.D")),
    NUMBER: (("web", "maybeNumber"),),
    FLAG: (("web", "maybeFlag"), ("my-api", "maybe-flag")),
    TREE: (("web", "maybeTree"), ("my-api", "maybe", "x-y")),
}
"""Settings that may be missing, null or empty."""

DEEP = (("web", "gone", "x"), ("my-api", "no-map", "a", "b"))
"""Settings of which the maps above may be missing too."""

SPREAD = (("web", "spread"), ("my-api", "spread"))

_OF_KIND: dict[str, st.SearchStrategy[Any]] = {
    TEXT: TEXT_VALUES,
    NUMBER: NUMBERS,
    FLAG: st.booleans(),
    TREE: st.lists(JSON, max_size=2) | st.dictionaries(KEYS, JSON, max_size=2),
}
_EMPTY: dict[str, tuple[Any, ...]] = {
    TEXT: ("",),
    NUMBER: (0,),
    FLAG: (False,),
    TREE: ({}, [], "", False),
}


def put(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        values = values.setdefault(step, {})
    values[path[-1]] = value


@st.composite
def values(draw: st.DrawFn) -> dict[str, Any]:
    """Values in which every setting of GIVEN is, and of MAYBE each may be."""
    found: dict[str, Any] = {}
    for kind, paths in GIVEN.items():
        for path in paths:
            put(found, path, draw(_OF_KIND[kind]))
    for kind, paths in MAYBE.items():
        for path in paths:
            put(found, (*path[:-1], "other"), 1)
            there = draw(st.sampled_from(("missing", "null", "empty", "there", "there")))
            if there != "missing":
                of_kind = {"null": st.none(), "empty": st.sampled_from(_EMPTY[kind])}.get(there, _OF_KIND[kind])
                put(found, path, draw(of_kind))
    for path in DEEP:
        length = draw(st.integers(1, len(path)))
        if length > 1:
            put(found, path[:length], draw(JSON) if length == len(path) else {})
    for number, path in enumerate(SPREAD):
        keys = st.sampled_from((f"s{number}", f"s-{number}", f"{{{{s{number}"))
        put(found, path, draw(st.dictionaries(keys, JSON, max_size=2)))
    return found


def _settings(
    paths: dict[str, tuple[tuple[str, ...], ...]], *kinds: str
) -> st.SearchStrategy[tuple[tuple[str, ...], str]]:
    return st.sampled_from([(path, kind) for kind in kinds or paths for path in paths[kind]])


NAME_PARTS = st.sampled_from(("-web", "-a-1", "x"))
JOINED = st.builds(
    lambda first, rest: Text(first, *rest),
    st.builds(Release) | _settings(GIVEN, TEXT).map(lambda one: Setting(*one)),
    st.lists(NAME_PARTS | st.builds(Release) | st.just(Checksum((("web", "tree"),), length=8)), min_size=1, max_size=2),
)
LITERALS: st.SearchStrategy[Any] = st.sampled_from(HARD) | NUMBERS | st.booleans() | st.none() | st.just({})
SCALARS = st.one_of(
    LITERALS,
    _settings(GIVEN).map(lambda one: Setting(*one)),
    st.builds(Release),
    st.sampled_from((Checksum((("web", "tree"),)), Checksum((("web", "tree"), ("my-api", "a-b")), length=10))),
    st.just(Shared("made.shared", {"fixed": 1, "name": Text(Release(), "-web"), Spread(("web", "spread")): None})),
    st.just(Shared("made.text", Text(Release(), "-", Setting(("my-api", "env", "A.B"), TEXT)))),
)
"""Trees that are never absent."""


@st.composite
def conditions(draw: st.DrawFn, then: Any, otherwise: Any) -> When:
    """A condition on something that may be missing."""
    kind = draw(st.sampled_from(("given", "deep", "plain", "plain")))
    if kind == "given":
        path, _ = draw(_settings(MAYBE, NUMBER, FLAG))
        return When(path, then, otherwise, given=True)
    if kind == "deep":
        return When(draw(st.sampled_from(DEEP)), then, otherwise, deep=True)
    path, _ = draw(_settings(MAYBE, TEXT, FLAG, TREE))
    also = draw(st.just(()) | st.just((("web", "maybeTree"),)))
    return When(path, then, otherwise, also)


@st.composite
def always(draw: st.DrawFn, depth: int = 3) -> Any:
    """A tree that is there whatever the values are."""
    kind = draw(st.sampled_from(("scalar", "map", "list", "choice") if depth else ("scalar",)))
    if kind == "map":
        return draw(maps(depth - 1, fixed=True))
    if kind == "list":
        first, rest = draw(always(depth - 1)), draw(st.lists(items(depth - 1), max_size=2))
        return draw(st.permutations([first, *rest]))
    if kind == "choice":
        return draw(conditions(draw(always(depth - 1)), draw(always(depth - 1))))
    return draw(SCALARS)


@st.composite
def items(draw: st.DrawFn, depth: int) -> Any:
    """A list item: a tree that is always there, behind a condition or not."""
    one = draw(always(depth))
    return one if draw(st.booleans()) else draw(conditions(one, ABSENT))


@st.composite
def maybe(draw: st.DrawFn, depth: int = 3) -> Any:
    """A tree that may be absent."""
    kind = draw(
        st.sampled_from(("optional", "then", "else", "map", "list", "always", "absent") if depth else ("optional",))
    )
    if kind == "optional":
        return Optional(*draw(_settings(MAYBE, TEXT, TREE)))
    if kind == "map":
        return draw(maps(depth - 1, fixed=False))
    if kind == "list":
        return [draw(conditions(draw(always(depth - 1)), ABSENT)) for _ in range(draw(st.integers(1, 2)))]
    if kind == "then":
        return draw(conditions(draw(maybe(depth - 1)), ABSENT))
    if kind == "else":
        return draw(conditions(ABSENT, draw(always(depth - 1))))
    return ABSENT if kind == "absent" else draw(always(depth - 1))


@st.composite
def maps(draw: st.DrawFn, depth: int, *, fixed: bool) -> dict[Any, Any]:
    """A map of trees that may be absent and of spread settings; ``fixed`` ones have a part that is always there."""
    found: list[tuple[Any, Any]] = list(draw(st.dictionaries(KEYS, maybe(depth), max_size=2)).items())
    if draw(st.booleans()):
        found.append((Spread(draw(st.sampled_from(SPREAD))), None))
    if fixed:
        found.append(("fixed", draw(always(depth))))
    return dict(draw(st.permutations(found)))


def documents() -> st.SearchStrategy[dict[Any, Any]]:
    """Trees as a chart prints them, a file each."""
    return st.builds(lambda tree: {"kind": "Made", "tree": tree}, maps(3, fixed=True))
