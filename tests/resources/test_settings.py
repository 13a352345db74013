from __future__ import annotations

from typing import Any

import pytest

from generator.resources.settings import OWN, Cluster, Reason, lookup
from tests.resources.apps import App, one

TEXT = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components:
  web:
    type: web
    ports: {http: 8080}
    probes: {readiness: /readyz}
environments:
  dev: {}
  prod:
    components:
      web: {replicas: 3}
"""


@pytest.mark.parametrize(
    ("values", "path", "expected"),
    [
        ({"a": {"b": 0}}, ("a", "b"), 0),
        ({"a": {"b": 0}}, (), {"a": {"b": 0}}),
        ({"a": {"b": 0}}, ("a", "c"), None),
        ({"a": {"b": 0}}, ("a", "b", "c"), None),
        ({"a": [1]}, ("a", "0"), None),
        (None, ("a",), None),
    ],
)
def test_lookup(values: Any, path: tuple[str, ...], expected: Any) -> None:
    assert lookup(values, path) == expected


@pytest.mark.parametrize(
    ("apis", "api", "serves"),
    [
        (None, "a.example.com/v1", True),
        (frozenset(), "a.example.com/v1", False),
        (frozenset({"a.example.com/v1"}), "a.example.com/v1", True),
        (frozenset({"a.example.com/v1/Thing"}), "a.example.com/v1", True),
        (frozenset({"a.example.com/v1/Other"}), "a.example.com/v1", False),
        (frozenset({"a.example.com/v1beta1"}), "a.example.com/v1", False),
    ],
)
def test_serves(apis: frozenset[str] | None, api: str, serves: bool) -> None:
    assert Cluster(34, apis, "").serves(api, "Thing") == serves


def test_put_says_why() -> None:
    settings = App(TEXT).settings()
    settings.put(("new", "x"), 1, "a rule", (("components", "web"),))
    assert (settings.values["new"], settings.reasons["new", "x"]) == (
        {"x": 1},
        Reason("a rule", (("components", "web"),)),
    )


@pytest.mark.parametrize(
    ("own", "expected"), [(None, {"a": "1"}), ({}, {"a": "1"}), ({"a": "2", "b": "3"}, {"a": "2", "b": "3"})]
)
def test_join(own: Any, expected: Any) -> None:
    settings = App(TEXT).settings()
    settings.join(("new", "x"), {"a": "1"}, own, ("components", "web"))
    assert settings.values["new"]["x"] == expected


@pytest.mark.parametrize(("own", "noted"), [(None, None), ({}, None), ({"b": "3"}, True)])
def test_join_notes_that_something_was_written(own: Any, noted: Any) -> None:
    settings = App(TEXT).settings()
    settings.join(("new", "x"), {"a": "1"}, own, ("components", "web"))
    assert lookup(settings.values, (OWN, "new", "x")) == noted


def test_what_is_only_noted_is_in_no_values_file() -> None:
    assert OWN not in one("web", {"labels": {"a": "b"}}).values()


@pytest.mark.parametrize(
    ("path", "environment", "line"),
    [
        (("components", "web", "ports"), "dev", 7),
        (("components", "web", "ports", "nowhere"), "dev", 7),
        (("components", "web", "replicas"), "prod", 13),
        # Where only a default says it, the nearest part that a person wrote.
        (("components", "web", "replicas"), "dev", 5),
        (("components", "web", "rollout", "maxSurge"), "dev", 5),
        (("nowhere",), "dev", 1),
    ],
)
def test_a_problem_is_where_a_person_wrote(path: tuple[str, ...], environment: str, line: int) -> None:
    settings = App(TEXT).settings(environment)
    settings.report(path, "is wrong")
    place = settings.problems[-1].place
    assert (place and place.source, place and place.line) == ("app.yaml", line)
