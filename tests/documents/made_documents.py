"""Documents made up for the edits: all styles of YAML mixed, with comments, anchors, aliases and merges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.documents.edits import REMOVED, Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from generator.documents.manifest import Path

PLAIN = ["a", "b c", "1", "true", "~", "null", "yes", "a:b", "x#y", "0755", "1.5", "é", "$(A)", "/a-b.c", "a, b"]
QUOTED = ['"a"', "'b'", "'it''s'", '"x\\ny"', '""', "'#'", '"é"', '"a: b"']
FLOW = [
    "{}", "[]", "{a: b}", "{ a: b, c: d }", '{"a": 1,"b": [1,2]}', "[a, b]", '["a", "b"]', "['a']", "[ ]", "{a: }",
    "[{a: b}, {c: [d]}]", "{a: {b: {c: d}},}", "[a,\n{0}b]", "[\n{0}a # b\n{0}, c ]", "{{a: b,\n{0}\tc: d}}",
    "{{\n{0}a: b, # c\n{0}c: d\n{0}}}",
    "[\n{0}a,\n{0}b,\n{0}]", "[a: b, c]", '{"a":"b"}',
]  # fmt: skip
TEXTS = ["|", "|-", "|+", ">", ">-"]
KINDS = ["plain", "plain", "quoted", "flow", "text", "null", "map", "map", "list", "alias"]
COMMENTS = ["# c", "#", "# key: value"]
VALUES: list[Any] = [
    1, "x", "yes", "a: b", None, True, 1.5, {}, [], "l1\nl2\n", "l1\n  l2", ["x", "y"],
    {"a": 1, "b": ["c", {"d": "e"}]}, [{"n": 1, "m": {"k": "v"}}], {"a": "b"}, "a", "[x]", "it's",
]  # fmt: skip


class Maker:
    """Makes one document; ``anchors`` are the names of those that are written so far, with what they are on."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.anchors: dict[str, str] = {}
        self.named = 0
        self.step = random.choice((2, 2, 2, 4, 1))
        self.dash = random.choice((0, 0, self.step))

    def text(self) -> str:
        """A document that most readers can read."""
        lines = [line for part in self.map_lines(0, 0) for line in part.split("\n")]
        if self.random.random() > 0.8:
            lines = ["# head", "", *lines]
        if self.random.random() > 0.9:
            lines.append("...")
        newline = self.random.choice(("\n", "\n", "\n", "\r\n", "\r"))
        text = newline.join(lines) + newline * self.random.choice((0, 1, 1, 1, 2))
        return self.random.choice(("", "", "", "\ufeff")) + text

    def noise(self, indent: int) -> Iterator[str]:
        while self.random.random() > 0.85:
            blanks = " " * self.random.choice((0, indent, indent, indent + 2))
            yield self.random.choice(("", "", blanks + self.random.choice(COMMENTS)))

    def map_lines(self, indent: int, depth: int) -> Iterator[str]:
        pad = " " * indent
        if depth and self.random.random() > 0.9 and "map" in self.anchors.values():
            name = self.random.choice([name for name, kind in self.anchors.items() if kind == "map"])
            yield f"{pad}<<: *{name}"
        for number in range(self.random.randint(1, 4)):
            yield from self.noise(indent)
            key = self.random.choice(
                (f"k{number}", f'"k{number}"', f"'k{number}'", f"k{number} ", f"k{depth}x{number}")
            )
            yield from self.value_lines(f"{pad}{key}:", indent, depth, self.step)
        yield from self.noise(indent)

    def list_lines(self, indent: int, depth: int) -> Iterator[str]:
        head = " " * indent + "-" + " " * self.random.choice((1, 1, 1, 3))
        for _ in range(self.random.randint(1, 3)):
            yield from self.noise(indent)
            if depth < 4 and self.random.random() > 0.6:
                inside = self.map_lines if self.random.random() > 0.2 else self.list_lines
                lines = [line for line in inside(len(head), depth + 1) if line.strip()]
                if lines[0].lstrip().startswith("#") or not lines[0].startswith(" " * len(head)):
                    yield head.rstrip()
                    yield from lines
                else:
                    yield head + lines[0][len(head) :]
                    yield from lines[1:]
            else:
                yield from self.value_lines(head.rstrip(), indent, depth, 2)

    def value_lines(self, head: str, indent: int, depth: int, step: int) -> Iterator[str]:
        random = self.random
        comment = random.choice(("", "", "", "  # c", " #", "\t# c"))
        kind = random.choice(KINDS)
        if kind == "alias" and self.anchors:
            yield f"{head} *{random.choice(list(self.anchors))}{comment}"
            return
        anchor = ""
        if random.random() > 0.9 and kind != "alias":
            self.named += 1
            anchor = f" &n{self.named}"
        blocks = kind in {"map", "list"} and depth < 4
        if blocks:
            yield head + anchor + comment
            yield from self.noise(indent + step)
        if blocks and kind == "map":
            yield from self.map_lines(indent + step, depth + 1)
        elif blocks:
            yield from self.list_lines(indent + (step if head.endswith("-") else self.dash), depth + 1)
        else:
            yield from self.leaf_lines(kind, head + anchor, " " * (indent + step), comment)
        if anchor:
            self.anchors[anchor[2:]] = kind if blocks else "other"

    def leaf_lines(self, kind: str, head: str, deeper: str, comment: str) -> Iterator[str]:
        random = self.random
        if kind == "null":
            yield head + comment
        elif kind == "flow":
            flow = random.choice(FLOW).replace("{0}", deeper).replace("{{", "{").replace("}}", "}")
            yield f"{head} {flow}{comment}"
        elif kind == "text":
            yield f"{head} {random.choice(TEXTS)}{comment.replace(chr(9), ' ')}"
            for line in random.choice((["a"], ["a", "", "# b"], ["a", "  b", ""], ["a: b", "", ""])):
                yield deeper + line if line else ""
        else:
            words = random.choice(QUOTED if kind == "quoted" else PLAIN)
            if kind == "plain" and random.random() > 0.9:
                words = f"a\n{deeper}b"
            between = random.choice((" ", " ", " ", " ", "   ", "\t", f"\n{deeper}"))
            yield head + between + words + comment


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all values within a value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in steps:
        yield (*path, step)
        yield from paths(child, (*path, step))


