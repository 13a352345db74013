"""Whether a person means the environment that is about to be changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.cli.terminal import is_terminal
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.handoff.target import Target


def refuse_other(environment: str, yes: str) -> None:
    """UsageError where --yes names another environment."""
    if yes and yes != environment:
        raise UsageError(f"--yes {yes}: the environment is {environment}")


def confirm(target: Target, yes: str) -> None:
    """Ask for the name of a protected environment, unless --yes says it.

    UsageError where another name is typed, and where nobody can be asked.
    """
    name = target.environment
    if not target.is_protected or yes == name:
        return
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise UsageError(f"{name} is protected: say that you mean it with --yes {name}")
    sys.stderr.write(f"{name} is protected. Type its name to change {target.cluster.name}/{target.namespace}: ")
    sys.stderr.flush()
    if sys.stdin.readline().strip() != name:
        raise UsageError(f"that is not {name}: nothing was changed")
