"""Go template expressions for settings, conditions and texts of the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.documents.emitter import quoted, scalar
from generator.resources.nodes import FLAG, NUMBER, TEXT, Checksum, Release, Setting, Shared, Text, Tree, When

if TYPE_CHECKING:
    from generator.resources.nodes import Path

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_FILTERS: Final = {TEXT: " | quote", NUMBER: " | int64", FLAG: ""}
"""How a setting is printed on one line: Helm holds numbers as float64, which print as 1e+06 without int64."""

ACTION: Final = "{{"


def value_of(path: Path) -> str:
    """``.Values.web.replicas``, or ``(index .Values "my-api").replicas`` where a key is no identifier."""
    odd = [number for number, step in enumerate(path) if not _IDENTIFIER.match(step)]
    if not odd:
        return ".".join([".Values", *path])
    first, last = odd[0], odd[-1]
    indexed = " ".join(
        ["index", ".".join([".Values", *path[:first]]), *(go_string(step) for step in path[first : last + 1])]
    )
    return ".".join([f"({indexed})", *path[last + 1 :]])


def go_string(text: str) -> str:
    """A Go string literal: JSON's escapes are Go's too."""
    return quoted(text)


def condition(node: When) -> str:
    """What follows `if` for the first branch of a condition."""
    asked = [step_by_step(path) if node.deep else value_of(path) for path in node.paths]
    if node.given:
        return f'not (kindIs "invalid" {asked[0]})'
    return asked[0].removeprefix("(").removesuffix(")") if len(asked) == 1 and node.deep else _any_of(asked)


def _any_of(asked: list[str]) -> str:
    return asked[0] if len(asked) == 1 else f"or {' '.join(asked)}"


def step_by_step(path: Path) -> str:
    """The value at a path, or nil where a map on the way below the component is missing."""
    if len(path) <= 2:  # noqa: PLR2004 — a component's own settings: the component is there
        return value_of(path)
    return f"(dig {' '.join(go_string(step) for step in path[1:])} nil {value_of(path[:1])})"


def from_anywhere(path: Path) -> str:
    """The value at a path of a component that may be missing too, or nil."""
    return f"(dig {' '.join(go_string(step) for step in path[1:])} nil ({value_of(path[:1])} | default dict))"


def negation(node: When) -> str:
    """What follows `if` for the other branch alone."""
    if node.given and not node.deep:
        return f'kindIs "invalid" {value_of(node.paths[0])}'
    positive = condition(node)
    return f"not {positive}" if len(node.paths) == 1 and not node.given and not node.deep else f"not ({positive})"


def literal(value: Tree) -> str:
    """A literal scalar as YAML; text that Go would take for an action is handed to the template as a string."""
    if isinstance(value, str) and ACTION in value:
        return f"{{{{ {go_string(value)} | quote }}}}"
    return scalar(value)


def inline(tree: Tree) -> str | None:
    """A scalar of the tree on one line, or None for what needs more than one."""
    match tree:
        case Setting(kind=kind) if kind in _FILTERS:
            return f"{{{{ {value_of(tree.path)}{_FILTERS[kind]} }}}}"
        case Text() | Checksum() | Release():
            return _quoted(tree)
        case Shared() if not isinstance(tree.body, dict | list):
            return f'{{{{ include "{tree.name}" . | quote }}}}'
        case Setting() | Shared():
            return None
        case dict() | list() if tree:
            return None
        case _:
            return literal(tree)


def _quoted(tree: Tree) -> str:
    if isinstance(tree, Text):
        return raw(tree) if _safe_without_quotes(tree) else _printed(tree)
    return raw(tree).removesuffix(" }}") + " | quote }}"


def _printed(tree: Text) -> str:
    """A text whose parts may hold anything, put together by the template and quoted as a whole."""
    return f"{{{{ {_expression(tree)} | quote }}}}"


def _expression(part: Tree) -> str:
    """A part of a text as an expression by itself."""
    match part:
        case Setting():
            return f"{value_of(part.path)}{_FILTERS[NUMBER] if part.kind == NUMBER else ''}"
        case Text():
            formats = "".join(one.replace("%", "%%") if isinstance(one, str) else "%v" for one in part.parts)
            parts = [f"({_expression(one)})" for one in part.parts if not isinstance(one, str)]
            return f"printf {' '.join([go_string(formats), *parts])}"
        case Release():
            return f".Release.{part.field}"
        case Checksum():
            return _checksum(part)
        case When():
            branches = f"({_expression(part.then)}) ({_expression(part.otherwise)})"
            return f"ternary {branches} (not (not ({condition(part)})))"
        case _:
            return go_string(str(part))


def _safe_without_quotes(tree: Text) -> bool:
    """Whether a text of names holds a letter after a dash, so that no release name turns it into a number or date."""
    parts = tree.parts
    if not all(isinstance(part, str | Release | Checksum) for part in parts):
        return False
    return any(isinstance(part, str) and re.search(r"-[a-z]*[g-z]", part) for part in parts)


def raw(tree: Tree) -> str:
    """A scalar as it stands inside a text: no quotes around it."""
    match tree:
        case Setting() | Release() | Checksum():
            return f"{{{{ {_expression(tree)} }}}}"
        case Text():
            return "".join(raw(part) for part in tree.parts)
        case When():
            return _raw_condition(tree)
        case _:
            return f"{{{{ {go_string(tree)} }}}}" if ACTION in str(tree) else str(tree)


def _raw_condition(tree: When) -> str:
    text = f"{{{{ if {condition(tree)} }}}}{raw(tree.then)}"
    rest = tree.otherwise
    while isinstance(rest, When):
        text += f"{{{{ else if {condition(rest)} }}}}{raw(rest.then)}"
        rest = rest.otherwise
    return f"{text}{{{{ else }}}}{raw(rest)}{{{{ end }}}}"


def _checksum(node: Checksum) -> str:
    settings = [value_of(path) for path in node.paths]
    one = settings[0] if len(settings) == 1 else f"list {' '.join(settings)} |"
    cut = f" | trunc {node.length}" if node.length < 64 else ""  # noqa: PLR2004 — the digits of a sha256
    return f"toJson {one} | sha256sum{cut}" if len(settings) == 1 else f"{one} toJson | sha256sum{cut}"
