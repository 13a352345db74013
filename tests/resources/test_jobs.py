from __future__ import annotations

import json
from typing import Any

import pytest

from generator.render.chart import chart_files
from tests.resources.apps import BASIC, App, app, one

CONFIG = {"settings": {"data": {"A": "1"}}, "flags": {"data": {"B": "2"}}}
SECRETS = {"db": {"existing": "shop-db"}, "other": {"existing": "other"}}
MIGRATE = {
    "type": "job",
    "command": ["/migrate"],
    "use": {"config": ["settings"]},
    "env": {"P": {"secretKeyRef": {"name": "db", "key": "p"}}},
    "mounts": {"/data": {"volume": "data"}},
}
TOP: dict[str, Any] = {
    "config": CONFIG,
    "secrets": SECRETS,
    "volumes": {"data": {"type": "emptyDir"}, "more": {"type": "emptyDir"}},
}


def names(environment: dict[str, Any], phase: str = "none") -> list[str]:
    """The name of a job in an environment that changes something, and in one that changes nothing."""
    components = {"web": BASIC["web"], "migrate": {**MIGRATE, "phase": phase}}
    found = app(components, {"dev": environment, "prod": {}}, **TOP)
    return [found.workload("migrate", name)["metadata"]["name"] for name in ("dev", "prod")]


def of_job(**settings: Any) -> dict[str, Any]:
    return {"components": {"migrate": settings}}


CHANGES: dict[str, dict[str, Any]] = {
    "the app's image": {"image": {"tag": "2.0.0"}},
    "its own image": of_job(image={"tag": "2.0.0"}),
    "its command": of_job(command=["/other"]),
    "a variable": of_job(env={"X": "1"}),
    "a variable of the app": {"env": {"X": "1"}},
    "another key of its secret": of_job(env={"P": {"secretKeyRef": {"name": "db", "key": "q"}}}),
    "its config": {"config": {"settings": {"data": {"A": "2"}}}},
    "its secret": {"secrets": {"db": {"existing": "elsewhere"}}},
    "its volume": {"volumes": {"data": {"sizeLimit": "1Gi"}}},
    "its resources": of_job(resources={"limits": {"memory": "1Gi"}}),
    "its tries": of_job(backoffLimit=0),
    "the security profile": {"security": "platform"},
    "an init container": of_job(initContainers={"wait": {"image": "a:1"}}),
    "its node": of_job(nodeSelector={"a": "b"}),
    "an annotation of its pods": of_job(podAnnotations={"a": "b"}),
    "the labels of pods": {"labels": {"team": "checkout"}},
}
OTHER_CHANGES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "another config": {"config": {"flags": {"data": {"B": "3"}}}},
    "another secret": {"secrets": {"other": {"existing": "x"}}},
    "another volume": {"volumes": {"more": {"sizeLimit": "1Gi"}}},
    "another component": {"components": {"web": {"replicas": 5, "image": {"tag": "3"}}}},
    "the namespace": {"cluster": {"namespace": "shop-dev"}},
    "a new config": {"config": {"new": {"data": {"A": "1"}}}},
    "a new component": {"components": {"new": {"type": "worker"}}},
}


@pytest.mark.parametrize("phase", ["none", "pre-deploy"])
@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_changed_job_is_a_new_job(change: str, phase: str) -> None:
    here, there = names(CHANGES[change], phase)
    assert here != there


@pytest.mark.parametrize("phase", ["none", "pre-deploy"])
@pytest.mark.parametrize("change", sorted(OTHER_CHANGES))
def test_a_job_that_did_not_change_is_the_same_job(change: str, phase: str) -> None:
    here, there = names(OTHER_CHANGES[change], phase)
    assert here == there


def test_a_job_has_the_release_and_eight_digits_in_its_name() -> None:
    name = one("job").workload("job")["metadata"]["name"]
    assert (name[:9], len(name[9:]), int(name[9:], 16) >= 0) == ("shop-job-", 8, True)


@pytest.mark.parametrize(
    ("field", "default"),
    [("backoffLimit", 2), ("ttlSecondsAfterFinished", 86400), ("activeDeadlineSeconds", None), ("parallelism", None)],
)
def test_defaults_of_a_job(field: str, default: int | None) -> None:
    assert one("job").workload("job")["spec"].get(field) == default


@pytest.mark.parametrize(
    "field", ["backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished", "parallelism", "completions"]
)
@pytest.mark.parametrize("value", [1, 7])
def test_fields_of_a_job(field: str, value: int) -> None:
    assert one("job", {field: value}).workload("job")["spec"][field] == value


@pytest.mark.parametrize("kind", ["job", "cron"])
def test_no_tries_is_a_number(kind: str) -> None:
    spec = one(kind, {"backoffLimit": 0}).workload(kind)["spec"]
    assert (spec if kind == "job" else spec["jobTemplate"]["spec"])["backoffLimit"] == 0


@pytest.mark.parametrize("kind", ["job", "cron"])
def test_what_runs_to_its_end_is_not_restarted(kind: str) -> None:
    assert one(kind).pod(kind)["restartPolicy"] == "Never"


