"""What a pod is told to do by annotations, probes and hooks."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.controlplane.behaviour import behaviour_of, duration


def pod(
    told: dict[str, str] | None = None, image: str = "web:1", container: dict[str, Any] | None = None
) -> dict[str, Any]:
    metadata = {"annotations": {f"fairlead.dev/test.{name}": value for name, value in (told or {}).items()}}
    return {"metadata": metadata, "spec": {"containers": [{"name": "web", "image": image, **(container or {})}]}}


@pytest.mark.parametrize(("text", "seconds"), [("2s", 2), ("500ms", 0.5), ("1.5m", 90), ("3", 3)])
def test_durations(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("told", [{"ready-after": "soon"}, {"stop-after": "-1s"}, {"fail": "sometimes"}])
def test_what_cannot_be_understood_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"no duration|must be one of"):
        behaviour_of(pod(told))


@pytest.mark.parametrize(
    ("image", "fail"),
    [
        ("web:1", ""),
        ("registry:5000/web", ""),
        ("registry:5000/web:fail-image-2", "image"),
        ("web:fail-crash", "crash"),
        ("web:fail-readiness@sha256:0", "readiness"),
    ],
)
def test_a_tag_can_ask_for_a_failure(image: str, fail: str) -> None:
    assert behaviour_of(pod(image=image)).fail == fail


def test_an_annotation_says_more_than_a_tag() -> None:
    assert behaviour_of(pod({"fail": "readiness"}, "web:fail-crash")).fail == "readiness"


def test_readiness_waits_for_the_slowest_of_all_that_delays_it() -> None:
    probes = {"startupProbe": {"initialDelaySeconds": 5}, "readinessProbe": {"initialDelaySeconds": 3}}
    assert behaviour_of(pod({"ready-after": "2s"}, container=probes)).ready_after == 5
    assert behaviour_of(pod({"ready-after": "7s"}, container=probes)).ready_after == 7
    often = {"readinessProbe": {"initialDelaySeconds": 3, "successThreshold": 3, "periodSeconds": 2}}
    assert behaviour_of(pod(container=often)).ready_after == 7


def test_hooks_run_side_by_side_and_before_the_containers_stop() -> None:
    value = pod({"stop-after": "1s"}, container={"lifecycle": {"preStop": {"sleep": {"seconds": 5}}}})
    shell = {"preStop": {"exec": {"command": ["sh", "-c", "nginx -s quit; sleep 7"]}}}
    sidecar = {"name": "proxy", "image": "proxy:1", "restartPolicy": "Always", "lifecycle": shell}
    setup = {"name": "setup", "image": "setup:1", "lifecycle": {"preStop": {"sleep": {"seconds": 99}}}}
    value["spec"]["initContainers"] = [setup, sidecar]
    assert behaviour_of(value).stop_after == 8
