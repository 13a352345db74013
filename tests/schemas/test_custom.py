from __future__ import annotations

from typing import Any

import pytest

from generator.schemas.check import check, fit
from generator.schemas.custom import find, root, rules_not_checked, schemas_of


def definition(spec: dict[str, Any], **more: Any) -> dict[str, Any]:
    node = {"type": "object", "properties": {"spec": spec, "status": {"type": "object"}}}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": node}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "widgets.example.com"},
        "spec": {"group": "example.com", "names": {"kind": "Widget"}, "versions": [version], **more},
    }


def widget(spec: Any) -> dict[str, Any]:
    return {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "a"}, "spec": spec}


def said(spec_schema: dict[str, Any], spec: Any) -> list[tuple[str, str, str]]:
    schema = schemas_of(definition(spec_schema))["example.com/v1", "Widget"]
    return [(".".join(map(str, one.path)), one.kind, one.message) for one in check(widget(spec), schema).errors]


def fitted(spec_schema: dict[str, Any], spec: Any) -> Any:
    schema = schemas_of(definition(spec_schema))["example.com/v1", "Widget"]
    value = widget(spec)
    return fit(value, check(value, schema)).get("spec")


OBJECT: dict[str, Any] = {"type": "object", "required": ["size"], "properties": {"size": {"type": "integer"}}}
OPEN = {"x-kubernetes-preserve-unknown-fields": True}


def test_fields_as_the_definition_names_them() -> None:
    assert said(OBJECT, {"size": 3}) == []
    assert said(OBJECT, {"size": "3", "seize": 1}) == [
        ("spec.size", "type", 'must be a whole number, found text "3"'),
        ("spec.seize", "unknown", 'spec has no field "seize"'),
    ]
    assert said(OBJECT, {}) == [("spec.size", "required", "size is missing")]


def test_metadata_is_what_all_objects_have() -> None:
    schema = schemas_of(definition(OBJECT))["example.com/v1", "Widget"]
    value = {**widget({"size": 1}), "metadata": {"name": "a", "label": {}, "annotations": {"a": 1}}}
    assert [(one.path, one.kind) for one in check(value, schema).errors] == [
        (("metadata", "label"), "unknown"),
        (("metadata", "annotations", "a"), "type"),
    ]


def test_unknown_fields_that_may_be() -> None:
    assert said({**OBJECT, **OPEN}, {"size": 3, "other": {"deep": None}}) == []
    assert [one[1] for one in said({**OBJECT, **OPEN}, {"size": "3"})] == ["type"]
    assert said(dict(OPEN), {"a": [1, "x", None]}) == []
    assert said({"type": "object", "additionalProperties": {"type": "string"}}, {"a": "b", "c": None}) == []
    assert said({"type": "object", "additionalProperties": True}, {"a": 1}) == []
    assert [one[1] for one in said({"type": "object"}, {"a": 1})] == ["unknown"]


def test_null_counts_as_left_out() -> None:
    nested = {
        "type": "object",
        "properties": {"a": {"type": "string", "enum": ["x"]}, "b": {"type": "array", "items": {"type": "string"}}},
    }
    assert said(nested, {"a": None, "b": ["x"]}) == []
    assert fitted(nested, {"a": None, "b": ["x"]}) == {"b": ["x"]}
    assert said(nested, {"b": [None]}) == [("spec.b.0", "type", "must be text, found nothing")]
    assert fitted(nested, {"b": [None]}) == {"b": [""]}
    assert said(OBJECT, {"size": None}) == [("spec.size", "type", "must be a whole number, found nothing")]
    required = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "nullable": True}}}
    assert said(required, {"a": None}) == []


def test_int_or_string() -> None:
    port = {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, {"type": "string"}]}
    schema = {"type": "object", "properties": {"port": port}}
    assert said(schema, {"port": 80}) == []
    assert said(schema, {"port": "http"}) == []
    assert said(schema, {"port": []}) == [("spec.port", "type", "must be a whole number or text, found a list")]
    assert fitted(schema, {"port": []}) == {}


def test_embedded_objects() -> None:
    schema = {
        "type": "object",
        "properties": {"template": {"type": "object", "x-kubernetes-embedded-resource": True, **OPEN}},
    }
    assert said(schema, {"template": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": 1}}) == []
    assert said(schema, {"template": {"kind": "Pod", "metadata": {"nmae": "a"}}}) == [
        ("spec.template.metadata.nmae", "unknown", 'metadata has no field "nmae"'),
        ("spec.template.apiVersion", "required", "apiVersion is missing"),
    ]


def field(**schema: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"f": schema}}


REQUIRED = [{"required": ["a"]}, {"required": ["b"]}]
AB = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}


