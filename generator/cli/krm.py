"""``fairlead inject --krm``: a KRM function, as kustomize and kpt run it.

A ResourceList comes in on stdin and goes out on stdout with its items changed, ``results`` filled and every other byte
as it was. What to do is in its ``functionConfig``: the spec of any kind, or the data of a ConfigMap, with the keys of
the configuration. Source: cmd/config/docs/api-conventions/functions-spec.md of kustomize.
"""

from __future__ import annotations

from generator.cli.inject_configuration import configured
from generator.cli.inject_files import stdin_file
from generator.cli.inject_report import Done, Report, text
from generator.cli.inject_settings import configuration, settings
from generator.cli.outcome import Outcome
from generator.documents.edits import Change, edit_text
from generator.documents.manifest import shown
from generator.documents.reading import read
from generator.errors import InputError, Place, Problem
from generator.inject.run import File, inject
from generator.lean import TYPE_CHECKING, Any
from generator.objects.values import at, maps
from generator.sources.manifests import STDIN

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.documents.reading import Document
    from generator.inject.result import Note

LIST = "ResourceList"
_CONFIG = "functionConfig"
_LISTS = ("kube-versions",)
_PATHS = ("internal.config.kubernetes.io/path", "config.kubernetes.io/path")
_INDEXES = ("internal.config.kubernetes.io/index", "config.kubernetes.io/index")
_SEVERITIES = {"added": "info", "changed": "info", "kept": "warning", "refused": "warning"}
_UNUSABLE = 3


def function(values: dict[str, Any]) -> Outcome:
    """Run as a function. Raises InputError where stdin holds no ResourceList that can be read."""
    file = stdin_file()
    document = _resource_list(file)
    try:
        values, project = _options(values, document.value.get(_CONFIG))
    except InputError as error:
        results = [{"message": str(one), "severity": "error"} for one in error.problems]
        return Outcome(_answer(file.text, results).encode(), f"{error}\n", _UNUSABLE)
    done = inject([file], settings(values, project, {}), whole=True)[STDIN]
    if done.problems:
        raise InputError(done.problems)
    items = maps(read(done.text, STDIN).documents[0].value.get("items"))
    answer = _answer(done.text, [_result(note, items) for note in done.notes])
    notes = [note._replace(place=_place(note, items)) for note in done.notes]
    told = "" if values["quiet"] else text(Report([Done(STDIN, file.text, done.text, notes)], [], []))
    return Outcome(answer.encode(), told)


def _resource_list(file: File) -> Document:
    reading = read(file.text, STDIN)
    if reading.problems:
        raise InputError(reading.problems)
    found = [one for one in reading.documents if at(one.value, "kind") == LIST]
    if len(reading.documents) != 1 or len(found) != 1:
        cure = "without --krm manifests are read: fairlead inject -"
        raise InputError([Problem(Place(STDIN, 0, 0), "", f"a KRM function takes one {LIST}", cure)])
    return found[0]


def _options(values: dict[str, Any], config: Plain) -> tuple[dict[str, Any], Any]:
    """The options with what the function's configuration says, and the project's configuration with its sections.

    Raises InputError with everything that is wrong with the function's configuration.
    """
    project = configuration()
    if not config:
        return values, project
    field = "data" if at(config, "kind") == "ConfigMap" else "spec"
    section = dict(at(config, field) or {}) if isinstance(at(config, field) or {}, dict) else at(config, field)
    override = section.pop("override", False) if isinstance(section, dict) else False

    def source(path: tuple[str, ...]) -> str:
        return ".".join((_CONFIG, field, *path))

    own, wrong = configured(section, source, _LISTS)
    problems = [Problem(None, source(one.path), one.message, one.cure) for one in wrong]
    if override not in (True, False, "true", "false"):
        problems.append(Problem(None, source(("override",)), "must be true or false"))
    if problems:
        raise InputError(problems)
    versions = values["kube_version"] or own.kube_versions
    said = {**values, "kube_version": versions, "override": values["override"] or override in (True, "true")}
    return said, project._replace(sections=(*own.sections, *project.sections))


def _answer(before: str, results: list[dict[str, Plain]]) -> str:
    """The ResourceList with results behind those of earlier functions."""
    documents = read(before, STDIN).documents
    earlier = documents[0].value.get("results")
    whole: list[Plain] = [*(earlier if isinstance(earlier, list) else []), *results]
    return edit_text(documents, {0: [Change(("results",), whole)]}).text if results else before


def _place(note: Note, items: list[dict[str, Plain]]) -> Place:
    """The file that an object comes from, as far as the list says it: the lines of the list are nowhere else."""
    return Place(str(_file(_item(note, items)).get("path") or ""), 0, 0)


def _item(note: Note, items: list[dict[str, Plain]]) -> dict[str, Plain]:
    """The object that a note is about."""
    return next((one for one in items if _named(one) == note.resource), {})


def _result(note: Note, items: list[dict[str, Plain]]) -> dict[str, Plain]:
    """A note as a result of the specification."""
    item = _item(note, items)
    source = f" [{note.source}]" if note.source else ""
    found: dict[str, Plain] = {"message": f"{note.action}: {note.reason}{source}", "severity": _SEVERITIES[note.action]}
    if item:
        metadata = {key: at(item, "metadata", key) for key in ("name", "namespace")}
        reference = {"apiVersion": item.get("apiVersion"), "kind": item.get("kind"), **metadata}
        found["resourceRef"] = {key: one for key, one in reference.items() if one}
    if note.path:
        value = "currentValue" if note.action == "kept" else "proposedValue"
        found["field"] = {"path": shown(note.path), **({} if note.value is None else {value: note.value})}
    file = _file(item)
    return {**found, "file": file} if file else found


def _named(item: dict[str, Plain]) -> str:
    """An object as notes call it."""
    parts = (item.get("kind"), at(item, "metadata", "namespace"), at(item, "metadata", "name"))
    return "/".join(str(part) for part in parts if part)


def _file(item: dict[str, Plain]) -> dict[str, Plain]:
    """Where an object comes from, as its annotations say."""
    annotations = at(item, "metadata", "annotations")
    said = annotations if isinstance(annotations, dict) else {}
    path = next((said[key] for key in _PATHS if said.get(key)), "")
    index = str(next((said[key] for key in _INDEXES if said.get(key)), ""))
    return {"path": path, **({"index": int(index)} if index.isdigit() else {})} if path else {}
