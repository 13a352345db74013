"""Two verdicts on each document, side by side, and the disagreements by class."""

from __future__ import annotations

import collections
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.objects.resource import is_built_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scripts.verdicts.documents import Document
    from scripts.verdicts.server import Verdict

OUTCOMES = (
    "both accept",
    "both refuse",
    "wrongly accepted",
    "wrongly refused",
    "no verdict of the server",
    "kind unknown to both",
)
DISAGREEMENTS = OUTCOMES[2:4]
SUBJECTS = (
    "the schemas in CustomResourceDefinitions",
    "a null, which the server reads as an empty value",
    "expressions in CEL",
    "custom resources",
    "anything else",
)
NULL = re.compile(r"[:-] null$", re.MULTILINE)
INDEX = re.compile(r"\[[^\]]*\]")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
VALUE = re.compile(r"(Invalid value|Duplicate value|Unsupported value): .*?(?=: |$)")
STEPS = 2
"""Keys at the end of a path that say where something is, whatever the kind."""
LONGEST = 110
"""Characters of a class; what is longer differs in values only."""


class Comparison(NamedTuple):
    """A document with both verdicts."""

    document: Document
    server: Verdict
    lint: Verdict

    @property
    def outcome(self) -> str:
        """One of OUTCOMES. A kind that neither knows may be fine elsewhere; one that only lint takes is not."""
        server, lint = self.server.state, self.lint.state
        if server == "undecided":
            return OUTCOMES[4]
        if server == "unknown" and lint == "unknown":
            return OUTCOMES[5]
        is_taken = lint != "refused"
        if server == "accepted":
            return OUTCOMES[0] if is_taken else OUTCOMES[3]
        return OUTCOMES[2] if is_taken else OUTCOMES[1]

    @property
    def classes(self) -> list[str]:
        """What the disagreement is about, without kinds, names and numbers; [] where there is none."""
        if self.outcome == "wrongly refused":
            return sorted({rule for rule, _ in self.lint.causes})
        if self.outcome == "wrongly accepted":
            causes = self.server.causes or (("", self.server.message),)
            return sorted({_class(*cause) for cause in causes})
        return []

    @property
    def subject(self) -> str:
        """What a document is about that lint wrongly accepts, as one of SUBJECTS."""
        if self.document.kind == "CustomResourceDefinition":
            return SUBJECTS[0]
        if NULL.search(self.document.text):
            return SUBJECTS[1]
        if "compilation failed" in self.server.message:
            return SUBJECTS[2]
        is_custom = not is_built_in(self.document.api_version.rpartition("/")[0])
        return SUBJECTS[3] if is_custom else SUBJECTS[4]

    def as_json(self) -> dict[str, Any]:
        """All that is known, for a machine."""
        told = {"path": self.document.path, "line": self.document.line, "kind": self.document.kind}
        told |= {"apiVersion": self.document.api_version, "outcome": self.outcome, "classes": self.classes}
        told["text"] = self.document.text
        verdicts = {"server": self.server, "lint": self.lint}
        return {**told, **{name: {"state": one.state, "message": one.message} for name, one in verdicts.items()}}


def as_json(version: str, comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """How often each outcome was, and every disagreement."""
    counts = collections.Counter(one.outcome for one in comparisons)
    found = [one.as_json() for one in comparisons if one.outcome in DISAGREEMENTS]
    outcomes = {outcome: counts[outcome] for outcome in OUTCOMES}
    return {"server": version, "documents": len(comparisons), "outcomes": outcomes, "disagreements": found}


def table(comparisons: Sequence[Comparison]) -> str:
    """Counts and disagreements by class, in Markdown."""
    counts = collections.Counter(one.outcome for one in comparisons)
    lines = ["| outcome | documents |", "|---|---:|"]
    lines += [f"| {outcome} | {counts[outcome]} |" for outcome in OUTCOMES]
    lines += [f"| all | {len(comparisons)} |"]
    for outcome in DISAGREEMENTS:
        found = [one for one in comparisons if one.outcome == outcome]
        if found and outcome == "wrongly accepted":
            subjects = collections.Counter(one.subject for one in found)
            lines += ["", "| wrongly accepted, about | documents |", "|---|---:|"]
            lines += [f"| {subject} | {subjects[subject]} |" for subject in SUBJECTS if subjects[subject]]
        if found:
            lines += ["", f"| {outcome} | documents | for example |", "|---|---:|---|"]
            lines += _rows(found)
    return "\n".join(lines) + "\n"


def _rows(comparisons: Iterable[Comparison]) -> list[str]:
    classes: dict[str, list[Comparison]] = {}
    for one in comparisons:
        for name in one.classes:
            classes.setdefault(name, []).append(one)
    ordered = sorted(classes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [f"| {name.replace('|', '/')} | {len(found)} | {found[0].document} |" for name, found in ordered]


def _class(field: str, message: str) -> str:
    """The end of a field's path, and what is said of it."""
    place = ".".join(INDEX.sub("[]", field).split(".")[-STEPS:])
    said = NUMBER.sub("#", QUOTED.sub("…", VALUE.sub(r"\1", message.replace("\n", " "))))
    return ": ".join(part for part in (place, said) if part)[:LONGEST]
