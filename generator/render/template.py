"""The chart's printer: the tree as the YAML of a Helm template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.emitter import block, key
from generator.render.expression import ACTION, condition, go_string, inline, negation, raw, value_of
from generator.resources.nodes import ABSENT, NUMBER, TREE, Optional, Setting, Shared, Spread, Tree, When

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.nodes import Path

_STEP = 2


class Template:
    """Prints trees and keeps the definitions that they share, by name, for ``_helpers.tpl``."""

    __slots__ = ("shared",)

    def __init__(self) -> None:
        self.shared: dict[str, list[str]] = {}

    def text(self, tree: Tree) -> str:
        """The text of one template file."""
        return "\n".join(self._top(tree)) + "\n"

    def _top(self, tree: Tree) -> list[str]:
        if isinstance(tree, When):
            return [f"{{{{- if {condition(tree)} }}}}", *self._top(tree.then), "{{- end }}"]
        if isinstance(tree, Setting):
            return [f"{{{{- with {value_of(tree.path)} }}}}", "{{ toYaml . }}", "{{- end }}"]
        return self._block(tree, 0)

    def _block(self, tree: Tree, indent: int) -> list[str]:
        if isinstance(tree, dict):
            return [line for name, child in tree.items() for line in self._entry(name, child, indent)]
        return [line for item in tree for line in self._item(item, indent)]

    def _entry(self, name: Tree, child: Tree, indent: int) -> list[str]:  # noqa: PLR0911 — one return a node
        """The lines of a key and its value, behind conditions where it has any."""
        pad = " " * indent
        match child:
            case _ if isinstance(name, Spread):
                yaml = f"{pad}{{{{- toYaml . | nindent {indent} }}}}"
                return [f"{pad}{{{{- with {value_of(name.path)} }}}}", yaml, f"{pad}{{{{- end }}}}"]
            case When():
                return self._branches(child, pad, lambda tree: self._entry(name, tree, indent))
            case Optional():
                return self._optional(name, child.setting, indent)
            case dict() if _only_spread(child):
                return self._optional(name, Setting(_only_spread(child)), indent)
            case dict() | list() if child:
                return self._wrapped(child, pad, [f"{pad}{_key(name)}:", *self._block(child, indent + _STEP)])
        if child is ABSENT or child == []:
            return []
        return self._plain_entry(name, child, indent)

    def _plain_entry(self, name: str, child: Tree, indent: int) -> list[str]:
        pad, head = " " * indent, _key(name)
        line = inline(child)
        if isinstance(child, str) and "\n" in child and ACTION not in name + child:
            return block({name: child}, indent)
        if line is not None:
            self._define(child)
            return [f"{pad}{head}: {line}"]
        return [f"{pad}{head}:", f"{pad}  {self._included(child, indent + _STEP)}"]

    def _included(self, child: Tree, indent: int) -> str:
        if isinstance(child, Shared):
            self._define(child)
            return f'{{{{- include "{child.name}" . | nindent {indent} }}}}'
        return f"{{{{- toYaml {value_of(child.path)} | nindent {indent} }}}}"

    def _define(self, child: Tree) -> None:
        if not isinstance(child, Shared) or child.name in self.shared:
            return
        self.shared[child.name] = []
        filled = isinstance(child.body, dict | list)
        self.shared[child.name] = self._block(child.body, 0) if filled else [raw(child.body)]

    def _optional(self, name: str, setting: Setting, indent: int) -> list[str]:
        pad, head = " " * indent, _key(name)
        begin, end = f"{pad}{{{{- with {value_of(setting.path)} }}}}", f"{pad}{{{{- end }}}}"
        if setting.kind == TREE:
            yaml = f"{pad}  {{{{- toYaml . | nindent {indent + _STEP} }}}}"
            return [begin, f"{pad}{head}:", yaml, end]
        shown = {NUMBER: ". | int64", "flag": "."}.get(setting.kind, ". | quote")
        return [begin, f"{pad}{head}: {{{{ {shown} }}}}", end]

    def _branches(self, node: When, pad: str, printed: Plain) -> list[str]:
        if node.then is ABSENT:
            rest = printed(node.otherwise)
            return [f"{pad}{{{{- if {negation(node)} }}}}", *rest, f"{pad}{{{{- end }}}}"] if rest else []
        lines = [f"{pad}{{{{- if {condition(node)} }}}}", *printed(node.then)]
        rest = node.otherwise
        while isinstance(rest, When) and rest.then is not ABSENT:
            lines += [f"{pad}{{{{- else if {condition(rest)} }}}}", *printed(rest.then)]
            rest = rest.otherwise
        other = [] if rest is ABSENT else printed(rest)
        return [*lines, *([f"{pad}{{{{- else }}}}", *other] if other else []), f"{pad}{{{{- end }}}}"]

    def _wrapped(self, child: Tree, pad: str, lines: list[str]) -> list[str]:
        """The lines of a map or list, behind a condition where every part of it is behind one."""
        conditions = presence(child)
        if conditions is None:
            return lines
        if not conditions:
            return []
        shown = any_of(conditions)
        return [f"{pad}{{{{- if {shown} }}}}", *lines, f"{pad}{{{{- end }}}}"]

    def _item(self, item: Tree, indent: int) -> list[str]:
        pad = " " * indent
        if item is ABSENT or item == []:
            return []
        if isinstance(item, When):
            return self._branches(item, pad, lambda tree: self._item(tree, indent))
        if isinstance(item, dict) and item:
            lines = self._block(_unconditional_first(item), indent + _STEP)
            return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
        if isinstance(item, list) and item:
            lines = self._block(item, indent + _STEP)
            return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]
        if isinstance(item, str) and "\n" in item and ACTION not in item:
            return block([item], indent)
        line = inline(item)
        self._define(item)
        return [f"{pad}- {line}"] if line is not None else [f"{pad}-", f"{pad}  {self._included(item, indent + _STEP)}"]


def _only_spread(child: dict[Tree, Tree]) -> Path:
    """The path of the setting that is all there is in a map, or ()."""
    keys = [key for key, value in child.items() if value is not ABSENT]
    return keys[0].path if len(keys) == 1 and isinstance(keys[0], Spread) else ()


def _key(name: str) -> str:
    return f"{{{{ {go_string(name)} | quote }}}}" if ACTION in name else key(name)


def _unconditional_first(item: dict[Tree, Tree]) -> dict[Tree, Tree]:
    """The map with a key that is always there in front, since a dash must be followed by one."""
    first = next(
        name for name, child in item.items() if not isinstance(name, Spread) and presence({name: child}) is None
    )
    return {first: item[first], **item}


def presence(tree: Tree) -> list[str] | None:
    """The expressions of which one must hold for a part of a map or list to be there; None where one always is."""
    children = tree.items() if isinstance(tree, dict) else [("", item) for item in tree]
    found: list[str] = []
    for name, child in children:
        one = _child_presence(name, child)
        if one is None:
            return None
        found += [item for item in one if item not in found]
    return found


def _child_presence(name: Tree, child: Tree) -> list[str] | None:
    if isinstance(name, Spread):
        return [value_of(name.path)]
    match child:
        case Optional():
            return [value_of(child.setting.path)]
        case When():
            return _branch_presence(child)
        case dict() | list() if child:
            return presence(child)
    return [] if child is ABSENT or child == [] else None


def _branch_presence(node: When) -> list[str] | None:
    then, otherwise = _child_presence("", node.then), _child_presence("", node.otherwise)
    if then is None and otherwise is None:
        return None
    # Where the first branch is always something, the condition itself is an alternative, and the second needs no `not`.
    second = otherwise if then is None and otherwise is not None else _both(negation(node), otherwise)
    return [*_both(condition(node), then), *(second or [])]


def _both(outer: str, inner: list[str] | None) -> list[str]:
    """The expression of a condition and, where what stands behind it is conditional too, of that one."""
    return [outer] if inner is None else [f"and {_grouped(outer)} {_grouped(any_of(inner))}"] if inner else []


def any_of(conditions: list[str]) -> str:
    """One expression that holds where any of several does."""
    return conditions[0] if len(conditions) == 1 else f"or {' '.join(_grouped(item) for item in conditions)}"


def _grouped(expression: str) -> str:
    return f"({expression})" if " " in expression and not expression.startswith("(") else expression


def helpers(app: str, shared: dict[str, list[str]]) -> str:
    """The text of ``_helpers.tpl``: one definition for everything that several templates include."""
    parts = [f"{{{{- /* Names, labels and images of {app}, defined once. */ -}}}}"]
    parts += ["\n".join([f'{{{{- define "{name}" -}}}}', *shared[name], "{{- end }}"]) for name in sorted(shared)]
    return "\n\n".join(parts) + "\n"
