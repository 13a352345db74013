"""The lines of a chart's template: which of them can have given a line of what was rendered."""

from __future__ import annotations

from generator.lean import NamedTuple

_OPEN, _CLOSE = "{{", "}}"
_CONTROL = ("if", "else", "end", "range", "with", "define", "block", "break", "continue", "/*")
_SPILLING = ("indent", "toYaml", "include", "tpl", "template")
"""What may give several lines where it stands."""


class TemplateLine(NamedTuple):
    """A line of a template: ``start`` is the text before its first action, all of it where it has none.

    ``actions`` are what stands between braces. ``silent`` lines give no text, ``spills`` those that may give several
    lines. ``scope`` is the setting that ``.`` means on it, inside ``with`` and ``range``: ("web", "resources").
    """

    text: str
    start: str
    actions: tuple[str, ...]
    silent: bool
    spills: bool
    scope: tuple[str, ...] | None

    @property
    def is_plain(self) -> bool:
        """Whether it is the same however it is rendered."""
        return not self.actions and not self.silent

    def gives(self, line: str) -> int:
        """How well it fits a rendered line that it may have given; 0 where it cannot have given it."""
        if self.is_plain:
            return 2 + (len(self.start) > 8) if line == self.start.rstrip() else 0  # noqa: PLR2004
        start = self.start.rstrip()
        if self.silent or not start.strip() or not line.startswith(start):
            return 0
        return 1 + (":" in start)


def template_lines(text: str) -> list[TemplateLine]:
    """The lines of a template."""
    found: list[TemplateLine] = []
    scopes: list[tuple[str, ...] | None] = []
    inside = False
    for line in text.split("\n"):
        row = line.rstrip("\r")
        literal, actions, inside = _parts(row, inside=inside)
        scope = next((one for one in reversed(scopes) if one is not None), None)
        outputs = [action for action in actions if not _is_control(action)]
        silent = bool(actions or inside) and not "".join(literal).strip() and not outputs
        spills = any(word in action for action in outputs for word in _SPILLING)
        found.append(TemplateLine(row, literal[0], actions, silent, spills, scope))
        for action in actions:
            _follow(action, scopes)
    return found


def settings_in(line: TemplateLine) -> list[tuple[str, ...]]:
    """The paths of the values that a line reads: ("web", "image", "tag") of ``.Values.web.image.tag``."""
    found = []
    for action in line.actions:
        for piece in action.split(".Values.")[1:]:
            path = tuple(step for step in _leading_name(piece).split(".") if step)
            if path:
                found.append(path)
        if not found and line.scope is not None:
            words = [word.strip("()") for word in action.split()]
            fields = [word for word in words if word == "." or (word[:1] == "." and word[1:2].isalpha())]
            found += [(*line.scope, *(step for step in field.split(".") if step)) for field in fields]
    return found


def _parts(row: str, *, inside: bool) -> tuple[list[str], tuple[str, ...], bool]:
    """The text around the actions of a line, the actions, and whether one goes on in the next line."""
    literal: list[str] = []
    actions: list[str] = []
    if inside:
        action, closed, row = row.partition(_CLOSE)
        if not closed:
            return [""], (), True
        literal.append("")
    while True:
        before, opened, rest = row.partition(_OPEN)
        literal.append(before)
        if not opened:
            return literal, tuple(actions), False
        action, closed, row = rest.partition(_CLOSE)
        actions.append(action.strip("- \t"))
        if not closed:
            return literal, tuple(actions), True


def _is_control(action: str) -> bool:
    first = action.split(maxsplit=1)[0] if action.split() else ""
    return first.startswith("/*") or first in _CONTROL or (first.startswith("$") and "=" in action.partition("|")[0])


def _follow(action: str, scopes: list[tuple[str, ...] | None]) -> None:
    """Note a block that begins, with what ``.`` means in it, or ends."""
    words = action.split()
    if not words:
        return
    if words[0] in ("with", "range"):
        name = words[-1]
        known = name.startswith(".Values.") and words[0] == "with"
        scopes.append(tuple(name.split(".")[2:]) if known else None)
    elif words[0] in ("if", "define", "block"):
        scopes.append(None)
    elif words[0] == "end" and scopes:
        scopes.pop()


def _leading_name(text: str) -> str:
    for index, character in enumerate(text):
        if not (character.isalnum() or character in "._"):
            return text[:index]
    return text
