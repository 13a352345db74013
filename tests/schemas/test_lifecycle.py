from __future__ import annotations

import pytest

from generator.schemas import bundle
from generator.schemas.lifecycle import Life, life, replacement


@pytest.mark.parametrize(
    ("api_version", "kind", "expected"),
    [
        ("apps/v1", "Deployment", Life(9, None, None, None)),
        ("v1", "Pod", Life(0, None, None, None)),
        ("extensions/v1beta1", "Deployment", Life(1, 8, 16, ("apps/v1", "Deployment"))),
        ("extensions/v1beta1", "Ingress", Life(1, 14, 22, ("networking.k8s.io/v1", "Ingress"))),
        ("policy/v1beta1", "PodSecurityPolicy", Life(10, 21, 25, None)),
        ("storage.k8s.io/v1beta1", "CSINode", Life(14, 17, 22, ("storage.k8s.io/v1", "CSINode"))),
        ("batch/v1beta1", "CronJobList", Life(8, 21, 25, ("batch/v1", "CronJobList"))),
        ("v1", "Endpoints", Life(0, 33, None, ("discovery.k8s.io/v1", "EndpointSlice"))),
        ("apiregistration.k8s.io/v1beta1", "APIService", Life(7, 19, 22, ("apiregistration.k8s.io/v1", "APIService"))),
    ],
)
def test_lives(api_version: str, kind: str, expected: Life) -> None:
    assert life(api_version, kind) == expected


@pytest.mark.parametrize(
    ("api_version", "kind"), [("v1", "Nonsense"), ("apps/v7", "Deployment"), ("a.b/v1", "List"), ("", "")]
)
def test_what_never_was(api_version: str, kind: str) -> None:
    assert life(api_version, kind) is None


def test_a_life_has_its_time() -> None:
    cron = Life(8, 21, 25, ("batch/v1", "CronJob"))
    assert [minor for minor in range(6, 28) if cron.is_served(minor)] == list(range(8, 25))
    assert [minor for minor in range(6, 28) if cron.is_deprecated(minor)] == list(range(21, 25))


@pytest.mark.parametrize(
    ("minor", "expected"),
    [
        (25, "flowcontrol.apiserver.k8s.io/v1beta2"),
        (27, "flowcontrol.apiserver.k8s.io/v1beta3"),
        (29, "flowcontrol.apiserver.k8s.io/v1"),
        (37, "flowcontrol.apiserver.k8s.io/v1"),
    ],
)
def test_the_replacement_is_one_that_is_there(minor: int, expected: str) -> None:
    assert replacement("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema", minor) == (expected, "FlowSchema")


def test_replacements() -> None:
    assert replacement("extensions/v1beta1", "IngressList", 30) == ("networking.k8s.io/v1", "IngressList")
    assert replacement("apps/v2", "Deployment", 30) == ("apps/v1", "Deployment")
    assert replacement("policy/v1beta1", "PodSecurityPolicy", 30) is None
    assert replacement("a.b/v1", "Deployment", 30) is None


@pytest.mark.parametrize("minor", bundle.versions())
def test_it_agrees_with_the_schemas(minor: int) -> None:
    """What a version serves, and only that, is alive in it."""
    kinds = [tuple(kind.split(" ")) for kind in bundle.bundle().kinds(minor)]
    told = {pair: found for pair in kinds if (found := life(*pair)) is not None}
    assert [pair for pair, found in told.items() if not found.is_served(minor)] == []
    untold = {kind for pair in kinds if pair not in told for kind in pair[1:]}
    assert untold <= {"APIGroup", "APIGroupList", "APIResourceList", "APIVersions", "Status"}


def test_replacements_are_there_in_the_newest_version() -> None:
    newest = bundle.versions()[-1]
    for minor in bundle.versions():
        for kind in bundle.bundle().kinds(minor):
            found = life(*kind.split(" "))
            if found is not None and found.replacement is not None:
                assert bundle.schema(newest, *found.replacement) is not None, kind