@pytest.mark.parametrize("kind", ["web", "worker", "stateful", "daemon"])
def test_what_runs_for_ever_says_nothing_of_restarts(kind: str) -> None:
    assert "restartPolicy" not in one(kind).pod(kind)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schedule", "15 3 * * *"),
        ("concurrencyPolicy", "Forbid"),
        ("startingDeadlineSeconds", 300),
        ("successfulJobsHistoryLimit", 3),
        ("failedJobsHistoryLimit", 1),
        ("timeZone", None),
        ("suspend", None),
    ],
)
def test_defaults_of_a_cron_job(field: str, value: Any) -> None:
    assert one("cron").workload("cron")["spec"].get(field) == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schedule", "@daily"),
        ("timeZone", "Europe/Berlin"),
        ("concurrencyPolicy", "Replace"),
        ("suspend", True),
        ("suspend", False),
        ("startingDeadlineSeconds", 10),
        ("successfulJobsHistoryLimit", 0),
        ("failedJobsHistoryLimit", 0),
    ],
)
def test_fields_of_a_cron_job(field: str, value: Any) -> None:
    assert one("cron", {field: value}).workload("cron")["spec"][field] == value


def test_a_cron_job_has_its_own_name() -> None:
    assert one("cron").workload("cron")["metadata"]["name"] == "shop-cron"


def phased(phase: str, **more: Any) -> App:
    secrets = {"api": {"external": {"store": "vault"}, "keys": {"k": {"remote": "r"}}}}
    component = {"type": "job", "phase": phase, "use": {"config": ["settings"], "secrets": ["api"]}, **more}
    environments = {"dev": {"cluster": {"apiVersions": ["external-secrets.io/v1"]}}}
    return app({"migrate": component}, environments, config=CONFIG, secrets=secrets)


def annotations_of(found: App, name: str) -> Any:
    metadata: dict[str, Any] = found.object(name)["metadata"]
    return metadata.get("annotations")


@pytest.mark.parametrize("phase", ["pre-deploy", "post-deploy"])
def test_a_job_of_a_phase_reads_copies_of_its_own(phase: str) -> None:
    found = phased(phase)
    read = [next(iter(item.values()))["name"] for item in found.container("migrate")["envFrom"]]
    own = found.object("migrate/configmap-settings"), found.object("migrate/externalsecret-api")
    assert read == [own[0]["metadata"]["name"], own[1]["spec"]["target"]["name"]]


def test_a_copy_holds_the_same() -> None:
    found = phased("pre-deploy")
    assert found.object("migrate/configmap-settings")["data"] == found.object("configmap.settings")["data"]


def test_a_copy_has_another_name() -> None:
    found = phased("pre-deploy")
    names = {found.object(name)["metadata"]["name"] for name in ("migrate/externalsecret-api", "externalsecret.api")}
    assert len(names) == 2


def test_only_what_the_job_reads_is_copied() -> None:
    assert "migrate/configmap-flags" not in phased("pre-deploy").objects()


def test_a_job_of_no_phase_reads_what_the_release_has() -> None:
    assert phased("none").container("migrate")["envFrom"][0]["configMapRef"]["name"] == "shop-settings"


def test_a_job_of_no_phase_has_no_copies() -> None:
    assert not [key for key in phased("none").objects() if key.startswith("migrate/configmap")]


def test_a_copy_of_a_config_has_another_name_when_it_changes() -> None:
    components = {"migrate": {**MIGRATE, "phase": "pre-deploy"}}
    found = app(components, {"dev": CHANGES["its config"], "prod": {}}, **TOP)
    copies = [found.object("migrate/configmap-settings", name)["metadata"]["name"] for name in ("dev", "prod")]
    assert copies[0] != copies[1]


@pytest.mark.parametrize("phase", ["none", "pre-deploy", "post-deploy"])
def test_plain_manifests_have_no_hooks(phase: str) -> None:
    assert "helm.sh/" not in json.dumps(phased(phase).objects())


@pytest.mark.parametrize(("phase", "said"), [("none", None), ("pre-deploy", {"fairlead.dev/phase": "pre-deploy"})])
def test_plain_manifests_say_the_phase(phase: str, said: Any) -> None:
    assert annotations_of(phased(phase), "migrate/job") == said


HOOKED = ["job", "serviceaccount", "configmap-settings", "externalsecret-api"]


def hooks(phase: str, name: str) -> list[str]:
    """The lines about hooks in the template of an object."""
    text = chart_files(phased(phase).model)[f"templates/migrate/{name}.yaml"]
    return [line.strip() for line in text.splitlines() if "helm.sh/hook" in line]


@pytest.mark.parametrize("name", HOOKED)
@pytest.mark.parametrize(
    ("phase", "hook"), [("pre-deploy", "pre-install,pre-upgrade"), ("post-deploy", "post-install,post-upgrade")]
)
def test_charts_have_hooks(phase: str, hook: str, name: str) -> None:
    assert f"helm.sh/hook: {hook}" in hooks(phase, name)


@pytest.mark.parametrize("name", ["job", "serviceaccount"])
def test_charts_of_no_phase_have_none(name: str) -> None:
    assert hooks("none", name) == []


@pytest.mark.parametrize(("name", "weight"), [("job", "0"), *((name, "-10") for name in HOOKED[1:])])
def test_what_a_job_needs_is_there_first(name: str, weight: str) -> None:
    assert f'helm.sh/hook-weight: "{weight}"' in hooks("pre-deploy", name)


def test_jobs_of_a_phase_run_in_the_order_written() -> None:
    jobs = {name: {"type": "job", "phase": "pre-deploy"} for name in ("b", "a")}
    texts = chart_files(app({"other": {"type": "job", "phase": "post-deploy"}, **jobs}).model)
    assert ['helm.sh/hook-weight: "1"' in texts[f"templates/{name}/job.yaml"] for name in ("b", "a", "other")] == [
        False,
        True,
        False,
    ]
