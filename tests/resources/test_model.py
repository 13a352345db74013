from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError
from tests.resources.apps import BASIC, App, app

KINDS = {
    "web": ["deployment", "poddisruptionbudget", "serviceaccount", "service"],
    "worker": ["deployment", "serviceaccount"],
    "stateful": ["statefulset", "serviceaccount", "service", "service-headless"],
    "daemon": ["daemonset", "serviceaccount"],
    "cron": ["cronjob", "serviceaccount"],
    "job": ["job", "serviceaccount"],
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_objects_of_a_component(kind: str) -> None:
    assert list(app({kind: BASIC[kind]}).objects()) == [f"{kind}/{name}" for name in KINDS[kind]]


def test_objects_are_in_the_order_written() -> None:
    found = app(
        {"worker": BASIC["worker"], "cron": BASIC["cron"]},
        config={"c": {"data": {}}},
        volumes={"v": {"type": "persistentVolumeClaim", "size": "1Gi"}},
    )
    assert list(found.objects()) == [
        "configmap.c",
        "persistentvolumeclaim.v",
        "worker/deployment",
        "worker/serviceaccount",
        "cron/cronjob",
        "cron/serviceaccount",
    ]


def test_a_component_that_only_an_environment_has() -> None:
    found = app({"web": BASIC["web"]}, {"dev": {"components": {"extra": BASIC["worker"]}}, "prod": {}})
    assert [[key for key in found.objects(name) if key.startswith("extra/")] for name in ("dev", "prod")] == [
        ["extra/deployment", "extra/serviceaccount"],
        [],
    ]


def test_a_component_that_an_environment_removes() -> None:
    found = app({"web": BASIC["web"], "worker": BASIC["worker"]}, {"dev": {"components": {"worker": None}}, "prod": {}})
    assert ["worker/deployment" in found.objects(name) for name in ("dev", "prod")] == [False, True]


@pytest.mark.parametrize("cluster", [None, {"kubeVersion": None}])
def test_an_environment_that_takes_its_cluster_away(cluster: Any) -> None:
    found = app({"web": BASIC["web"]}, {"dev": {"cluster": cluster}})
    assert found.objects() == app({"web": BASIC["web"]}, {"dev": {}}).objects()


def test_a_component_that_some_have_has_the_same_settings_as_one_that_all_have() -> None:
    """The values hold nothing that no template reads."""
    some = app({"web": BASIC["web"]}, {"dev": {"components": {"extra": BASIC["worker"]}}, "prod": {}})
    every = app({"web": BASIC["web"], "extra": BASIC["worker"]})
    assert sorted(some.values("dev")["extra"]) == sorted(every.values("dev")["extra"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"type": "worker"}, {"type": "daemon"}),
        ({"type": "job", "phase": "pre-deploy"}, {"type": "job", "phase": "none"}),
    ],
)
def test_a_component_has_one_type_and_one_phase(first: dict[str, str], second: dict[str, str]) -> None:
    environments = {"dev": {"components": {"extra": first}}, "prod": {"components": {"extra": second}}}
    with pytest.raises(InputError, match="one type and one phase in all environments"):
        app({"web": BASIC["web"]}, environments)


def test_every_setting_that_a_tree_reads_has_a_value_or_a_map_above_it() -> None:
    from generator.resources.nodes import settings_used

    found = app({kind: BASIC[kind] for kind in KINDS}, {"dev": {"components": {"cron": None}}, "prod": {}})
    values = found.model.base.values
    above = [
        path[:length]
        for item in found.model.objects
        for path in settings_used(item.tree)
        for length in range(1, len(path))
    ]
    assert [path for path in above if path[0] in values and not isinstance(value_at(values, path), dict)] == []


def value_at(values: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        values = values.get(step) if isinstance(values, dict) else None
    return values


WARNED = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components:
  web:
    type: web
    ports: {http: 8080}
  worker:
    type: worker
    serviceAccount:
      rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
environments: {dev: {}, prod: {}}
"""


def test_warnings_are_in_the_order_of_the_file() -> None:
    lines = [item.place.line for item in App(WARNED).warnings if item.place]
    assert (lines == sorted(lines), set(lines)) == (True, {5, 11})


def test_warnings_show_their_lines() -> None:
    assert {item.source_line.strip() for item in App(WARNED).warnings} == {
        "web:",
        'rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]',
    }


def test_the_chart_has_a_version() -> None:
    assert app({"web": BASIC["web"]}).model.chart == {"version": "0.1.0"}


def test_the_chart_has_the_version_that_is_written() -> None:
    assert (
        app({"web": BASIC["web"]}, chart={"version": "2.0.0", "home": "https://example.com"}).model.chart["version"]
        == "2.0.0"
    )
