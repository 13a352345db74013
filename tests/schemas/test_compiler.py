from __future__ import annotations

import io
import json
import marshal
from typing import TYPE_CHECKING, Any

import pytest

from generator.schemas import compiler
from generator.schemas.bundle import Bundle
from generator.schemas.merging import Merger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTHING_CLOSED: dict[str, Any] = {"types": {}, "fields": {}}


def node(raw: dict[str, Any], definitions: dict[str, Any] | None = None) -> Any:
    return compiler.Reader("33 ", definitions or {}, NOTHING_CLOSED).node(raw)


def test_what_is_kept() -> None:
    raw = {
        "description": "dropped",
        "type": ["array", "null"],
        "items": {"type": "string", "description": "dropped too"},
        "x-kubernetes-list-type": "set",
        "x-kubernetes-patch-merge-key": "name",
    }
    assert node(raw) == {"i": {"t": "s"}, "k": "name", "l": "set", "t": "az"}


def test_open_and_closed_maps() -> None:
    assert node({"type": "object"}) == {"t": "o"}
    assert node({"type": "object", "additionalProperties": False}) == {"p": {}, "t": "o"}
    assert node({"type": "object", "additionalProperties": {"type": "string"}}) == {"a": {"t": "s"}, "t": "o"}


def test_keywords_beside_a_reference() -> None:
    definitions = {"a.Thing": {"type": "object"}}
    raw = {"$ref": "#/$defs/a.Thing", "description": "x"}
    assert node(raw, definitions) == "33 a.Thing"
    assert node({**raw, "x-kubernetes-patch-strategy": "retainKeys"}, definitions) == {"g": "retainKeys", "t": "o"}
    with pytest.raises(compiler.UnknownSchemaError, match="type"):
        node({**raw, "type": "object"}, definitions)


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "string", "pattern": "a"},
        {"type": "object", "properties": {"a": {"type": "string"}}},
        {"type": "object", "anyOf": []},
    ],
)
def test_what_the_bundle_cannot_hold(raw: dict[str, Any]) -> None:
    with pytest.raises(compiler.UnknownSchemaError):
        node(raw)


def loaded(tmp_path: Path, text: bytes) -> Bundle:
    path = tmp_path / "bundle.schemas"
    path.write_bytes(text)
    return Bundle(str(path))


def packed(bundle: bytes) -> Iterator[Any]:
    with io.BytesIO(bundle) as stream:
        while stream.tell() < len(bundle):
            yield marshal.load(stream)  # noqa: S302 - it was made here


def test_what_nothing_tells_apart_stands_once(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {
        f"{minor} {name}": {"p": {"child": f"{minor} {other}", "name": {"t": "sz"}}, "t": "oz"}
        for minor in (1, 2)
        for name, other in (("A", "B"), ("B", "A"))
    }
    schemas["2 C"] = {"p": {"name": {"t": "s"}}, "t": "oz"}
    text = Merger(schemas, {1: {"v1 A": "1 A", "v1 B": "1 B"}, 2: {"v1 A": "2 A", "v1 C": "2 C"}}).packed("x")
    first, second = loaded(tmp_path, text).schema(1, "v1", "A"), loaded(tmp_path, text).schema(2, "v1", "A")
    assert first is not None
    assert second is not None
    assert first._raw == second._raw
    assert first.properties["child"] is first
    values = list(packed(text))
    assert len(values) == 1 + 2 + 2, "a header, A and B in one, C, and two versions"


def test_the_bundle_is_small_and_always_the_same() -> None:
    text = compiler.compiled(compiler.source_folders(), compiler.made_from())
    assert len(text) < 700_000
    with open(compiler.BUNDLE, "rb") as file:
        assert file.read() == text


def test_it_is_made_when_it_is_not_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "compiled", lambda _folders, made: marshal.dumps({"made": made}))
    path = tmp_path / "kubernetes.schemas"
    assert compiler.make(str(path))
    assert not compiler.make(str(path))
    path.write_text("rubbish\n")
    assert compiler.make(str(path))
    monkeypatch.setattr(compiler, "made_from", lambda: "something else")
    assert compiler.make(str(path))
    assert marshal.loads(path.read_bytes()) == {"made": "something else"}  # noqa: S302 - it was made here
    assert list(tmp_path.iterdir()) == [path]


def test_closed_values_of_fields_that_no_version_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    enums = tmp_path / "enums.json"
    enums.write_text(json.dumps({"types": {"T": ["a"]}, "fields": {"io.k8s.api.core.v1.Pod": {"specs": "T"}}}))
    monkeypatch.setattr(compiler, "ENUMS", str(enums))
    folders = dict(list(compiler.source_folders().items())[-1:])
    with pytest.raises(compiler.UnknownSchemaError, match="specs"):
        compiler.compiled(folders, "x")


def test_without_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ModuleNotFoundError, match="kubernetes-validate"):
        compiler.source_folders()
