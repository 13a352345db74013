"""Files are cut into documents where kubectl cuts them, and each says where it is to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.verdicts.documents import documents_in, documents_of

if TYPE_CHECKING:
    from pathlib import Path

MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n"


def test_documents_have_lines_and_say_where_they_go() -> None:
    first, second = documents_of(f"# nothing\n---\n{MAP}--- # more\n\n---\nnull\n---\nkind: Pod\n", "a.yaml")
    assert (str(first), first.api_version, first.kind, first.namespace) == ("a.yaml:3", "v1", "ConfigMap", "shop")
    assert (str(second), second.api_version, second.kind, second.text) == ("a.yaml:11", "", "Pod", "kind: Pod\n")


def test_text_behind_a_separator_is_refused() -> None:
    first, second = documents_of(f"{MAP}--- {{}}\n{MAP}", "a.yaml")
    assert (first.refusal, second.refusal) == ("", "invalid Yaml document separator: {}")


def test_the_items_of_lists_are_documents() -> None:
    text = "kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: 012}}\n- 5\n"
    first, second = documents_of(text, "a.yaml")
    assert (first.text, first.is_json) == ('{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": 10}}', True)
    assert (second.text, second.kind) == ("5", "")


def test_a_row_of_json_values_is_as_many_documents() -> None:
    first, second, third = documents_of('{"kind": "A"}\n{"kind": "B"} {broken', "a.json")
    assert (first.kind, second.kind, str(third), third.text) == ("A", "B", "a.json:2", "{broken")


def test_what_cannot_be_read_is_a_document_too() -> None:
    assert [one.text for one in documents_of("a: [\n---\nb: !x 1\nkind: Pod\n", "a.yaml")] == [
        "a: [\n",
        "b: !x 1\nkind: Pod\n",
    ]


def test_folders_are_searched_for_manifests(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.yml", "deep/a.json", "notes.txt"):
        (tmp_path / name).write_bytes(b'{"kind": "\xff"}')
    assert [one.path.rpartition("/")[2] for one in documents_in([str(tmp_path)])] == ["b.yml", "a.json"]