def at(value: Any, path: Path) -> Any:
    """The value at a path."""
    for step in path:
        value = value[step]
    return value


def made_changes(random: Random, value: Any, most: int) -> list[Change]:
    """Changes of all sorts to a value, of which none has to do with another."""
    known = list(paths(value))
    found: list[Change] = []
    for _ in range(random.randint(1, most) if known else 0):
        change = made_change(random, value, random.choice(known))
        path = change.path
        apart = all(path[: len(one.path)] != one.path and one.path[: len(path)] != path for one in found)
        if apart and not (change.value is REMOVED and len(path) == 1):
            found.append(change)
    return found


def made_change(random: Random, value: Any, path: Path) -> Change:
    new = random.choice(VALUES)
    kind = random.choice(("set", "remove", "insert", "append", "deep"))
    if kind in {"set", "remove"}:
        return Change(path, new if kind == "set" else REMOVED)
    while not isinstance(at(value, path), dict | list):
        path = path[:-1]
    parent = at(value, path)
    if isinstance(parent, list):
        return Change((*path, len(parent)), new)
    below = (f"new{random.randint(0, 9)}", *(("x", "y") if kind == "deep" else ()))
    return Change((*path, *below), new, (random.choice(list(parent)),) if parent and kind == "insert" else ())


def changed(value: Any, changes: list[Change]) -> Any:
    """The value with changes that have nothing to do with each other, worked out plainly."""
    value = copied(value)
    for change in changes:
        parent = value
        for step in change.path[:-1]:
            parent = parent.setdefault(step, {}) if isinstance(parent, dict) else parent[step]
        last = change.path[-1]
        if isinstance(parent, list) and last == len(parent):
            parent.append(change.value)
        else:
            parent[last] = change.value
    return without_removed(value)


def with_appended(value: Any, appended: list[Any]) -> list[Any]:
    """The documents that are to be read in the place of one behind which others are put."""
    if isinstance(value, dict) and value.get("kind") == "List" and isinstance(value.get("items"), list):
        return [{**value, "items": [*value["items"], *appended]}]
    return [value, *appended]


def copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copied(child) for key, child in value.items()}
    return [copied(child) for child in value] if isinstance(value, list) else value


def without_removed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_removed(child) for key, child in value.items() if child is not REMOVED}
    if isinstance(value, list):
        return [without_removed(child) for child in value if child is not REMOVED]
    return value
