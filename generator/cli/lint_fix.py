"""``fairlead lint --fix``: curing what has one cure, and saying what was done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.cli.fix_comparison import new_errors
from generator.cli.fix_files import replace
from generator.cli.fix_inject import inject_missing
from generator.cli.fix_report import difference, told
from generator.cli.fix_rounds import Rounds, Terms
from generator.cli.fix_trial import trials
from generator.cli.outcome import Outcome
from generator.cli.terminal import is_coloured, painted_difference
from generator.errors import InputError, Place, Problem, ProgramError, UsageError
from generator.lint.catalogue import entries
from generator.sources.manifests import STDIN, text_source
from generator.sources.texts import LARGEST, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.cli.linting import Asked
    from generator.documents.source import Source
    from generator.lint.finding import Result


def fix(
    asked: Asked, reported: Callable[[Result], Result], left: Callable[[Result | None], Outcome], *, diff: bool
) -> Outcome:
    """Cure what ``reported`` leaves of the findings, in the files or on stdout, and say what is ``left``.

    With ``diff`` nothing is written, and the outcome is what would change. UsageError for stdin beside files,
    InputError for stdin that is no text, ProgramError for a file that cannot be written.
    """
    from generator.schemas.bundle import versions
    from generator.sources.discovery import sources

    of_stdin = "-" in asked.request.paths
    if of_stdin and len(asked.request.paths) > 1:
        raise UsageError("--fix writes what comes from stdin to stdout: name files, or - alone")
    terms = Terms(asked.settings, asked.minors, versions()[-1], asked.customs)
    text = _stdin() if of_stdin else ""
    found = [text_source(STDIN, text)] if of_stdin else list(sources(asked.request))
    rounds = _rounds(terms, asked, found, reported)
    said = told(rounds.done, rounds.left, rounds.notes, diff=diff)
    if diff:
        return _difference(rounds, said)
    if of_stdin:
        outcome = left(rounds.result or terms.result(found))
        said += outcome.stderr + outcome.stdout.decode()
        return Outcome(rounds.texts.get(STDIN, text).encode(), said, outcome.exit_code)
    failed = [
        f"{file}: {wrong}" for file, text in rounds.texts.items() if (wrong := replace(file, rounds.before[file], text))
    ]
    if failed:
        raise ProgramError("\n".join(failed))
    outcome = left(None)
    return outcome._replace(stderr=said + outcome.stderr)


def _stdin() -> str:
    data = sys.stdin.buffer.read(LARGEST + 1)
    text = decoded(data, STDIN) if len(data) <= LARGEST else Problem(Place(STDIN, 0, 0), "", "is too large to be read")
    if isinstance(text, Problem):
        raise InputError([text])
    return text


def _difference(rounds: Rounds, said: str) -> Outcome:
    text = "".join(difference(file, rounds.before[file], after) for file, after in sorted(rounds.texts.items()))
    shown = painted_difference(text) if is_coloured(sys.stdout) else text
    return Outcome(shown.encode("utf-8", "backslashreplace"), said, 1 if text else 0)


def _rounds(terms: Terms, asked: Asked, found: Sequence[Source], reported: Callable[[Result], Result]) -> Rounds:
    """What can be cured, without the files of which a change would make worse what else is built of them."""
    blocked: set[str] = set()
    while True:
        rounds = Rounds(terms, reported, blocked)
        some = trials(_curable(terms, found, reported), asked.request.values, asked.request.minor)
        try:
            for of_build in (True, False):
                for trial in some:
                    rounds.cure(trial, of_build=of_build)
            for trial in some:
                if trial.kind == "manifests" and inject_missing(rounds, trial):
                    rounds.cure(trial, of_build=False)
        finally:
            for trial in some:
                trial.close()
        worse = _worse(terms, asked, found, rounds)
        if not worse:
            return rounds
        blocked |= worse


def _curable(terms: Terms, found: Iterable[Source], reported: Callable[[Result], Result]) -> list[Source]:
    """The sources in which rules that can cure something found anything."""
    rules = {row.id for row in entries() if row.fixable or row.injected}
    return [source for source in found if any(one.rule in rules for one in reported(terms.result([source])).findings)]


def _worse(terms: Terms, asked: Asked, found: Iterable[Source], rounds: Rounds) -> set[str]:
    """The changed files of kustomizations that have errors with them and without them had not."""
    worse: set[str] = set()
    shared = [one for one in found if one.kind == "kustomization" and rounds.texts.keys() & set(one.files)]
    for trial in trials(shared if len(shared) > 1 else (), asked.request.values, asked.request.minor):
        try:
            before = terms.result(trial.sources({}))
            if new_errors(before, terms.result(trial.sources(rounds.texts))):
                worse |= trial.files & rounds.texts.keys()
        finally:
            trial.close()
    return worse
