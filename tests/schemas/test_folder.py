from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import InputError, UsageError
from generator.schemas.check import check
from generator.schemas.custom import find
from generator.schemas.folder import schemas_in

if TYPE_CHECKING:
    from pathlib import Path

CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget}
  versions:
  - name: v1
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}
"""
SCHEMA: dict[str, Any] = {"type": "object", "properties": {"spec": {"type": "string"}}}


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_definitions(tmp_path: Path) -> None:
    write(tmp_path, **{"a.yaml": f"kind: Other\n---\n{CRD}", "sub__values.yml": "a: 1\n", "note.txt": "no"})
    assert set(schemas_in([str(tmp_path)])) == {("example.com/v1", "Widget")}
    assert set(schemas_in([str(tmp_path / "a.yaml")])) == {("example.com/v1", "Widget")}


def test_definitions_in_json_and_in_lists(tmp_path: Path) -> None:
    crd = {
        "kind": "CustomResourceDefinition",
        "spec": {"group": "a.b", "names": {"kind": "A"}, "versions": [{"name": "v1"}]},
    }
    write(tmp_path, **{"crd.json": json.dumps({"kind": "List", "items": [crd, 5]})})
    assert set(schemas_in([str(tmp_path)])) == {("a.b/v1", "A")}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("certificate-cert-manager-v1.json", ("cert-manager/v1", "certificate")),
        ("widget-v1beta1.json", ("*/v1beta1", "widget")),
        ("cert-manager.io__certificate_v1.json", ("cert-manager.io/v1", "certificate")),
        ("schemas__certificate_v1.json", ("*/v1", "certificate")),
    ],
)
def test_names_of_schemas(tmp_path: Path, name: str, key: tuple[str, str]) -> None:
    write(tmp_path, **{name: json.dumps(SCHEMA)})
    found = schemas_in([str(tmp_path)])
    assert set(found) == {key}
    value = {"apiVersion": "x/v1", "kind": "X", "spec": 5}
    assert [one.path for one in check(value, found[key]).errors] == [("spec",)]


def test_a_schema_that_names_its_kind(tmp_path: Path) -> None:
    named = {**SCHEMA, "x-kubernetes-group-version-kind": [{"group": "a.b", "version": "v1", "kind": "Thing"}, 3]}
    write(tmp_path, **{"whatever.json": json.dumps(named)})
    assert find(schemas_in([str(tmp_path)]), "a.b/v1", "Thing") is not None


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "{", "is no JSON"),
        ("a.json", "[]", "neither a CRD nor the JSON Schema of a kind"),
        ("thing.json", json.dumps(SCHEMA), "neither a CRD nor the JSON Schema of a kind"),
        ("a.yaml", "a: b: c\n", "a.yaml"),
    ],
)
def test_files_that_are_none(tmp_path: Path, name: str, text: str, message: str) -> None:
    write(tmp_path, **{name: text, "good.yaml": CRD})
    with pytest.raises(InputError) as caught:
        schemas_in([str(tmp_path)])
    assert message in str(caught.value)


def test_yaml_without_a_definition_that_was_asked_for(tmp_path: Path) -> None:
    write(tmp_path, **{"a.yaml": "kind: Pod\n"})
    assert schemas_in([str(tmp_path)]) == {}
    with pytest.raises(InputError, match="neither a CRD"):
        schemas_in([str(tmp_path / "a.yaml")])


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        schemas_in([str(tmp_path / "nothing")])


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="cannot be read"):
        schemas_in([str(tmp_path)])
