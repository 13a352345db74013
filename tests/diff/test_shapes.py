"""The tables of what Kubernetes makes of what is left out, held against its schemas, and each row tried."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from generator.diff.differences import differences
from generator.diff.field import field_of
from generator.diff.lists import LISTS
from generator.diff.model import ABSENT
from generator.diff.shape import Shape
from generator.diff.shapes import SHAPES
from generator.diff.shapes_of_kinds import KINDS
from generator.diff.shapes_of_network import NETWORK
from generator.diff.shapes_of_pods import PODS
from generator.diff.shapes_of_workloads import WORKLOADS
from generator.objects.resource import is_built_in
from generator.schemas.bundle import bundle, versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.schemas.schema import Schema

NEWEST = versions()[-1]


class Found(NamedTuple):
    """A place where a shape applies: the object's API version and kind, the path to it, and its schema."""

    api_version: str
    kind: str
    path: tuple[str, ...]
    schema: Schema


def places(minor: int) -> Iterator[tuple[str, Found]]:
    for name in bundle().kinds(minor):
        api_version, kind = name.split()
        schema = bundle().schema(minor, api_version, kind)
        if kind in SHAPES and is_built_in(api_version.rpartition("/")[0]) and schema is not None:
            yield from below(kind, Found(api_version, kind, (), schema))


def below(name: str, found: Found) -> Iterator[tuple[str, Found]]:
    yield name, found
    for field, child in SHAPES.get(name, Shape()).fields.items():
        schema = found.schema.properties.get(field)
        if schema is not None:
            inner = schema.items if schema.items is not None else schema
            step = f"{field}[]" if schema.items is not None else field
            yield from below(child, found._replace(path=(*found.path, step), schema=inner))


@cache
def known() -> dict[str, dict[str, Schema]]:
    """For each shape the fields that its schema has anywhere, in any version."""
    fields: dict[str, dict[str, Schema]] = {}
    for minor in versions():
        for name, found in places(minor):
            fields.setdefault(name, {}).update(found.schema.properties)
    return fields


def test_no_two_shapes_have_one_name() -> None:
    assert len(SHAPES) == len(PODS) + len(WORKLOADS) + len(NETWORK) + len(KINDS)


def test_a_kind_has_the_shape_of_a_whole_object() -> None:
    kinds = {name.split()[1] for minor in versions() for name in bundle().kinds(minor)}
    assert all("metadata" in SHAPES[kind].fields for kind in kinds & SHAPES.keys())


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "Object"])
def test_fields_of_a_shape_are_in_the_schema(name: str) -> None:
    shape = SHAPES[name]
    fields = known()[name]
    if not fields:
        assert name in ("Annotations", "NamespaceLabels")
        return
    assert {*shape.fields, *shape.defaults, *shape.empties, *shape.ignored} <= {*fields, "status"}


@pytest.mark.parametrize(("shape", "name"), [*LISTS])
def test_lists_of_the_table_are_in_the_schema(shape: str, name: str) -> None:
    field = known()[shape][name]
    assert "array" in field.types
    items = field.items.properties if field.items is not None else {}
    for keys in LISTS[shape, name].keys:
        for key in keys:
            first, _, rest = key.partition(".")
            assert first in items
            assert not rest or rest in items[first].properties


ANCHORS = {"one": 1, "two": 2, "three": 3}
"""What makes items alike that have no keys."""


def nested(path: tuple[str, ...], value: dict[str, Any]) -> Any:
    """A value in the maps and lists of a path."""
    for step in reversed(path):
        item = value if "name" in value else {**ANCHORS, **value}
        value = {step[:-2]: [item]} if step.endswith("[]") else {step: value}
    return value


def defaults() -> Iterator[Any]:
    """One place for each default of each shape."""
    seen = set()
    for name, found in places(NEWEST):
        for key in SHAPES.get(name, Shape()).defaults:
            of_root = not found.path and key == "metadata"
            if (name, key) not in seen and key in found.schema.properties and not of_root:
                seen.add((name, key))
                yield pytest.param(name, key, found, id=f"{name}.{key}")


CONTEXTS: dict[str, dict[str, Any]] = {
    "allocateLoadBalancerNodePorts": {"type": "LoadBalancer"},
    "externalTrafficPolicy": {"type": "NodePort"},
    "sessionAffinityConfig": {"sessionAffinity": "ClientIP"},
    "imagePullPolicy": {"image": "shop:1.0"},
    "pullPolicy": {"reference": "shop:1.0"},
    "serviceAccount": {"serviceAccountName": "web"},
    "serviceAccountName": {"serviceAccount": "web"},
    "requests": {"limits": {"cpu": "1"}},
    "targetPort": {"port": 80},
    "singular": {"kind": "Web"},
    "listKind": {"kind": "Web"},
    "emptyDir": {"name": "x"},
    "apiGroup": {"kind": "User", "name": "x"},
    "dataSource": {"dataSourceRef": {"kind": "PersistentVolumeClaim", "name": "x"}},
    "dataSourceRef": {"dataSource": {"kind": "PersistentVolumeClaim", "name": "x"}},
    "default": {"type": "Container", "max": {"cpu": "1"}},
    "defaultRequest": {"type": "Container", "default": {"cpu": "1"}},
    "selector": {"template": {"metadata": {"labels": {"app": "web"}}}},
}
"""What stands beside a field that has its default only then."""


@pytest.mark.parametrize(("name", "key", "found"), [*defaults()])
def test_a_default_that_is_written_is_no_difference(name: str, key: str, found: Found) -> None:
    context = CONTEXTS.get(key, {})
    default = SHAPES[name].defaults[key]
    value = default(context) if callable(default) else default
    assert value is not ABSENT
    head = {"apiVersion": found.api_version, "kind": found.kind}
    field = field_of(found.api_version, found.kind, NEWEST)

    def whole(**more: Any) -> dict[str, Any]:
        inside = nested(found.path, {**context, **more})
        return {**head, **inside, "metadata": {"name": "x", **inside.get("metadata", {})}}

    assert differences(whole(), whole(**{key: deepcopy(value)}), field) == ()
    assert differences(whole(**{key: deepcopy(value)}), whole(), field) == ()
    other = [one for one in differences(whole(), whole(**{key: changed(value)}), field) if not one.order]
    assert len(other) == 1
    assert other[0].path[-1] == key


BESIDE = (
    "allocationMode", "backoffLimitPerIndex", "clusterIP", "clusterIPs", "completions", "dataSource", "dataSourceRef",
    "default", "egress", "externalIPs", "image", "ipFamilies", "limits", "max", "min", "parallelism",
    "podFailurePolicy", "port", "reference", "selector", "serviceAccount", "serviceAccountName", "sessionAffinity",
    "template",
)  # fmt: skip
"""The fields that defaults look at, apart from ``kind`` and ``type``."""


@pytest.mark.parametrize("value", [None, "", "x", 0, 7, 1.5, True, [], [None], [[]], {}, {"": None}], ids=repr)
def test_defaults_come_to_terms_with_ill_typed_values_beside_them(value: Any) -> None:
    for shape in SHAPES.values():
        for default in shape.defaults.values():
            if callable(default):
                for kind in (value, "Container", "ExternalName"):
                    default({"kind": value, "type": kind, **dict.fromkeys(BESIDE, value)})


def changed(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, dict):
        return {"unlike": "any"}
    if isinstance(value, list):
        return [*value, "unlike"]
    return not value if isinstance(value, bool) else value + 7 if isinstance(value, int) else f"{value}x"
