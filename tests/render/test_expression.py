from __future__ import annotations

import pytest

from generator.render.expression import condition, inline, literal, negation, value_of
from generator.resources.nodes import FLAG, NUMBER, TEXT, Checksum, Release, Setting, Shared, Text, When


@pytest.mark.parametrize(
    ("path", "expression"),
    [
        (("web",), ".Values.web"),
        (("web", "image", "tag"), ".Values.web.image.tag"),
        (("my-api",), '(index .Values "my-api")'),
        (("my-api", "image", "tag"), '(index .Values "my-api").image.tag'),
        (("web", "env", "A.B"), '(index .Values.web.env "A.B")'),
        (("my-api", "env", "A.B", "value"), '(index .Values "my-api" "env" "A.B").value'),
        (("web", "1a"), '(index .Values.web "1a")'),
        (("web", "é"), '(index .Values.web "é")'),
        (("web", 'a"b'), '(index .Values.web "a\\"b")'),
        (("web", ""), '(index .Values.web "")'),
        (("web", "_x", "A1"), ".Values.web._x.A1"),
    ],
)
def test_value_of(path: tuple[str, ...], expression: str) -> None:
    assert value_of(path) == expression


@pytest.mark.parametrize(
    ("node", "positive", "negative"),
    [
        (When(("a",), 1), ".Values.a", "not .Values.a"),
        (When(("a-b",), 1), '(index .Values "a-b")', 'not (index .Values "a-b")'),
        (When(("a",), 1, also=(("b",),)), "or .Values.a .Values.b", "not (or .Values.a .Values.b)"),
        (When(("a",), 1, given=True), 'not (kindIs "invalid" .Values.a)', 'kindIs "invalid" .Values.a'),
    ],
)
def test_conditions(node: When, positive: str, negative: str) -> None:
    assert (condition(node), negation(node)) == (positive, negative)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Setting(("a",), TEXT), "{{ .Values.a | quote }}"),
        (Setting(("a",), NUMBER), "{{ .Values.a | int64 }}"),
        (Setting(("a",), FLAG), "{{ .Values.a }}"),
        (Setting(("a",)), None),
        (Text(Release(), "-web"), "{{ .Release.Name }}-web"),
        (Release(), "{{ .Release.Name | quote }}"),
        (Checksum((("a",),)), "{{ toJson .Values.a | sha256sum | quote }}"),
        (Checksum((("a",), ("b",))), "{{ list .Values.a .Values.b | toJson | sha256sum | quote }}"),
        (Shared("x", "y"), '{{ include "x" . | quote }}'),
        (Shared("x", {"a": 1}), None),
        ({"a": 1}, None),
        ([1], None),
        ({}, "{}"),
        (None, "null"),
        (True, "true"),
        (1000000, "1000000"),
    ],
)
def test_inline(tree: object, text: str | None) -> None:
    assert inline(tree) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("yes", '"yes"'),
        ("1.20", '"1.20"'),
        ("{{ x }}", '{{ "{{ x }}" | quote }}'),
        ('{{ "x" }}', '{{ "{{ \\"x\\" }}" | quote }}'),
        ("}}", '"}}"'),
    ],
)
def test_literal(value: str, text: str) -> None:
    assert literal(value) == text


CUT = Checksum((("a",),), length=8)


@pytest.mark.parametrize(
    "tree", [Text(Release(), "-1"), Text(Release(), "-", CUT), CUT, Text("x", Setting(("a",), TEXT))]
)
def test_what_may_look_like_a_number_is_quoted(tree: object) -> None:
    text = inline(tree) or ""
    assert text.startswith('"') or text.endswith("| quote }}")
