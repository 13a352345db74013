"""What a person can say about a workload: in the configuration, as a flag, as an annotation.

One row each. The configuration uses the names of app.yaml; an annotation is the flag's name after ``fairlead.dev/``,
on the workload or on its pod template, where it wins over the workload's.
"""

from __future__ import annotations

from generator.inject import words
from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.documents.node import Plain

PREFIX = "fairlead.dev/"


class Key(NamedTuple):
    """One thing that can be said.

    ``name`` is its key in the configuration and in ``Settings``; ``flag`` its option, "" where it has none; ``path``
    where app.yaml has it below a component. ``parse`` gives the value that ``Settings`` holds from a text (flag,
    annotation) or from a value of the configuration, and raises ValueError with what it should have been.
    ``metavar`` and ``help`` describe the flag. ``choices`` are the only words, where there are such; ``implied`` is
    what the flag means without a value, "" where it needs one.
    """

    name: str
    flag: str
    path: tuple[str, ...]
    parse: Callable[[Plain], Plain]
    metavar: str
    help: str
    choices: tuple[str, ...] = ()
    implied: str = ""

    @property
    def annotation(self) -> str:
        """The annotation that says it: ``fairlead.dev/longest-request``."""
        return PREFIX + (self.flag.removeprefix("--") or self.name)


KEYS: tuple[Key, ...] = (
    Key(
        "longestRequestSeconds", "--longest-request", ("shutdown", "longestRequestSeconds"), words.seconds,
        "DURATION", "How long the longest request takes: 180, 90s, 3m; the grace period outlives it.",
    ),
    Key(
        "preStopSleepSeconds", "--prestop-sleep", ("shutdown", "preStopSleepSeconds"), words.seconds,
        "DURATION", "How long preStop sleeps until every proxy knows that the pod is going; 0 for no sleep.",
    ),
    Key(
        "readiness", "--readiness", ("probes", "readiness"), words.handler,
        "HANDLER", "What says that requests can be answered: /readyz, http/readyz, 8080/readyz, tcp:8080, grpc:9000.",
    ),
    Key(
        "liveness", "--liveness", ("probes", "liveness"), words.handler,
        "HANDLER", "What says that the process is not stuck; never the same as readiness.",
    ),
    Key(
        "startup", "--startup", ("probes", "startup"), words.handler,
        "HANDLER", "What says that the process has started, where it is not what readiness asks.",
    ),
    Key(
        "startupBudgetSeconds", "--startup-budget", ("probes", "startup", "budgetSeconds"), words.positive_seconds,
        "DURATION", "How long a start may take before the container is restarted.",
    ),
    Key(
        "minReadySeconds", "--min-ready", ("rollout", "minReadySeconds"), words.seconds,
        "DURATION", "How long a new pod has to stay ready before the next one is replaced.",
    ),
    Key(
        "progressDeadlineSeconds", "--progress-deadline", ("rollout", "progressDeadlineSeconds"),
        words.positive_seconds, "DURATION", "After how long without progress a rollout counts as failed.",
    ),
    Key(
        "maxSurge", "--max-surge", ("rollout", "maxSurge"), words.bound,
        "NUMBER", "How many pods more than planned a rolling update starts: 1, 25%.",
    ),
    Key(
        "maxUnavailable", "--max-unavailable", ("rollout", "maxUnavailable"), words.bound,
        "NUMBER", "How many pods a rolling update takes away before others are ready: 0, 1, 25%.",
    ),
    Key(
        "disruptionBudget", "--disruption-budget", ("disruptionBudget",), words.budget,
        "NUMBER", "How many pods a drain may take at once: 1, 25%; none for no budget.",
    ),
    Key(
        "spread", "--spread", ("spread",), words.spread,
        "HOW", "How hard zones and hosts are kept apart: soft, hard, none, or zone=hard,host=soft.",
    ),
    Key(
        "requests", "--requests", ("resources", "requests"), words.requests,
        "LIST", "Requests of the main container, where it has none: cpu=100m,memory=128Mi.",
    ),
    Key(
        "security", "--security", ("security",), words.security,
        "PROFILE", "Security contexts and a writable /tmp, by a profile of app.yaml.", words.SECURITY, "restricted",
    ),
    Key(
        "inject", "", (), words.flag,
        "", "false: this workload is left alone.",
    ),
)  # fmt: skip
"""Every key. Final are ``name``, ``flag``, ``parse``, ``choices``, ``implied``: the command line is made of them."""

BY_NAME = {key.name: key for key in KEYS}
BY_ANNOTATION = {key.annotation: key for key in KEYS}
