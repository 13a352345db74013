"""What others are told of a deploy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from generator.handoff.result import Result
    from generator.handoff.target import Target

Outcome: TypeAlias = Literal["success", "failure"]
_MOST = 10
"""The reasons that are told: the others are in the log."""


class Message(NamedTuple):
    """A deploy that is over. ``changes`` in words, ``reasons`` why pods failed, ``link`` the build."""

    app: str
    environment: str
    cluster: str
    version: str
    revision: int
    outcome: Outcome
    status: str
    changes: str
    failure: str
    reasons: tuple[str, ...]
    link: str
    commit: str

    @property
    def title(self) -> str:
        """``shop 1.42.0 in prod: deployed``."""
        version = f" {self.version}" if self.version else ""
        return f"{self.app}{version} in {self.environment}: {self.status}"

    @property
    def lines(self) -> list[str]:
        """What there is to say besides."""
        found = [f"Changes: {self.changes}"] if self.changes else []
        found += [self.failure] if self.failure else []
        return found + [f"• {reason}" for reason in self.reasons]


def message(target: Target, result: Result, changes: str, *, link: str, commit: str) -> Message:
    """The message about the end of a deploy or a rollback."""
    failure = f"{result.failure.step}: {_first(result.failure.message)}" if result.failure else ""
    reasons = dict.fromkeys(f"{pod.name}: {pod.reason}" for one in result.evidence for pod in one.pods if pod.reason)
    return Message(
        target.name,
        target.environment,
        target.cluster.name,
        target.version,
        result.revision,
        "success" if result.status == "deployed" else "failure",
        result.status,
        changes,
        failure,
        tuple(reasons)[:_MOST],
        link,
        commit,
    )


def _first(text: str) -> str:
    return text.splitlines()[0] if text else ""
