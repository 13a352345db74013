"""Asking the rules: sources in, findings out."""

from __future__ import annotations

from generator.documents.manifest import flatten, shown
from generator.documents.workers import in_parts
from generator.lean import TYPE_CHECKING, Any, NamedTuple, import_module
from generator.lint.catalogue import entries
from generator.lint.ignores import Ignores
from generator.lint.settings import ALWAYS
from generator.objects.admission import admit
from generator.objects.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.documents.manifest import Path
    from generator.documents.source import Source
    from generator.lint.finding import Finding
    from generator.lint.rule import Entry, Report
    from generator.lint.settings import Settings
    from generator.objects.admission import Admitted
    from generator.objects.resource import Resource
    from generator.schemas.check import Mismatch
    from generator.schemas.schema import Schema


LONG = 20_000
"""Characters of a text that is not searched for the words of rules: that would take longer than asking them."""


OF_OBJECTS = frozenset({"object", "pod", "container"})
"""The levels of rules that ask about objects as the schema leaves them."""


def looks_at_objects(settings: Settings) -> bool:
    """Whether any rule of a run asks more of an object than what its schema says."""
    return any(entry.level in OF_OBJECTS and settings.severity(entry) != "off" for entry in entries())


class Plan(NamedTuple):
    """What objects of one type are asked: the rules, each with its words, and all these words, each searched once."""

    rows: list[tuple[Entry, frozenset[str]]]
    words: frozenset[str]

    def said_in(self, resource: Resource) -> frozenset[str] | set[str]:
        """The words that stand in an object, all of them where searching it would take longer than asking the rules."""
        if len(resource.manifest.origin.text) >= LONG:
            return self.words
        text = resource.mentions
        return {word for word in self.words if word in text} if len(text) < LONG else self.words


