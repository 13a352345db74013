"""What became of a deploy or a rollback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from generator.handoff.evidence import Evidence
    from generator.handoff.rollout import Failure

Status: TypeAlias = Literal["deployed", "failed", "rolled back", "rollback failed"]


class Result(NamedTuple):
    """The end of a run: ``revision`` is the one it made, ``back_to`` the one that was gone back to, 0 for none.

    ``advice`` says what can be done now, where something is left to do.
    """

    status: Status
    way: str
    revision: int = 0
    failure: Failure | None = None
    evidence: tuple[Evidence, ...] = ()
    back_to: int = 0
    advice: str = ""
