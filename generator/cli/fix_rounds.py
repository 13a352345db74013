"""Curing what a run of lint found, round by round: what a cure would make worse is left as it is.

After each round everything is linted again. A round that brings an error is done again with a single cure for each
file that has one, and one that does not cure what it should without that cure. What a cure reveals may be cured in the
next round.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from generator.cli.fix_comparison import key, kind, new_errors
from generator.cli.fix_files import FixFiles
from generator.lint.catalogue import entry
from generator.lint.fixed_texts import fixed
from generator.lint.fixing import Cure, Fixer
from generator.lint.run import definitions, lint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from generator.cli.fix_comparison import Key
    from generator.cli.fix_trial import Trial
    from generator.documents.node import Plain
    from generator.documents.source import Source
    from generator.inject.result import Note
    from generator.lint.finding import Finding, Result
    from generator.lint.settings import Settings
    from generator.schemas.schema import Schema

    Reasons: TypeAlias = list[tuple[Finding, str]]

_REFERRED = "patches and images of a kustomization may go by it"
_BUILT = "kustomize"
"""The group of rules whose cures leave what is built as it is."""


class Terms(NamedTuple):
    """How a run lints: ``minors`` are the Kubernetes versions that were asked for, () where each source has its own."""

    settings: Settings
    minors: tuple[int, ...]
    newest: int
    customs: Mapping[tuple[str, str], Schema]

    def result(self, sources: Iterable[Source]) -> Result:
        """What is found in some sources."""
        return lint(sources, self.settings, self.minors, self.customs)

    def cures(self, sources: Iterable[Source], findings: Sequence[Finding]) -> list[Cure]:
        """What cures some findings, each once."""
        fixer = Fixer(self.settings, findings)
        found = (
            cure
            for source in sources
            for minor in self.minors or ((source.minor or self.newest),)
            for cure in fixer.cures(source, minor, {**self.customs, **definitions(source)})
        )
        return list({(repr(cure.finding), repr(cure.steps)): cure for cure in found}.values())


class Written(NamedTuple):
    """New texts by the real names of files, the cures that are in them, and those that cannot be written, with why."""

    texts: dict[str, str]
    done: list[Cure]
    refused: list[tuple[Cure, str]]


class _State:
    """How far a trial has come: its sources and what is found in them, the cures that are done and those left.

    ``slow`` are the files with a cure that brings an error, of which only one cure is done in a round.
    """

    def __init__(self, sources: Sequence[Source], found: Result) -> None:
        self.sources = sources
        self.found = found
        self.done: Counter[Key] = Counter()
        self._first = Counter(map(key, found.findings))
        self.left: dict[Key, tuple[Cure, str]] = {}
        self.slow: set[str] = set()

    def leave(self, refused: Iterable[tuple[Cure, str]]) -> None:
        """Leave cures alone, with the reasons."""
        for cure, reason in refused:
            self.left.setdefault(key(cure.finding), (cure, reason))

    def has(self, finding: Finding) -> bool:
        """Whether the cure of a finding is left, or done as often as the finding was there at first."""
        name = key(finding)
        return name in self.left or self.done[name] >= max(self._first[name], 1)


class Rounds:
    """What was cured so far: the texts of the files with it and ``before``, the findings, and those that were left.

    ``wanted`` says which findings of a result are to be cured, ``files`` which files may be changed. ``notes`` are
    those of what was put in. ``result`` is what the last round found in the end.
    """

    def __init__(self, terms: Terms, wanted: Callable[[Result], Result], blocked: Iterable[str]) -> None:
        self.texts: dict[str, str] = {}
        self.before: dict[str, str] = {}
        self.done: list[Finding] = []
        self.left: Reasons = []
        self.notes: list[Note] = []
        self.result: Result | None = None
        self.terms = terms
        self.wanted = wanted
        self.files = FixFiles(blocked)

    def cure(self, trial: Trial, *, of_build: bool) -> None:
        """Cure what is wrong with a trial: with ``of_build`` what leaves all that is built as it is, else the rest.

        What was left is tried again as long as anything was done since: a second run would do so.
        """
        sources = trial.sources(self.texts)
        state = _State(sources, self.terms.result(sources))
        while True:
            done = len(self.done)
            while cures := self._cures(trial, state, of_build=of_build):
                self._round(trial, state, list(_one_each(cures, state.slow)), of_build=of_build)
            if not state.left or len(self.done) == done:
                break
            state.left = {}
        self.left += [(_renamed(cure.finding, trial), reason) for cure, reason in state.left.values()]
        self.result = state.found

    def _round(self, trial: Trial, state: _State, cures: list[Cure], *, of_build: bool) -> None:
        written = self._written(trial, cures)
        if written.refused:
            state.leave(written.refused)
            return
        sources = trial.sources({**self.texts, **written.texts})
        found = self.terms.result(sources)
        harmful = list(_not_cured(written.done, state.found, found))
        if of_build and not all(source.whole for source in state.sources):
            harmful = [(cure, "nothing can be built to compare with") for cure in written.done]
        elif of_build and _values(state.sources) != _values(sources):
            harmful = [(cure, "something else would be built") for cure in written.done]
        broken = _files_with_new_errors(state.found, found, written.done)
        if broken - state.slow and not harmful:
            state.slow |= broken
            return
        harmful += [(one, "it would bring another error") for one in written.done if one.document.source in broken]
        if harmful:
            state.leave(harmful)
            return
        state.sources, state.found = sources, found
        state.done.update(key(cure.finding) for cure in written.done)
        self.done += [_renamed(cure.finding, trial) for cure in written.done]
        self.texts.update(written.texts)

    def _cures(self, trial: Trial, state: _State, *, of_build: bool) -> list[Cure]:
        """What may be done in a round; of what leaves all that is built as it is only one, to see whether it does."""
        found = state.found
        real = tuple(_renamed(finding, trial) for finding in found.findings)
        wanted = set(self.wanted(found._replace(findings=real)).findings)
        findings = [one for one, named in zip(found.findings, real, strict=True) if named in wanted]
        cures = [
            cure
            for cure in self.terms.cures(state.sources, findings)
            if not state.has(cure.finding) and _is_of_build(cure) == of_build
        ]
        return cures[:1] if of_build else cures

    def _written(self, trial: Trial, cures: Sequence[Cure]) -> Written:
        by_file: dict[str, list[Cure]] = {}
        for cure in cures:
            by_file.setdefault(cure.document.source, []).append(cure)
        written = Written({}, [], [])
        for name, some in by_file.items():
            file, text = trial.real(name), some[0].document.whole
            reason = self.files.refusal(file, text)
            refused = [(cure, reason or _REFERRED) for cure in some if reason or _is_referred_to(cure, trial)]
            if refused:
                written.refused.extend(refused)
                continue
            self.before.setdefault(file, text)
            found = fixed(text, name, some)
            written.texts[file] = found.text
            written.done.extend(found.done)
            written.refused.extend(found.refused)
        return written


def _one_each(cures: Iterable[Cure], slow: set[str]) -> Iterator[Cure]:
    """The cures, of some files only the first: one of these files' cures does harm, and which is to be found out."""
    seen = set()
    for cure in cures:
        if cure.document.source not in seen:
            yield cure
        seen.update({cure.document.source} & slow)