class Engine:
    """The rules of one run, as its settings choose them."""

    def __init__(self, settings: Settings, jobs: int = 1) -> None:
        self.ignored = 0
        self._jobs = jobs
        self._severities = {entry.id: settings.severity(entry) for entry in entries()}
        self._active = [entry for entry in entries() if self._severities[entry.id] != "off"]
        self._options = {entry.id: settings.options_of(entry) for entry in self._active}
        self._kinds = {kind for entry in self._active for kind in entry.kinds}
        self._looks = looks_at_objects(settings)
        self._plans: dict[tuple[str, bool], Plan] = {}
        self._by_level: dict[str, list[Entry]] = {}
        self._checks: dict[str, Callable[..., Iterator[Any]]] = {}
        for entry in self._active:
            self._by_level.setdefault(entry.level, []).append(entry)

    def examine(
        self, source: Source, minor: int, customs: Mapping[tuple[str, str], Schema]
    ) -> tuple[list[Finding], list[Admitted]]:
        """What the rules find in a source for Kubernetes 1.``minor``, and the objects that they looked at."""
        ignores = Ignores()
        found = [*self._of_reading(source), *self._of_folder(source)]
        findings = [one for entry, one in found if entry.group == ALWAYS]
        findings += ignores.kept((one, one.source_line) for entry, one in found if entry.group != ALWAYS)
        admitted = [admit(manifest, minor, customs) for manifest in flatten(source.manifests)]
        resources = [one.resource for one in admitted if one.resource is not None] if self._looks else []
        scope = Scope(resources, minor, self._options, whole=source.whole)
        asked = admitted if self._looks else [one for one in admitted if one.mismatches]
        for part, ignored in in_parts(lambda part: self._of_objects(part, scope), asked, self._jobs):
            findings += part
            self.ignored += ignored
        self.ignored += ignores.count
        return findings, admitted

    def _of_objects(self, admitted: Sequence[Admitted], scope: Scope) -> tuple[list[Finding], int]:
        """What the schemas and the rules say of some objects of a scope, and how many findings are to be ignored."""
        findings: list[Finding] = []
        ignores = Ignores()
        for one in admitted:
            if one.mismatches:
                findings += self._of_schema(one)
            if one.resource is not None:
                found = self._of_resource(one.resource, scope, ignores)
                findings += _without_echoes(found, one.mismatches) if one.mismatches else found
        return findings, ignores.count

    def _of_reading(self, source: Source) -> Iterator[tuple[Entry, Finding]]:
        """What is wrong with the text of the files, before any object is seen."""
        if not source.problems and not any(document.ambiguous for document in source.documents):
            return
        from generator.lint.telling import from_problem

        for entry in self._by_level.get("reading", ()):
            for problem in self._check(entry)(source):
                yield entry, from_problem(entry, self._severities[entry.id], problem, source)

    def _of_folder(self, source: Source) -> Iterator[tuple[Entry, Finding]]:
        """What is wrong with the files of a chart or a kustomization."""
        if source.folder is None:
            return
        from generator.lint.telling import from_problem

        for entry in self._by_level.get("folder", ()):
            if source.folder.kind in entry.kinds:
                for problem in self._check(entry)(source.folder, self._options[entry.id]):
                    yield entry, from_problem(entry, self._severities[entry.id], problem, source)

    def _of_schema(self, admitted: Admitted) -> Iterator[Finding]:
        """What the schema of an object's kind says against it."""
        from generator.lint.telling import from_report

        name = str(admitted.resource or "")
        for entry in self._by_level.get("schema", ()):
            for report in self._check(entry)(admitted.mismatches):
                severity = self._severities[entry.id]
                yield from_report(entry, severity, report, admitted.manifest, name, report.path)[0]

    def _of_resource(self, resource: Resource, scope: Scope, ignores: Ignores) -> list[Finding]:
        """What the rules about objects, pods and containers say of an object and nothing asks to ignore."""
        always: list[Finding] = []
        others: list[tuple[Finding, str]] = []
        for entry, finding, line in self._asked(resource, scope):
            if entry.group == ALWAYS:
                always.append(finding)
            else:
                others.append((finding, line))
        return always + ignores.kept(others, resource) if others else always

    def _asked(self, resource: Resource, scope: Scope) -> Iterator[tuple[Entry, Finding, str]]:
        plan = self._plan_for(resource)
        said = plan.said_in(resource)
        pod = resource.pod
        for entry, words in plan.rows:
            if words and words.isdisjoint(said):
                continue
            check = self._checks.get(entry.id) or self._check(entry)
            if entry.level == "object":
                for report in check(resource, scope):
                    yield self._told(entry, report, resource, report.path)
            elif pod is not None and entry.level == "pod":
                for report in check(pod, scope):
                    yield self._told(entry, report, resource, pod.path + report.path)
            elif pod is not None:
                for container in pod.containers:
                    for report in check(container, scope):
                        yield self._told(entry, report, resource, pod.path + container.path + report.path)

    def _told(self, entry: Entry, report: Report, resource: Resource, path: Path) -> tuple[Entry, Finding, str]:
        from generator.lint.telling import from_report

        return entry, *from_report(entry, self._severities[entry.id], report, resource.manifest, str(resource), path)

    def _check(self, entry: Entry) -> Callable[..., Iterator[Any]]:
        """The function of a rule; imported when it is first asked, because most rules have nothing to say to a file."""
        found = self._checks.get(entry.id)
        if found is None:
            found = self._checks[entry.id] = import_module(entry.module).check
        return found

    def _plan_for(self, resource: Resource) -> Plan:
        key = (resource.type if resource.type in self._kinds else "", resource.pod is not None)
        found = self._plans.get(key)
        if found is None:
            rows = [(entry, frozenset(entry.words)) for entry in self._active if _concerns(entry, *key)]
            found = self._plans[key] = Plan(rows, frozenset(word for _, words in rows for word in words))
        return found


def _without_echoes(findings: list[Finding], mismatches: list[Mismatch]) -> list[Finding]:
    """The findings without those that only see the hole where a schema has refused a value, which was taken out."""
    holes = [
        (shown(one.path), shown(one.path[:-1]), str(one.path[-1]))
        for one in mismatches
        if one.kind == "type" and one.path
    ]
    return [one for one in findings if not any(_sees(one, *hole) for hole in holes)]


def _sees(finding: Finding, hole: str, above: str, key: str) -> bool:
    path = finding.path
    if path == hole or path.startswith((f"{hole}.", f"{hole}[")):
        return True
    return path == above and (key in finding.message or "missing" in finding.message)


def _concerns(entry: Entry, kind: str, has_pod: bool) -> bool:  # noqa: FBT001
    if entry.level in ("pod", "container"):
        return has_pod and (not entry.kinds or kind in entry.kinds)
    return entry.level == "object" and (not entry.kinds or kind in entry.kinds)
