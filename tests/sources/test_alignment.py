from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.alignment import aligned
from generator.sources.template_lines import settings_in, template_lines


def rows(template: str, rendered: str) -> list[int]:
    """For each rendered line the number of the template's line, counted from 1."""
    return [index + 1 for index in aligned(rendered.split("\n"), template_lines(template))]


@pytest.mark.parametrize(
    ("template", "rendered", "numbers"),
    [
        ("a: 1\nb: 2", "a: 1\nb: 2", [1, 2]),
        ("a: 1\n{{ if .x }}\nb: 2\n{{ end }}\nc: 3", "a: 1\nc: 3", [1, 5]),
        ("a: 1\n{{ if .x }}\nb: 2\n{{ end }}\nc: 3", "a: 1\nb: 2\nc: 3", [1, 3, 5]),
        ("{{ range .x }}\n- a: {{ . }}\n  b: 1\n{{ end }}\nz: 1", "- a: 1\n  b: 1\n- a: 2\n  b: 1", [2, 3, 2, 3]),
        ("a:\n  {{ toYaml .x | nindent 2 }}\nb: 1", "a:\n  x: 1\n  y: 2\nb: 1", [1, 2, 2, 3]),
        ("a: {{ toYaml .x | nindent 2 }}\nb: 1", "a:\n  x: 1\n  y: 2\nb: 1", [1, 1, 1, 2]),
        ("{{/* a: 1\na: 1 */}}\na: 1", "a: 1", [3]),
        ("kind: A\nname: x\n---\nkind: B\nname: x", "kind: B\nname: x", [4, 5]),
        ("kind: A\nname: x\n---\nkind: B\nname: x", "# Source: a\nkind: A\nname: x", [1, 1, 2]),
        ('{{ include "all" . }}', "kind: A\nname: x", [1, 1]),
        ("", "a: 1", [1]),
    ],
)  # fmt: skip
def test_the_lines_that_gave_what_was_rendered(template: str, rendered: str, numbers: list[int]) -> None:
    assert rows(template, rendered) == numbers


@given(st.text("ab:{}-/* \n\r.", max_size=60), st.text("ab: -\n", max_size=40))
def test_any_texts_are_aligned(template: str, rendered: str) -> None:
    lines = template_lines(template)
    found = aligned(rendered.split("\n"), lines)
    assert len(found) == len(rendered.split("\n"))
    assert all(0 <= index < len(lines) for index in found)
    assert [line.text for line in lines] == [line.rstrip("\r") for line in template.split("\n")]
    for line in lines:
        settings_in(line)


def test_a_text_of_many_equal_lines_takes_no_time() -> None:
    text = "\n".join(["type: string", "description: x"] * 3000)
    start = time.monotonic()
    assert rows(text, text) == list(range(1, 6001))
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("template", "paths"),
    [
        ("a: {{ .Values.web.image.tag | quote }}", [("web", "image", "tag")]),
        ('a: "{{ .Values.a }}:{{ $.Values.b.c }}"', [("a",), ("b", "c")]),
        ("{{ with .Values.web }}\na: {{ .port }}\n", [("web", "port")]),
        ("{{ with .Values.web }}\n{{ toYaml . | nindent 2 }}\n", [("web",)]),
        ("{{ with .Values.web }}\n{{ end }}\na: {{ .port }}", []),
        ("{{ range .Values.web }}\na: {{ .port }}", []),
        ("a: {{ .Release.Name }}", []),
        ("a: 1", []),
    ],
)
def test_the_values_that_a_line_reads(template: str, paths: list[tuple[str, ...]]) -> None:
    lines = [line for line in template_lines(template) if line.text]
    assert settings_in(lines[-1]) == paths