def _is_referred_to(cure: Cure, trial: Trial) -> bool:
    """Whether a cure changes what patches and images of other kustomizations may go by: kind, version and image."""
    if trial.kind != "kustomization":
        return False
    return any(step.path[-1] == "image" or step.path in (("apiVersion",), ("kind",)) for step in cure.steps)


def _is_of_build(cure: Cure) -> bool:
    row = entry(cure.finding.rule)
    return row is not None and row.group == _BUILT


def _renamed(finding: Finding, trial: Trial) -> Finding:
    """A finding with the real name of its file."""
    return finding._replace(place=finding.place._replace(source=trial.real(finding.place.source)))


def _values(sources: Iterable[Source]) -> list[Plain]:
    return [manifest.value for source in sources for manifest in source.manifests]


def _not_cured(done: Sequence[Cure], before: Result, after: Result) -> Iterator[tuple[Cure, str]]:
    """The cures after which there are as many findings as if one had done nothing."""
    left, known = Counter(map(kind, after.findings)), Counter(map(kind, before.findings))
    cured = Counter(kind(cure.finding) for cure in done)
    for cure in done:
        name = kind(cure.finding)
        if left[name] > known[name] - cured[name]:
            yield cure, "it would still be found"


def _files_with_new_errors(before: Result, after: Result, done: Sequence[Cure]) -> set[str]:
    """The changed files with errors that were not there before; all changed files where such an error is elsewhere."""
    changed = {cure.document.source for cure in done}
    broken = {one.place.source for one in new_errors(before, after)}
    return broken if changed.issuperset(broken) else changed
