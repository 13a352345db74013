"""Objects from manifests: what is none, what the schema of its kind says against it, and what is left to look at."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.objects.resource import Resource, is_built_in
from generator.objects.values import at, maps
from generator.schemas import bundle
from generator.schemas.check import CLEAN, Mismatch, check, first_look, fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Manifest
    from generator.documents.node import Plain
    from generator.schemas.schema import Schema


class Admitted(NamedTuple):
    """A manifest as an object, with what its schema says against it.

    ``resource`` is None for what is no object at all. ``skipped`` names the kind of an object without a schema
    (``Certificate.cert-manager.io/v1``), of which only the metadata is checked; else "".
    """

    manifest: Manifest
    resource: Resource | None
    mismatches: list[Mismatch]
    skipped: str = ""


def admit(manifest: Manifest, minor: int, customs: Mapping[tuple[str, str], Schema]) -> Admitted:
    """An object as Kubernetes 1.``minor`` sees it; ``customs`` are the schemas of custom resources."""
    value = manifest.value
    lacking = _identity(value) if manifest.clean != minor else None
    if lacking:
        return Admitted(manifest, None, lacking)
    api_version, kind = value["apiVersion"], value["kind"]
    own = bundle.schema(minor, api_version, kind)
    schema = own or _custom(customs, api_version, kind)
    if manifest.clean == minor and schema is own:
        skipped = "" if own is not None else f"{kind}.{api_version}"
        return Admitted(manifest, Resource(manifest, value), [], skipped)
    if schema is not None:
        checked = check(value, schema)
        errors = checked.errors if own is None else _counting(checked.errors, value)
        nameless = () if own is not None else _nameless(value, schema)
        return Admitted(manifest, Resource(manifest, fit(value, checked)), [*errors, *nameless])
    if is_built_in(api_version.rpartition("/")[0]):
        return Admitted(manifest, Resource(manifest, _as_elsewhere(value, minor)), _by_metadata(value, minor)[1])
    fitted, mismatches = _by_metadata(value, minor)
    return Admitted(manifest, Resource(manifest, fitted), mismatches, f"{kind}.{api_version}")


def is_clean(value: Plain, minor: int) -> bool:
    """Whether Kubernetes 1.``minor`` takes an object as it is, without a null in it; of custom resources the metadata.

    It is what takes the time in ``admit``, and needs to know nothing of other objects.
    """
    if not isinstance(value, dict):
        return False
    api_version, kind = value.get("apiVersion"), value.get("kind")
    if not isinstance(api_version, str) or not isinstance(kind, str) or not api_version or not kind:
        return False
    schema = bundle.schema(minor, api_version, kind)
    if schema is not None:
        return first_look(value, schema) == CLEAN
    known = bundle.schema(minor, "v1", "ConfigMap")
    if known is None or is_built_in(api_version.rpartition("/")[0]) or value.get("metadata") is None:
        return False
    return first_look(value["metadata"], known.properties["metadata"]) == CLEAN


def is_settled(value: dict[str, Plain], minor: int) -> bool:
    """Whether no schema has more to say about, or with, an object that is clean: it is built in and holds no others."""
    kind = value["kind"]
    if kind.endswith("List") or kind == "CustomResourceDefinition":
        return False
    return bundle.schema(minor, value["apiVersion"], kind) is not None


def _custom(customs: Mapping[tuple[str, str], Schema], api_version: str, kind: str) -> Schema | None:
    if not customs:
        return None
    from generator.schemas.custom import find

    return find(customs, api_version, kind)


_FIELD = 6
"""The length of a path to what a volume holds, such as its hostPath."""
_VOLUMES = ("spec", "template", "spec", "volumes")
_TOLD = "the schema tells of it"


def _counting(errors: list[Mismatch], value: dict[str, Plain]) -> list[Mismatch]:
    """The mismatches without fields that are missing in volumes of a StatefulSet: its claims take their places."""
    if not errors or value["kind"] != "StatefulSet":
        return errors
    templates = at(value, "spec", "volumeClaimTemplates")
    names = [at(one, "metadata", "name") for one in maps(templates)]
    return [
        one
        for one in errors
        if one.kind not in ("required", "type")
        or one.path[:4] != _VOLUMES
        or len(one.path) <= _FIELD
        or at(value, *one.path) is not None
        or at(value, *one.path[:5], "name") not in names
    ]


def _nameless(value: dict[str, Plain], schema: Schema) -> Iterator[Mismatch]:
    """What a custom resource lacks that must be stored under a name: its schema says so by requiring metadata."""
    metadata: Any = value.get("metadata", _TOLD) or {}
    is_stored = "metadata" in schema.required and isinstance(metadata, dict)
    if is_stored and not metadata.get("name") and not metadata.get("generateName"):
        yield Mismatch(("metadata", "name"), "required", "name is missing", "write metadata.name")


def _identity(value: Plain) -> list[Mismatch]:
    """Why a document is no object."""
    if not isinstance(value, dict):
        return [Mismatch((), "object", "a manifest is a map with apiVersion and kind, and this is none")]
    found = []
    for name in ("apiVersion", "kind"):
        if value.get(name) in (None, ""):
            cure = "write it, or leave out a file that is no manifest"
            found.append(Mismatch((), "object", f"{name} is missing", cure))
        elif not isinstance(value[name], str):
            found.append(Mismatch((name,), "object", f"{name} must be text"))
    return found


def _as_elsewhere(value: dict[str, Plain], minor: int) -> dict[str, Plain]:
    """An object of a kind that this version does not serve, as a version that does, or its replacement, would see it.

    Of a kind that no version knows only what tells its name is left.
    """
    api_version, kind = value["apiVersion"], value["kind"]
    for other in reversed(bundle.versions()):
        schema = bundle.schema(other, api_version, kind)
        if schema is not None:
            return dict(fit(value, check(value, schema)))
    from generator.schemas import lifecycle

    instead = lifecycle.replacement(api_version, kind, minor)
    schema = bundle.schema(minor, *instead) if instead else None
    if schema is not None:
        renamed = {**value, "apiVersion": instead[0], "kind": instead[1]} if instead else value
        return {**fit(renamed, check(renamed, schema)), "apiVersion": api_version, "kind": kind}
    fitted, _ = _by_metadata({key: value.get(key) for key in ("apiVersion", "kind", "metadata")}, bundle.versions()[-1])
    return fitted


def _by_metadata(value: dict[str, Plain], minor: int) -> tuple[dict[str, Plain], list[Mismatch]]:
    """An object without a schema with its metadata as every object's, and what is wrong with that."""
    known = bundle.schema(minor, "v1", "ConfigMap")
    metadata = value.get("metadata")
    if known is None or metadata is None:
        return {key: one for key, one in value.items() if key != "metadata"}, []
    checked = check(metadata, known.properties["metadata"])
    mismatches = [one._replace(path=("metadata", *one.path)) for one in checked.errors]
    return {**value, "metadata": fit(metadata, checked)}, mismatches
