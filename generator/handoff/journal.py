"""Who is told what happens while it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.handoff.snapshot import Snapshot


class Journal(Protocol):
    """What a run tells to a person who waits."""

    def say(self, text: str) -> None:
        """One line of what is done."""

    def command(self, argv: Sequence[str]) -> None:
        """A command line that is run now, of those that change something or wait for something."""

    def show(self, snapshot: Snapshot) -> None:
        """The workloads and their pods as they are at the moment; may come several times a second."""