@pytest.mark.parametrize(
    ("schema", "good", "bad", "message"),
    [
        ({"type": "integer", "minimum": 1}, 1, 0, "must be at least 1, found the number 0"),
        ({"type": "integer", "maximum": 9}, 9, 10, "must be at most 9, found the number 10"),
        ({"type": "number", "minimum": 1, "exclusiveMinimum": True}, 2, 1, "must be more than 1, found the number 1"),
        ({"type": "number", "exclusiveMaximum": 2}, 1.5, 2, "must be less than 2, found the number 2"),
        ({"type": "number", "maximum": 2, "exclusiveMaximum": False}, 2, 3, "must be at most 2, found the number 3"),
        ({"type": "integer", "multipleOf": 5}, 10, 7, "must be a multiple of 5, found the number 7"),
        ({"type": "number", "multipleOf": 0.5}, 10**400, 0.7, "must be a multiple of 0.5, found the number 0.7"),
        ({"type": "string", "minLength": 1}, "a", "", "must have at least 1 character, found 0"),
        ({"type": "string", "maxLength": 2}, "ab", "abc", "must have at most 2 characters, found 3"),
        ({"type": "string", "pattern": "^a+$"}, "aa", "a\n", 'must match ^a+$, found "a\\n"'),
        ({"type": "string", "format": "ipv4"}, "10.0.0.1", "10.0.0", 'must be an IPv4 address, found "10.0.0"'),
        ({"type": "array", "minItems": 1}, ["a"], [], "must have at least 1 item, found 0"),
        ({"type": "array", "maxItems": 1}, ["a"], [1, 2], "must have at most 1 item, found 2"),
        ({"type": "array", "uniqueItems": True}, [1, 2], [1, 1], "must not have 1 twice"),
        ({"type": "array", "x-kubernetes-list-type": "set"}, ["a"], ["a", "a"], 'must not have "a" twice'),
        ({"type": "object", "minProperties": 1, **OPEN}, {"a": 1}, {}, "must have at least 1 field, found 0"),
        ({"type": "object", "maxProperties": 0, **OPEN}, {}, {"a": 1}, "must have at most 0 fields, found 1"),
        ({**AB, "oneOf": REQUIRED}, {"a": "x"}, {}, "one of a or b must be set"),
        ({**AB, "oneOf": REQUIRED}, {"b": "x"}, {"a": "x", "b": "y"}, "only one of a or b may be set"),
        ({**AB, "anyOf": REQUIRED}, {"a": "x", "b": "y"}, {}, "at least one of a or b must be set"),
        ({**AB, "not": REQUIRED[0]}, {"b": "x"}, {"a": "x"}, "must not have a"),
        (
            {"type": "string", "anyOf": [{"maxLength": 1}, {"pattern": "^a"}]},
            "abc",
            "bcd",
            "fits none of 2 allowed forms: must have at most 1 character, found 3",
        ),
        ({"type": "string", "allOf": [{"maxLength": 1}]}, "a", "ab", "must have at most 1 character, found 2"),
        (
            {"type": "integer", "oneOf": [{"minimum": 1}, {"minimum": 5}]},
            2,
            7,
            "fits 2 of the 2 forms of which exactly one is allowed",
        ),
        ({"type": "integer", "not": {"enum": [3]}}, 2, 3, "must not be as it is: the schema excludes it"),
    ],
)  # fmt: skip
def test_limits(schema: dict[str, Any], good: Any, bad: Any, message: str) -> None:
    assert said(field(**schema), {"f": good}) == []
    assert said(field(**schema), {"f": bad}) == [("spec.f", "limit", message)]
    assert said(field(**schema), {"f": None}) == []
    assert fitted(field(**schema), {"f": bad}) == {"f": bad}, "limits are no question of types"


def test_lists_of_maps_with_keys() -> None:
    items = {"type": "object", "properties": {"name": {"type": "string"}, "port": {"type": "integer"}}}
    schema = field(
        type="array", items=items, **{"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"]}
    )
    assert said(schema, {"f": [{"name": "a"}, {"name": "b"}]}) == []
    assert said(schema, {"f": [{"name": "a", "port": 1}, {"name": "a", "port": 2}]}) == [
        ("spec.f", "limit", 'must not have two items with {"name": "a"}')
    ]


