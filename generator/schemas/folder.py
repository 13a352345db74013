"""Schemas of custom resources in files: CRDs in YAML or JSON, and JSON Schemas named as kubeconform names them.

``certificate-cert-manager-v1.json`` (kind, first part of the group, version), ``cert-manager.io/certificate_v1.json``
(as in the CRDs catalog of datreeio) and ``certificate_v1.json`` tell the kind by their names.
"""

from __future__ import annotations

import json
import os

from generator.errors import InputError, Problem, UsageError
from generator.lean import TYPE_CHECKING, Any
from generator.schemas.custom import root, schemas_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.documents.node import Plain
    from generator.schemas.schema import Schema

    Customs = dict[tuple[str, str], Schema]

_YAML = (".yaml", ".yml")
_GVK = ("group", "version", "kind")


def schemas_in(paths: Sequence[str]) -> Customs:
    """The schemas in some files and folders; look them up with ``generator.schemas.custom.find``.

    Raises UsageError for a path that is not there, and InputError with every file that cannot be read or in which
    there is neither a CRD nor a schema. In folders files of other kinds, and YAML without CRDs, are passed over.
    """
    found: Customs = {}
    problems: list[Problem] = []
    for path in paths:
        for name in _files(path):
            try:
                schemas = _schemas_of_file(name)
            except InputError as error:
                problems += error.problems
                continue
            if not schemas and (name == path or name.endswith(".json")):
                cure = "give CRDs, or JSON Schemas named kind-group-version.json or group/kind_version.json"
                problems.append(Problem(None, "", f"{name}: neither a CRD nor the JSON Schema of a kind", cure))
            found.update(schemas)
    if problems:
        raise InputError(problems)
    return found


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        if not os.path.exists(path):
            raise UsageError(f"--schemas {path}: there is no such file or folder")
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith((".json", *_YAML)))


def _schemas_of_file(path: str) -> Customs:
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([Problem(None, "", f"{path} cannot be read: {error}")]) from None
    if not path.endswith(".json"):
        return _of_definitions(_documents(text, path))
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError([Problem(None, "", f"{path} is no JSON: {error}")]) from None
    return _of_definitions([value]) or _of_schema(value, path)


def _documents(text: str, path: str) -> list[Plain]:
    from generator.documents.node import plain
    from generator.documents.reader import read_documents

    return [plain(node) for node in read_documents(text, path)]


def _of_definitions(documents: list[Plain]) -> Customs:
    found: Customs = {}
    for document in documents:
        if not isinstance(document, dict):
            continue
        if document.get("kind") == "CustomResourceDefinition":
            found.update(schemas_of(document))
        elif str(document.get("kind")).endswith("List") and isinstance(document.get("items"), list):
            found.update(_of_definitions(document["items"]))
    return found


def _of_schema(value: Plain, path: str) -> Customs:
    """The schema of a JSON Schema file, by the kind that it names itself or else by the name of the file."""
    if not isinstance(value, dict) or not {"type", "properties", "$ref", "allOf"} & value.keys():
        return {}
    named = list(_declared(value)) or _named(path)
    return {(version, kind): root(value, structural=False) for version, kind in named}


def _declared(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    declared = value.get("x-kubernetes-group-version-kind")
    for one in declared if isinstance(declared, list) else ():
        group, version, kind = (one.get(name) if isinstance(one, dict) else None for name in _GVK)
        if isinstance(group, str) and isinstance(version, str) and isinstance(kind, str):
            yield f"{group}/{version}" if group else version, kind


def _named(path: str) -> list[tuple[str, str]]:
    stem = os.path.basename(path).removesuffix(".json").lower()
    kind, _, version = stem.rpartition("_")
    if kind:
        folder = os.path.basename(os.path.dirname(os.path.abspath(path))).lower()
        return [(f"{folder if '.' in folder else '*'}/{version}", kind)]
    kind, *group, version = stem.split("-") if "-" in stem else (stem, "")
    return [(f"{'-'.join(group) or '*'}/{version}", kind)] if version.startswith("v") else []
