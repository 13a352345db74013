"""Manifests broken on purpose: an object, what is done to it where, and the text that comes of it."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from hypothesis import strategies as st

MANIFESTS = Path(__file__).resolve().parents[2] / "fixtures" / "manifests"
VALUES: tuple[Any, ...] = (
    None,
    "",
    0,
    -1,
    True,
    1.5,
    "x" * 300,
    [],
    {},
    [None],
    {"": None},
    [[]],
    [0],
    "1 Gi",
    "\x07\u2028",
    2**70,
)
"""What stands where something else belongs."""
OPERATIONS = (*range(len(VALUES)), "delete", "again", "rename", "unknown", "graft", "twice")
HARMLESS = (*range(len(VALUES)), "delete", "again", "rename", "unknown")
"""What touches nothing but its own place, and what stands behind it in a list."""

Steps: TypeAlias = tuple[str | int, ...]
Mutation: TypeAlias = tuple[int, int | str, int]
"""Where (any number: it is taken modulo the places there are), what is done there, and a number to choose by."""

MUTATION = st.tuples(st.integers(0, 999), st.sampled_from(OPERATIONS), st.integers(0, 999))
MUTATIONS = st.lists(MUTATION, min_size=1, max_size=4)


class Again(str):
    """A key that is written like another one of its map."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


@cache
def objects() -> tuple[dict[str, Any], ...]:
    """All objects of fixtures/manifests; not to be changed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(MANIFESTS.glob("*.yaml"))]
    return tuple(value for text in texts for value in yaml.safe_load_all(text))


def located(value: Any) -> list[tuple[Steps, Any, Any]]:
    """Every place in a value, from the outside in: its path, the map or list that it is in, its key or index there."""
    found: list[tuple[Steps, Any, Any]] = []
    waiting: list[tuple[Steps, Any]] = [((), value)]
    for path, inside in waiting:
        for step in list(inside) if isinstance(inside, dict) else range(len(inside)):
            found.append(((*path, step), inside, step))
            if isinstance(inside[step], dict | list):
                waiting.append(((*path, step), inside[step]))
    return found


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every map or list in a value, with each key or index of it, from the outside in."""
    return [(inside, step) for _, inside, step in located(value)]


def mutated(value: dict[str, Any], mutations: list[Mutation]) -> dict[str, Any]:
    """A copy of an object with all of this done to it, one after the other."""
    changed = deepcopy(value)
    for where, operation, number in mutations:
        found = places(changed)
        if not found:
            break
        inside, step = found[where % len(found)]
        change(inside, step, operation, found[number % len(found)])
    return changed


def change(inside: Any, step: Any, operation: int | str, other: tuple[Any, Any]) -> None:
    """Do one thing to a map or a list, at a key or an index of it; ``other`` is another place."""
    if isinstance(operation, int):
        inside[step] = deepcopy(VALUES[operation])
    elif operation == "delete":
        del inside[step]
    elif operation == "graft":
        inside[step] = deepcopy(other[0][other[1]])
    elif isinstance(inside, list):
        inside.insert(step, deepcopy(inside[step]))
    elif operation == "again":
        inside[Again(step)] = deepcopy(inside[step])
    elif operation == "rename":
        inside[f"{step}s"] = inside.pop(step)
    elif operation == "unknown":
        inside["unknownField"] = None
    else:
        inside[str(other[1])] = deepcopy(inside[step])


def written(value: Any, indent: str = "") -> str:
    """A value as YAML in block style, so that a key may stand twice and each value has a line of its own."""
    if isinstance(value, dict) and value:
        pairs = [(f"{json.dumps(str(key))}:", child) for key, child in value.items()]
    elif isinstance(value, list) and value:
        pairs = [("-", child) for child in value]
    else:
        return f"{indent}{json.dumps(value)}\n"
    text = ""
    for head, child in pairs:
        if isinstance(child, dict | list) and child:
            text += f"{indent}{head}\n{written(child, indent + '  ')}"
        else:
            text += f"{indent}{head} {json.dumps(child)}\n"
    return text


def told_wrong(text: str, finding: Any, rules: frozenset[str]) -> str:
    """What is wrong with a finding itself, "" where nothing is."""
    lines = f"{text}\n".split("\n")  # what is missing at the end is missing in the line behind it
    place = finding.place
    if finding.rule not in rules:
        return "no rule of the catalogue"
    if not 0 < place.line <= len(lines):
        return f"line {place.line} of {len(lines)}"
    if not 0 < place.column <= len(lines[place.line - 1]) + 1:
        return f"column {place.column} in line {place.line}, which has {len(lines[place.line - 1])} characters"
    if not finding.message or finding.message.endswith((".", "\n", ":")):
        return f"the message {finding.message!r}"
    words = (finding.message, finding.cure, finding.path, finding.object, finding.source_line)
    printable = all(word.replace("\t", "").isprintable() for word in words)
    return "" if printable else f"control characters in {words}"
