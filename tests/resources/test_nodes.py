from __future__ import annotations

from typing import Any

import pytest

from generator.resources.nodes import (
    ABSENT,
    Checksum,
    Optional,
    Release,
    Setting,
    Shared,
    Spread,
    Text,
    When,
    optional_text,
    settings_used,
)


@pytest.mark.parametrize(
    ("tree", "paths"),
    [
        ("text", set()),
        (None, set()),
        (ABSENT, set()),
        (Release(), set()),
        (Setting(("a", "b")), {("a", "b")}),
        (Optional(("a",)), {("a",)}),
        (optional_text(("a",)), {("a",)}),
        ({Spread(("a",)): None, "k": Setting(("b",))}, {("a",), ("b",)}),
        ([Setting(("a",)), [Setting(("b",))]], {("a",), ("b",)}),
        (When(("c",), Setting(("a",)), Setting(("b",)), also=(("d",),)), {("a",), ("b",), ("c",), ("d",)}),
        (When(("c",), ABSENT, When(("d",), "x")), {("c",), ("d",)}),
        (Text("x", Setting(("a",)), When(("b",), Setting(("c",)), "")), {("a",), ("b",), ("c",)}),
        (Checksum((("a",), ("b", "c"))), {("a",), ("b", "c")}),
        (Shared("name", {"k": Setting(("a",))}), {("a",)}),
    ],
)
def test_settings_used(tree: Any, paths: set[tuple[str, ...]]) -> None:
    assert settings_used(tree) == paths


def test_absent_says_what_it_is() -> None:
    assert repr(ABSENT) == "ABSENT"
