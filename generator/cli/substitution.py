"""Variables and quotes in the instructions of a Dockerfile."""

from __future__ import annotations

import re

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class _Scanner:
    """Goes through a text once; ``split`` ends words at blanks outside quotes."""

    def __init__(self, text: str, variables: Mapping[str, str], escape: str) -> None:
        self.text = text
        self.variables = variables
        self.escape = escape
        self.position = 0

    def word(self, split: bool) -> str:
        """The next word, or the rest where words are not split; quotes removed, variables put in."""
        parts: list[str] = []
        quote = ""
        while self.position < len(self.text):
            character = self.text[self.position]
            self.position += 1
            if split and not quote and character.isspace():
                break
            if character == quote:
                quote = ""
            elif not quote and character in "'\"":
                quote = character
            elif character == "$" and quote != "'":
                parts.append(self.variable())
            elif character == self.escape and quote != "'" and self.position < len(self.text):
                parts.append(self.escaped(quote))
            else:
                parts.append(character)
        return "".join(parts)

    def escaped(self, quote: str) -> str:
        """The character after an escape; in double quotes only quotes, dollars and the escape itself are escaped."""
        character = self.text[self.position]
        self.position += 1
        return character if not quote or character in ('"', "$", self.escape) else self.escape + character

    def variable(self) -> str:
        """The value of ``$NAME`` or ``${NAME...}``; the dollar itself where no name follows."""
        if self.text.startswith("{", self.position):
            return self.braced()
        name = NAME.match(self.text, self.position)
        if not name:
            return "$"
        self.position = name.end()
        return self.variables.get(name[0], "")

    def braced(self) -> str:
        """``${NAME}``, ``${NAME:-default}``, ``${NAME-default}``, ``${NAME:+other}``, ``${NAME+other}``."""
        depth, end = 0, self.position
        while end < len(self.text):
            depth += {"{": 1, "}": -1}.get(self.text[end], 0)
            end += 1
            if depth == 0:
                break
        inside = self.text[self.position + 1 : end - 1]
        self.position = end
        name = NAME.match(inside)
        if not name:
            return ""
        value, rest = self.variables.get(name[0]), inside[name.end() :]
        there = bool(value) if rest.startswith(":") else value is not None
        operator, word = rest.removeprefix(":")[:1], rest.removeprefix(":")[1:]
        if operator == "-" and not there:
            return substituted(word, self.variables, self.escape)
        if operator == "+":
            return substituted(word, self.variables, self.escape) if there else ""
        return value or ""


def substituted(text: str, variables: Mapping[str, str], escape: str = "\\") -> str:
    """A text with its variables put in and its quotes removed, blanks kept."""
    return _Scanner(text, variables, escape).word(split=False)


def words(text: str, variables: Mapping[str, str], escape: str = "\\") -> list[str]:
    """The words of a text, variables put in and quotes removed; what a variable holds is not split again."""
    scanner = _Scanner(text, variables, escape)
    found = []
    while scanner.position < len(text):
        if word := scanner.word(split=True):
            found.append(word)
    return found