def test_enum_and_ranges() -> None:
    mode = field(type="string", enum=["Fast", "Slow", ""])
    assert said(mode, {"f": "Slow"}) == []
    assert said(mode, {"f": "slow"}) == [("spec.f", "enum", 'must be Fast or Slow, found "slow"')]
    message = "must be between -2147483648 and 2147483647, found the number 2147483648"
    assert said(field(type="integer", format="int32"), {"f": 2**31}) == [("spec.f", "limit", message)]


def test_every_version_of_a_definition() -> None:
    schema = definition(OBJECT)
    schema["spec"]["versions"].append({"name": "v2alpha1", "served": False})
    found = schemas_of(schema)
    assert set(found) == {("example.com/v1", "Widget"), ("example.com/v2alpha1", "Widget")}
    without = found["example.com/v2alpha1", "Widget"]
    assert (
        check(
            {"apiVersion": "example.com/v2alpha1", "kind": "Widget", "metadata": {"name": "a"}, "x": 1}, without
        ).errors
        == []
    )


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"spec": []},
        {"spec": {"group": 1, "names": {"kind": "A"}}},
        {"spec": {"group": "a", "names": None}},
        {"spec": {"group": "a", "names": {"kind": "A"}, "versions": {}}},
        {"spec": {"group": "a", "names": {"kind": "A"}, "versions": [None, {"name": 1}]}},
    ],
)
def test_what_is_no_definition(value: Any) -> None:
    assert schemas_of(value) == {}


@pytest.mark.parametrize(
    "spec",
    [
        {"type": 5, "properties": [], "required": "a", "items": 3, "enum": 1, "pattern": 2, "minimum": "x"},
        {"type": ["string", 4, "nonsense"], "allOf": {}, "anyOf": [3], "not": [], "format": [], "maxLength": True},
        {"type": "array", "items": [{"type": "string"}], "x-kubernetes-list-type": 3},
        {"$ref": 7},
        {"$ref": "#/properties/spec"},
        {"$ref": "https://example.com/other.json"},
    ],
)
def test_nonsense_in_a_definition_does_no_harm(spec: dict[str, Any]) -> None:
    values: tuple[Any, ...] = ({"a": 1}, [], "x", 3, None)
    for value in values:
        said(spec, value)
        fitted(spec, value)


def test_patterns_that_python_has_not() -> None:
    assert said(field(type="string", pattern=r"^\pL+$"), {"f": "5"}) == []


def test_rules_in_cel_are_counted() -> None:
    rules = [{"rule": "self.size > 3"}, {"rule": "self.size < 9"}]
    schema = {**OBJECT, "x-kubernetes-validations": rules}
    schema["properties"] = {"size": {"type": "integer", "x-kubernetes-validations": rules[:1]}}
    assert rules_not_checked(definition(schema)) == 3
    assert rules_not_checked(definition(OBJECT)) == 0


def test_a_json_schema_with_references() -> None:
    document = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"spec": {"$ref": "#/definitions/a~1b"}},
        "definitions": {"a/b": {"properties": {"size": {"type": ["integer", "null"]}}, "required": ["size"]}},
    }
    schema = root(document, structural=False)
    assert check(widget({"size": 1, "other": 2}), schema).errors == []
    assert [one.path for one in check({**widget({"size": "x"}), "data": 1}, schema).errors] == [
        ("spec", "size"),
        ("data",),
    ]
    assert [one.kind for one in check(widget({}), schema).errors] == ["required"]
    nothing = root({"properties": {"spec": False}}, structural=False)
    assert [one.message for one in check(widget(1), nothing).errors] == ["must be left out, found the number 1"]


def test_finding_a_schema() -> None:
    one, two, three, four = (root({}) for _ in range(4))
    customs = {
        ("cert-manager.io/v1", "Certificate"): one,
        ("cert-manager.io/v1", "issuer"): two,
        ("cert-manager/v1", "order"): three,
        ("*/v1", "challenge"): four,
    }
    assert find(customs, "cert-manager.io/v1", "Certificate") is one
    assert find(customs, "cert-manager.io/v1", "Issuer") is two
    assert find(customs, "cert-manager.io/v1", "Order") is three
    assert find(customs, "acme.cert-manager.io/v1", "Challenge") is four
    assert find(customs, "cert-manager.io/v2", "Issuer") is None
    assert find({}, "cert-manager.io/v1", "Issuer") is None
