from __future__ import annotations

from typing import Any

import pytest

from generator.inject.settings import Section
from tests.inject.workloads import LABELS, Outcome, service, workload

GRACE = "terminationGracePeriodSeconds"
KEY = "fairlead.dev/longest-request"


def row(seconds: int, source: str = ".fairlead.yaml:4", **selector: Any) -> Section:
    return Section({"longestRequestSeconds": seconds}, source, **selector)


def grace(
    *sections: Section, flag: str = "", own: str = "", pods: str = "", metadata: dict[str, Any] | None = None
) -> tuple[int, str]:
    """The grace period without what is in it anyway, and its source."""
    said = {"longestRequestSeconds": flag} if flag else {}
    about = {"annotations": {KEY: own}} if own else {}
    template = {"labels": {**LABELS, "tier": "front"}, **({"annotations": {KEY: pods}} if pods else {})}
    one = workload(metadata={**about, **(metadata or {})}, template=template)
    found = Outcome([one, service()], said, sections=sections)
    return found.pod[GRACE] - 15, found.note(GRACE).source


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, (15, "default")),
        ({"sections": [row(100)]}, (100, ".fairlead.yaml:4")),
        ({"sections": [row(100)], "own": "200"}, (200, f"annotation {KEY}")),
        ({"sections": [row(100)], "own": "200", "pods": "300s"}, (300, f"annotation {KEY}")),
        ({"sections": [row(100)], "own": "200", "pods": "300", "flag": "400"}, (400, "--longest-request")),
        ({"flag": "100", "own": "200"}, (100, "--longest-request")),
    ],
)
def test_the_first_source_wins(parts: Any, expected: Any) -> None:
    assert grace(*parts.pop("sections", ()), **parts) == expected


def test_the_first_of_several_rows_wins() -> None:
    assert grace(row(100, "a:1", name="other"), row(200, "a:2", name="w*"), row(300, "a:3")) == (200, "a:2")


@pytest.mark.parametrize(
    ("selector", "chosen"),
    [
        ({"kind": "Deployment"}, True),
        ({"kind": "StatefulSet"}, False),
        ({"kind": "*Set"}, False),
        ({"name": "web"}, True),
        ({"name": "we?"}, True),
        ({"name": "web-*"}, False),
        ({"namespace": "shop"}, True),
        ({"namespace": "shop-*"}, False),
        ({"labels": {"team": "checkout"}}, True),
        ({"labels": {"team": "check*"}}, True),
        ({"labels": {"tier": "front"}}, True),
        ({"labels": {"tier": "front", "team": "other"}}, False),
        ({"labels": {"none": "*"}}, False),
        ({"kind": "Deployment", "name": "web", "namespace": "*", "labels": {"team": "*"}}, True),
        ({"kind": "Deployment", "name": "other"}, False),
    ],
)
def test_selectors(selector: Any, chosen: bool) -> None:
    one = workload(
        metadata={"namespace": "shop", "labels": {"team": "checkout"}}, template={"labels": {**LABELS, "tier": "front"}}
    )
    there = service()
    there["metadata"]["namespace"] = "shop"
    found = Outcome([one, there], sections=(row(100, **selector),))
    assert found.pod[GRACE] == (115 if chosen else 30)


def test_rows_and_annotations_complete_each_other() -> None:
    section = Section({"readiness": {"httpGet": {"path": "/readyz"}}, "longestRequestSeconds": 100}, "a:1")
    found = Outcome([workload(metadata={"annotations": {KEY: "200"}}), service()], sections=(section,))
    assert found.container["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "http"}
    assert found.pod[GRACE] == 215


def test_an_annotation_that_nobody_can_read_is_told() -> None:
    found = Outcome([workload(metadata={"annotations": {KEY: "soon"}}), service()])
    note = found.note(f'["{KEY}"]')
    assert (note.action, note.reason) == ("refused", f"{KEY}: 'soon' must be a duration: 180, 90s, 3m")
    assert found.pod[GRACE] == 30


def test_other_annotations_are_of_no_concern() -> None:
    found = Outcome([workload(metadata={"annotations": {"fairlead.dev/ignore.readiness-missing": "x"}}), service()])
    assert found.told("refused") == []


@pytest.mark.parametrize("where", ["metadata", "template"])
def test_a_workload_that_is_to_be_left_alone(where: str) -> None:
    about = {"annotations": {"fairlead.dev/inject": "false"}}
    one = workload(**{where: {**about, **({"labels": LABELS} if where == "template" else {})}})  # type: ignore[arg-type]
    found = Outcome([one, service()])
    assert found.objects == [one, service()]
    assert found.notes == []


def test_a_row_may_leave_workloads_alone() -> None:
    found = Outcome([workload(), service()], sections=(Section({"inject": False}, "a:1", name="w*"),))
    assert found.notes == []


@pytest.mark.parametrize(
    ("limits", "requests", "expected"),
    [
        ({}, {}, {"cpu": "100m", "memory": "64Mi"}),
        ({}, {"cpu": "2"}, {"cpu": "2", "memory": "64Mi"}),
        ({"memory": "32Mi"}, {}, {"cpu": "100m"}),
        ({"memory": "64Mi"}, {}, {"cpu": "100m", "memory": "64Mi"}),
    ],
)
def test_requests_only_where_they_are_given(limits: Any, requests: Any, expected: Any) -> None:
    parts = {"requests": requests, "limits": limits}
    container = {"resources": {key: value for key, value in parts.items() if value}} if limits or requests else {}
    one = workload(container=container)
    found = Outcome([one, service()], {"requests": "cpu=100m,memory=64Mi"})
    assert found.container["resources"]["requests"] == expected
    refused = ["its limit is 32Mi" in line for line in found.told("refused")]
    assert refused == ([True] if limits.get("memory") == "32Mi" else [])
    assert Outcome([one, service()]).container.get("resources") == container.get("resources")
