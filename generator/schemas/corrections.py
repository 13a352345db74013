"""Where the API server takes other objects than the published schemas say; part of making the bundle.

Source: the Go types, conversions and validation of Kubernetes 1.25 to 1.37 (k8s.io/api, k8s.io/apiextensions-apiserver,
pkg/apis).
"""

from __future__ import annotations

import json

from generator.lean import Any

CORE = "io.k8s.api.core.v1."
STORAGE = "io.k8s.api.storage.v1."
EXTENSIONS = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1."
SCHEMA = f"{EXTENSIONS}JSONSchemaProps"
INSIDE = "Inside"
CLAIM = f"{CORE}PersistentVolumeClaim"
DATA_SOURCE = f"{CORE}TypedLocalObjectReference"

OPTIONAL: dict[str, dict[str, int]] = {
    "io.k8s.api.batch.v1.PodFailurePolicy": {"rules": 0},
    f"{CORE}HTTPHeader": {"value": 0},
    f"{CORE}ISCSIPersistentVolumeSource": {"lun": 0},
    f"{CORE}ISCSIVolumeSource": {"lun": 0},
    f"{CORE}LimitRangeSpec": {"limits": 0},
    f"{CORE}PreferredSchedulingTerm": {"preference": 0},
    f"{CORE}SleepAction": {"seconds": 33},
    f"{CORE}Sysctl": {"value": 0},
    f"{DATA_SOURCE}OfClaim": {"kind": 0, "name": 0},
    f"{EXTENSIONS}CustomResourceDefinitionVersion": {"served": 0, "storage": 0},
    f"{STORAGE}CSIDriver": {"spec": 0},
    f"{STORAGE}TokenRequest": {"audience": 0},
}
"""Fields that the schemas require and the API server does not, with the Kubernetes version from which on it does not:
left out, or null, they are empty."""

NULL_ITEMS = {SCHEMA: ("required", "x-kubernetes-list-map-keys")}
"""Lists of text that may hold null, which is an empty text."""

REPLACED = {
    CLAIM: {"spec": f"{CLAIM}SpecOfClaim"},
    f"{CLAIM}SpecOfClaim": {"dataSource": f"{DATA_SOURCE}OfClaim"},
    "io.k8s.api.apps.v1.StatefulSetSpec": {"volumeClaimTemplates": f"{CLAIM}InTemplate"},
}
"""Fields, or the items of fields, that are of another definition, see ``added``."""


def added(definitions: dict[str, Any]) -> dict[str, Any]:
    """Definitions beside the published ones, and instead of those that let anything be.

    Schemas of custom resources below ``items`` and ``additionalProperties`` are read by decoders of their own, which
    are not strict: unknown fields are dropped there. A data source of a claim (not of a template of claims) is dropped
    where its kind is unknown, and nobody looks at apiVersion and kind of a claim in a template.
    """
    found: dict[str, Any] = {}
    if SCHEMA in definitions:
        names = [f"{EXTENSIONS}{name}" for name in ("ExternalDocumentation", "JSONSchemaProps", "ValidationRule")]
        found |= {name + INSIDE: _lenient(definitions[name], names) for name in names if name in definitions}
        inside = found[SCHEMA + INSIDE]
        # A list of schemas is decoded, but never valid; other values count as no schema.
        found[f"{SCHEMA}OrArray"] = {**inside, "type": [*inside["type"], "array", "boolean", "number", "string"]}
        found[f"{SCHEMA}OrBool"] = {**inside, "type": [*inside["type"], "boolean"]}
    if CLAIM in definitions:
        found[f"{DATA_SOURCE}OfClaim"] = definitions[DATA_SOURCE]
        found[f"{CLAIM}SpecOfClaim"] = definitions[f"{CLAIM}Spec"]
        free = {name: {"type": ["string", "null"]} for name in ("apiVersion", "kind")}
        claim = {key: value for key, value in definitions[CLAIM].items() if key != "x-kubernetes-group-version-kind"}
        found[f"{CLAIM}InTemplate"] = {**claim, "properties": {**claim["properties"], **free}}
    return found


def published(name: str) -> str:
    """The published definition that one of ``added`` says the same of values as, else the name itself."""
    if name.startswith(EXTENSIONS):
        for suffix in (INSIDE, "OrArray", "OrBool"):
            name = name.removesuffix(suffix)
        return name
    return name.removesuffix("OfClaim").removesuffix("InTemplate")


def corrected(raw: dict[str, Any], name: str, minor: int) -> dict[str, Any]:
    """A definition as the API server of Kubernetes 1.``minor`` has it."""
    optional = {field for field, since in OPTIONAL.get(name, {}).items() if minor >= since}
    others, lists = REPLACED.get(name, {}), NULL_ITEMS.get(published(name), ())
    if not optional and not others and not lists:
        return raw
    properties = dict(raw["properties"])
    for field in optional & properties.keys():
        properties[field] = _nullable(properties[field])
    for field, other in others.items():
        properties[field] = _referring(properties[field], other)
    for field in lists:
        properties[field] = {**properties[field], "items": _nullable(properties[field]["items"])}
    required = [one for one in raw.get("required", ()) if one not in optional]
    return {**raw, "properties": properties, "required": required}


def _lenient(definition: dict[str, Any], names: list[str]) -> dict[str, Any]:
    text = json.dumps(definition)
    for name in names:
        text = text.replace(f'/{name}"', f'/{name}{INSIDE}"')
    lenient: dict[str, Any] = json.loads(text)
    return {**lenient, "additionalProperties": {}}


def _nullable(raw: dict[str, Any]) -> dict[str, Any]:
    types = raw.get("type", ["null"])
    types = [types] if isinstance(types, str) else types
    return raw if "null" in types else {**raw, "type": [*types, "null"]}


def _referring(raw: dict[str, Any], name: str) -> dict[str, Any]:
    if "items" in raw:
        return {**raw, "items": _referring(raw["items"], name)}
    return {**raw, "$ref": f"{raw['$ref'].rpartition('/')[0]}/{name}"}
