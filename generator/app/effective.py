"""Checks of what the layers give together, of the base and of every environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.effects import effect_findings
from generator.app.names import name_findings
from generator.app.references import reference_findings
from generator.app.required import required_findings
from generator.app.wording import listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.app.findings import Finding
    from generator.documents.node import Node

CHECKS: tuple[Callable[[Node], Iterable[Finding]], ...] = (
    required_findings,
    name_findings,
    reference_findings,
    effect_findings,
)
"""Each gives what it finds wrong with one effective tree."""


def checked(base: Node, environments: Mapping[str, Node]) -> list[Finding]:
    """What is wrong with the base or any environment, each once.

    Where the base is fine and the fault is not written in an environment, the message says which environments have it.
    """
    found: dict[Finding, list[str]] = {finding: [""] for finding in _findings(base)}
    for name, tree in environments.items():
        for finding in _findings(tree):
            found.setdefault(finding, []).append(name)
    return [_with_environments(finding, names) for finding, names in found.items()]


def _findings(tree: Node) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(tree)]


def _with_environments(finding: Finding, names: list[str]) -> Finding:
    if names[0] == "" or finding.layer.startswith(("environment", "--set")):
        return finding
    where = f"environment{'s' if len(names) > 1 else ''} {listing(names)}"
    return finding._replace(message=f"{finding.message} (in {where})")
