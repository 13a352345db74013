"""The documentation of the rules: each module's docstring with what the catalogue knows of it."""

from __future__ import annotations

from importlib import import_module
from inspect import cleandoc

from generator.lean import TYPE_CHECKING, NamedTuple
from generator.lint.catalogue import entries, entry

if TYPE_CHECKING:
    from generator.lint.rule import Entry

_ORIGIN = {
    "invalid": "the API server refuses it; always on, and cannot be lowered",
    "broken": "it is accepted and does not work",
}


_INJECTED = "What is missing is put in, as `fairlead inject` does."


class Page(NamedTuple):
    """A rule's documentation: one sentence, the whole text in Markdown, and where it stands in the catalogue.

    ``fix`` is what ``lint --fix`` does about it, in Markdown, "" where that is nothing.
    """

    rule: str
    group: str
    severity: str
    summary: str
    text: str
    fix: str = ""


def page(rule: str) -> Page:
    """The documentation of a rule of the catalogue."""
    row = entry(rule)
    if row is None:
        raise KeyError(rule)
    module = import_module(row.module)
    doc = cleandoc(module.__doc__ or "")
    summary = doc.partition("\n\n")[0].replace("\n", " ")
    fix = " ".join(cleandoc(module.fix.__doc__).split()) if row.fixable else _INJECTED if row.injected else ""
    return Page(row.id, row.group, row.severity, summary, f"{doc}\n\n{_standing(row, fix)}\n", fix)


def _standing(row: Entry, fix: str) -> str:
    """What the catalogue says of a rule, and what a fix does, as a Markdown table."""
    lines = [("Group", row.group), ("Severity", row.severity), ("On in", _profiles(row))]
    if row.group in _ORIGIN:
        lines.append(("Kind of finding", _ORIGIN[row.group]))
    if row.kinds:
        lines.append(("Looks at", ", ".join(row.kinds)))
    if fix:
        lines.append(("`lint --fix`", fix))
    for name, default in row.options.items():
        lines.append((f"Option `{name}`", f"default: `{default!r}`" if default else "not set by default"))
    if row.group != "invalid":
        lines.append(("Ignore with", f"`# fairlead: ignore[{row.id}] reason` on the line"))
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {text} |" for name, text in lines)])


def _profiles(row: Entry) -> str:
    if row.profile == "off":
        return "no profile: has to be asked for"
    if row.group == "invalid":
        return "always"
    return {"minimal": "every profile", "recommended": "recommended, strict", "strict": "strict"}[row.profile]


def index() -> str:
    """The page that lists all rules by group, in Markdown."""
    groups: dict[str, list[Entry]] = {}
    for row in entries():
        groups.setdefault(row.group, []).append(row)
    lines = [
        "# Rules",
        "",
        f"What `fairlead lint` finds: {len(entries())} rules. `fairlead rules RULE` shows a page.",
        "Those with *fix* have findings that `fairlead lint --fix` cures.",
        "",
    ]
    for group, rows in groups.items():
        lines += [f"## {group}", "", "| rule | severity | on in | | finds |", "|---|---|---|---|---|"]
        lines += [_index_row(row) for row in rows]
        lines.append("")
    return "\n".join(lines)


def _index_row(row: Entry) -> str:
    fix = "fix" if row.fixable or row.injected else ""
    return f"| [{row.id}]({row.id}.md) | {row.severity} | {_profiles(row)} | {fix} | {page(row.id).summary} |"


def pages() -> dict[str, str]:
    """The files of docs/rules by their names."""
    return {
        "README.md": index(),
        **{f"{row.id}.md": f"# {row.id}\n\n{page(row.id).text}" for row in entries()},
    }
