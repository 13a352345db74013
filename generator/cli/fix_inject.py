"""``lint --fix`` for what rollouts lack: the edits of ``fairlead inject``, where lint finds fault with an object."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.cli.exposed import exposed
from generator.cli.fix_comparison import kind, new_errors
from generator.cli.inject_settings import configuration
from generator.cli.kubernetes_versions import minors
from generator.inject.run import File, inject
from generator.inject.settings import Settings
from generator.lint.catalogue import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    from generator.cli.fix_rounds import Rounds
    from generator.cli.fix_trial import Trial
    from generator.documents.source import Source
    from generator.lint.finding import Finding, Result

    Objects: TypeAlias = set[tuple[str, str]]

RULES = frozenset(row.id for row in entries() if row.injected)


def inject_missing(rounds: Rounds, trial: Trial) -> bool:
    """Put in what the rules about rollouts miss, and say whether that was anything.

    Only objects of plain files are changed, and of these only those with a finding that is to be cured. What brings an
    error is left out. InputError for a wrong configuration.
    """
    sources = trial.sources(rounds.texts)
    before = rounds.terms.result(sources)
    found = [one for one in rounds.wanted(before).findings if one.rule in RULES]
    wanted = {(one.place.source, one.object) for one in found}
    files = _files(sources)
    settings = _settings(rounds, files) if wanted else Settings()
    while wanted:
        results = inject(files, settings, wanted=wanted)
        texts = {file.name: results[file.name].text for file in files if results[file.name].text != file.text}
        refused = {file.name for file in files if file.name in texts and rounds.files.refusal(file.name, file.text)}
        after = rounds.terms.result(trial.sources({**rounds.texts, **texts}))
        harmed = {one for one in wanted if one[0] in refused} or _harmed(before, after, wanted)
        if harmed:
            wanted -= harmed
            continue
        for file in files:
            if file.name in texts:
                rounds.before.setdefault(file.name, file.text)
        rounds.texts.update(texts)
        rounds.done += _cured(found, before, after)
        rounds.notes += [note for name in texts for note in results[name].notes if note.action in ("added", "changed")]
        rounds.result = after
        return bool(texts)
    return False


def _files(sources: Sequence[Source]) -> list[File]:
    """The files of some sources that hold documents, with their texts."""
    texts = {document.source: document.whole for source in sources for document in source.documents}
    return [File(name, text) for name, text in texts.items()]


def _settings(rounds: Rounds, files: Sequence[File]) -> Settings:
    project = configuration()
    asked = rounds.terms.minors or minors(project.kube_versions)
    return Settings(sections=project.sections, minors=asked, exposed=exposed(files))


def _harmed(before: Result, after: Result, wanted: Objects) -> Objects:
    """The objects that have an error they had not; all of its file, or all there are, where it is in another one."""
    errors = new_errors(before, after)
    if not errors:
        return set()
    objects = {(one.place.source, one.object) for one in errors}
    files = {one.place.source for one in errors}
    return wanted & objects or {one for one in wanted if one[0] in files} or set(wanted)


def _cured(found: Sequence[Finding], before: Result, after: Result) -> Iterator[Finding]:
    """The findings that are there no more."""
    gone = Counter(map(kind, before.findings))
    gone.subtract(Counter(map(kind, after.findings)))
    for finding in found:
        if gone[kind(finding)] > 0:
            gone[kind(finding)] -= 1
            yield finding
