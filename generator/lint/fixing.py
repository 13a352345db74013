"""Which steps cure the findings of a run, as the rules' own ``fix`` functions give them.

A rule of a row that is ``fixable`` has beside ``check`` a function ``fix``. It is given what ``check`` was given and
one of its reports, and gives the steps that cure it, none where that takes knowledge:

- about an object, a pod or a container: ``fix(resource, scope, report)``, with paths below what it was given
- about what a schema says: ``fix(manifest, schema, report)``, with paths below the object
- about the text: ``fix(manifest, schema, scalar)``, for a scalar that misleads, with its path below the object
- about a chart or a kustomization: ``fix(folder, problem)``, with paths in Chart.yaml or kustomization.yaml

Only what a person wrote in a plain file is changed: not what a chart, a patch or an app.yaml gave, and no secret.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.documents.manifest import Manifest, flatten, shown
from generator.documents.reading import read
from generator.lint.catalogue import entries
from generator.lint.fixes import home
from generator.objects.admission import admit
from generator.objects.masking import holds_secret
from generator.objects.scope import Scope
from generator.schemas import bundle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.reading import Document
    from generator.documents.source import Folder, Source
    from generator.errors import Place
    from generator.lint.finding import Finding
    from generator.lint.rule import Entry, Fix, Report
    from generator.lint.settings import Settings
    from generator.objects.admission import Admitted
    from generator.objects.resource import Resource
    from generator.schemas.schema import Schema

    Customs: TypeAlias = Mapping[tuple[str, str], Schema]
    Key: TypeAlias = tuple[str, Place, str]

_FILES = {"chart": ("Chart.yaml",), "kustomization": ("kustomization.yaml", "kustomization.yml", "Kustomization")}


class Cure(NamedTuple):
    """What cures a finding: steps in a document, with paths from its root."""

    finding: Finding
    document: Document
    steps: tuple[Fix, ...]


class Fixer:
    """The fixes of the rules that found something, of which ``findings`` are to be cured."""

    def __init__(self, settings: Settings, findings: Iterable[Finding]) -> None:
        self._wanted: dict[Key, Finding] = {(one.rule, one.place, one.path): one for one in findings}
        rules = {one.rule for one in self._wanted.values()}
        self._entries = [entry for entry in entries() if entry.fixable and entry.id in rules]
        self._options = {entry.id: settings.options_of(entry) for entry in entries()}

    def cures(self, source: Source, minor: int, customs: Customs) -> Iterator[Cure]:
        """What cures the findings of a source for Kubernetes 1.``minor``, in the order of the catalogue."""
        yield from self._of_folder(source.folder)
        if source.kind in ("chart", "app"):
            return
        written = [Manifest(one.value, one) for one in source.documents]
        yield from self._of_text(written, minor, customs)
        admitted = [admit(manifest, minor, customs) for manifest in flatten(source.manifests)]
        resources = [one.resource for one in admitted if one.resource is not None]
        scope = Scope(resources, minor, self._options, whole=source.whole)
        for one in admitted:
            yield from self._of_schema(one, minor, customs)
            if one.resource is not None:
                yield from self._of_resource(one.resource, scope)

    def _of_folder(self, folder: Folder | None) -> Iterator[Cure]:
        if folder is None:
            return
        file = next((name for name in _FILES[folder.kind] if name in folder.files), "")
        shown_file = file if folder.path == "." else f"{folder.path.rstrip('/')}/{file}"
        document = next(iter(read(folder.files.get(file, ""), shown_file).documents), None)
        for entry in self._of_level("folder"):
            if document is None or folder.kind not in entry.kinds:
                continue
            rule = _module(entry)
            for problem in rule.check(folder, self._options[entry.id]):
                finding = self._wanted.get((entry.id, problem.place, problem.path))
                if finding is not None:
                    yield from _cure(finding, document, (), rule.fix(folder, problem))

    def _of_text(self, manifests: Iterable[Manifest], minor: int, customs: Customs) -> Iterator[Cure]:
        for entry in self._of_level("reading"):
            for manifest in flatten(manifests):
                document: Any = manifest.origin
                length = len(manifest.prefix)
                for place, path, text, value in document.ambiguous:
                    finding = self._wanted.get((entry.id, place, shown(path)))
                    if finding is None or path[:length] != manifest.prefix or _is_secret(manifest, path[length:]):
                        continue
                    scalar = (place, path[length:], text, value)
                    schema = _schema(manifest.value, path[length:], minor, customs)
                    if schema is not None:
                        yield from _cure(finding, document, manifest.prefix, _module(entry).fix(schema, scalar))

    def _of_schema(self, admitted: Admitted, minor: int, customs: Customs) -> Iterator[Cure]:
        if not admitted.mismatches:
            return
        manifest = admitted.manifest
        for entry in self._of_level("schema"):
            for report in _module(entry).check(admitted.mismatches):
                schema = _schema(manifest.value, report.path, minor, customs)
                if schema is not None:
                    yield from self._cures(entry, report, manifest, (), (manifest, schema))

    def _of_resource(self, resource: Resource, scope: Scope) -> Iterator[Cure]:
        for entry in self._entries:
            if entry.kinds and resource.type not in entry.kinds:
                continue
            for path, given in _subjects(entry, resource):
                for report in _module(entry).check(given, scope):
                    yield from self._cures(entry, report, resource.manifest, path, (given, scope))

    def _cures(
        self, entry: Entry, report: Report, manifest: Manifest, path: Path, given: tuple[Any, ...]
    ) -> Iterator[Cure]:
        """The cure of what a rule reported below a path of an object, if it is wanted."""
        whole = path + report.path
        place = manifest.place(whole, key=report.key)
        finding = self._wanted.get((entry.id, place, shown(whole)))
        if finding is None or _is_secret(manifest, whole):
            return
        below: list[Fix] = [one._replace(path=path + one.path) for one in _module(entry).fix(*given, report)]
        where = home(manifest, [one.path for one in below])
        if where is not None:
            yield from _cure(finding, where[0], where[1], below)

    def _of_level(self, level: str) -> list[Entry]:
        return [entry for entry in self._entries if entry.level == level]


def _module(entry: Entry) -> Any:
    return import_module(entry.module)


def _cure(finding: Finding, document: Document, path: Path, steps: Iterable[Fix]) -> Iterator[Cure]:
    whole = tuple(step._replace(path=path + step.path) for step in steps)
    if whole:
        yield Cure(finding, document, whole)


def _subjects(entry: Entry, resource: Resource) -> Iterator[tuple[Path, Any]]:
    """What of an object a rule looks at, each with its path."""
    pod = resource.pod
    if entry.level == "object":
        yield (), resource
    elif pod is not None and entry.level == "pod":
        yield pod.path, pod
    elif pod is not None and entry.level == "container":
        for container in pod.containers:
            yield pod.path + container.path, container


def _is_secret(manifest: Manifest, path: Path) -> bool:
    """Whether what is at a path, or anything else on its line, must not come into view: a difference shows lines."""
    line = manifest.place(path).line
    around = [path[:length] for length in range(len(path) + 1) if manifest.place(path[:length]).line == line]
    text = manifest.origin.line(manifest.place(path))
    return any(holds_secret(manifest.value, one, text) for one in around)


def _schema(value: Plain, path: Path, minor: int, customs: Customs) -> Schema | None:
    """The schema of an object, None where there is none or it is no object.

    The metadata of an object without a schema is that of all objects.
    """
    api_version, kind = (value.get(key) for key in ("apiVersion", "kind")) if isinstance(value, dict) else (None, None)
    if not isinstance(api_version, str) or not isinstance(kind, str):
        return None
    found: Schema | None = bundle.schema(minor, api_version, kind)
    if found is None and customs:
        from generator.schemas.custom import find

        found = find(customs, api_version, kind)
    return bundle.schema(minor, "v1", "ConfigMap") if found is None and path[:1] == ("metadata",) else found
