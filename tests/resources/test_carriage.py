from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from generator.resources.carriage import loss, trouble
from tests.resources.apps import app, one


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", False),
        ("é\u2028\ufeff😀\x01\x1f", False),
        ("\tone line", False),
        ("two\n\tlines", False),
        ("\x7f", True),
        ("a\x85b", True),
        ("\x9f", True),
        ("\xa0", False),
        ("\ufffd", False),
        ("\ufffe", True),
        ("\uffff", True),
        ("\ta\nb", True),
        ("a\n\n", False),
    ],
)
def test_trouble(text: str, found: bool) -> None:
    assert bool(trouble(text)) == found


@pytest.mark.parametrize(
    ("text", "found"), [("a\n", False), ("a\n\n", True), ("\n", True), ("\na", False), ("", False)]
)
def test_loss(text: str, found: bool) -> None:
    assert bool(loss(text)) == found


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"env": {"A": "a\x85"}}, "components.web.env.A.value"),
        ({"args": ["a", "\x7f"]}, "components.web.args.1"),
        ({"annotations": {"a": "\ufffe"}}, "components.web.annotations.a"),
        ({"annotations": {"a": "x\n\n"}}, "components.web.annotations.a"),
    ],
)
def test_a_text_that_cannot_be_carried_is_refused(more: dict[str, Any], path: str) -> None:
    with pytest.raises(InputError) as raised:
        one("web", more)
    assert path in [problem.path for problem in raised.value.problems]


@pytest.mark.parametrize("text", ["x\n\n", "a\x85b", "\x7f"])
@pytest.mark.parametrize(
    ("config", "key"), [("c", "files"), ("files", "a"), ("env", "a"), ("c", "env"), ("c", "content")]
)
def test_what_a_config_and_its_keys_are_called_carries_nothing(config: str, key: str, text: str) -> None:
    with pytest.raises(InputError) as raised:
        one("web", config={config: {"data": {key: text}}})
    assert [problem.path for problem in raised.value.problems] == [f"config.{config}.data.{key}"]


@pytest.mark.parametrize("inside", ["initContainers", "sidecars"])
def test_variables_of_every_container_may_end_in_line_breaks(inside: str) -> None:
    more = {"env": {"env": "x\n\n"}, inside: {"files": {"image": "a:1", "env": {"value": "x\n\n"}}}}
    assert "env/deployment" in app({"env": {"type": "worker", **more}}, env={"FILES": "\n"}).objects()


def test_what_is_ignored_may_hold_anything() -> None:
    more = {"x-note": "a\x85", "resources": {"x-note": "\n\n", "requests": {"cpu": 1}}}
    found = one("web", more, volumes={"v": {"type": "emptyDir", "x-note": "\uffff"}})
    assert found.container("web")["resources"] == {"requests": {"cpu": "1"}}


@pytest.mark.parametrize(
    "more", [{"env": {"A": "x\n\n"}}, {"args": ["x\n", "\n\nx"]}, {"annotations": {"a": "x\n"}}, {"command": ["\tx"]}]
)
def test_a_text_that_can_be_carried_is_not(more: dict[str, Any]) -> None:
    assert "web/deployment" in one("web", more).objects()


def test_a_file_that_cannot_be_carried_as_text_is_carried_as_bytes() -> None:
    found = one("web", config={"c": {"files": {"a": "x\x85", "b": "y"}}}).object("configmap.c")
    assert (found["data"], found["binaryData"]) == ({"b": "y"}, {"a": "eMKF"})


@pytest.mark.parametrize("text", ["eA==\n\n", "eA\n==", " e A==", "eA==\x85"])
def test_base64_is_written_without_the_blanks_that_kubernetes_does_not_know(text: str) -> None:
    found = one("web", config={"c": {"files": {"a": {"contentBase64": text}}}})
    assert found.object("configmap.c")["binaryData"] == {"a": "eA=="}
