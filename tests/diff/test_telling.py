"""The report of a diff: what it says of each object, where it points to, and that no secret is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from generator.diff.compare import compare
from generator.diff.effect import Effect
from generator.diff.model import Diff, EnvironmentDiff
from generator.diff.telling import told
from generator.errors import Place, Problem
from generator.objects.admission import admit
from generator.objects.scope import Scope
from generator.sources.descriptions import description_sources
from tests.diff.objects import NEWEST, deployment, diff_of, scope

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diff.report import ObjectReport, Report

SECRET = "hunter2hunter2"  # noqa: S105 - planted, to be hunted for
TOKEN = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"


def object_of(report: Report) -> ObjectReport:
    (one,) = report["environments"][0]["objects"]
    return one


def test_a_change_tells_its_path_values_and_place() -> None:
    report = told(diff_of(deployment(spec="replicas: 2, "), deployment(spec="replicas: 3, ")))
    one = object_of(report)
    assert (report["fairlead"], report["before"], report["after"]) == (1, "HEAD", "working tree")
    assert {**one, "changes": [], "lines": []} == {
        "action": "changed",
        "kind": "Deployment",
        "api_version": "apps/v1",
        "namespace": "shop",
        "name": "web",
        "before_name": "web",
        "id": "Deployment/shop/web",
        "hook": "",
        "cause": {"file": "shop.yaml", "line": 1, "column": 1},
        "effects": [],
        "changes": [],
        "lines": [],
    }
    assert one["changes"] == [
        {
            "path": "spec.replicas",
            "steps": ["spec", "replicas"],
            "action": "changed",
            "before": 2,
            "after": 3,
            "default": None,
            "masked": False,
            "order": "",
            "follows": "",
            "file": "shop.yaml",
            "line": 4,
            "column": 18,
            "side": "after",
        }
    ]


def test_what_is_gone_is_to_be_found_before() -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n%sspec: {}\n"
    diff = compare(
        {"": scope(pod % "  labels:\n    a: b\n    c: d\n", "old.yaml")},
        {"": scope(pod % "  labels:\n    c: d\n    e: f\n", "new.yaml")},
        ("a", "b"),
    )
    changes = object_of(told(diff))["changes"]
    found = [(one["action"], one["path"], one["side"], one["file"], one["line"], one["column"]) for one in changes]
    assert found == [
        ("removed", "metadata.labels.a", "before", "old.yaml", 6, 5),
        ("added", "metadata.labels.e", "after", "new.yaml", 7, 5),
    ]


def test_steps_of_items_are_their_keys() -> None:
    before, after = deployment("[{name: web, args: [a]}]"), deployment("[{name: web, args: [b]}]")
    (change,) = object_of(told(diff_of(before, after)))["changes"]
    assert change["path"] == "spec.template.spec.containers[name=web].args"
    assert change["steps"] == ["spec", "template", "spec", "containers", {"name": "web"}, "args"]
    assert (change["before"], change["after"]) == (["a"], ["b"])


def test_a_move_is_told_by_the_names_of_the_items() -> None:
    (change,) = object_of(told(diff_of(deployment("[{name: a}, {name: b}]"), deployment("[{name: b}, {name: a}]"))))[
        "changes"
    ]
    assert (change["action"], change["order"], change["masked"]) == ("moved", "meant", False)
    assert (change["before"], change["after"]) == (["a", "b"], ["b", "a"])


def test_the_default_of_the_side_that_says_nothing_is_told() -> None:
    (change,) = object_of(told(diff_of(deployment(), deployment(spec="replicas: 3, "))))["changes"]
    assert (change["action"], change["before"], change["default"], change["after"]) == ("added", None, 1, 3)


def test_hooks_are_told() -> None:
    job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: web, annotations: {helm.sh/hook: 'pre-install,test'}}\n"
    one = object_of(told(diff_of("", job)))
    assert (one["action"], one["before_name"], one["hook"], one["changes"]) == ("created", "", "pre-install,test", [])


def test_a_report_without_lines_has_none() -> None:
    diff = diff_of(deployment(spec="replicas: 2, "), deployment(spec="replicas: 3, "))
    assert object_of(told(diff, lines=False))["lines"] == []
    assert {**object_of(told(diff)), "lines": []} == object_of(told(diff, lines=False))


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [("a", "b", "changed"), ("a", "a", "same"), (None, "a", "added"), ("a", None, "removed")],
)
def test_the_status_of_an_environment(before: str | None, after: str | None, status: str) -> None:
    sides = [
        {
            "prod": scope(f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: x, labels: {{a: {one}}}}}\n")
            if one
            else None
        }
        for one in (before, after)
    ]
    (environment,) = told(compare(sides[0], sides[1], ("a", "b")))["environments"]
    assert (environment["name"], environment["status"]) == ("prod", status)


def with_effects(*effects: Effect, env: tuple[Effect, ...] = (), data: tuple[str, str] = ("x", "y")) -> Diff:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\nstringData: {a: %s, b: same}\n"
    diff = diff_of(text % data[0], text % data[1])
    (environment,) = diff.environments
    objects = tuple(one._replace(effects=effects) for one in environment.objects)
    return diff._replace(environments=(environment._replace(objects=objects, effects=env),))


def test_effects_are_told_and_summed_up() -> None:
    rolls = Effect(
        "rolls pods", "Deployment/web", "rolls 3 pods", "wait", ("spec", "template"), Place("a.yaml", 3, 5), pods=3
    )
    again = rolls._replace(pods=2, path=(), cause=None)
    totals = Effect("capacity", "", "more", numbers={"replicas": [2, 3]})
    (environment,) = told(with_effects(rolls, again, env=(totals,)))["environments"]
    assert environment["summary"] == {
        "created": 0,
        "deleted": 0,
        "changed": 1,
        "renamed": 0,
        "effects": {"capacity": 1, "rolls pods": 2},
        "pods": 3,
    }
    first, second = environment["objects"][0]["effects"]
    assert first == {
        "kind": "rolls pods",
        "object": "Deployment/web",
        "message": "rolls 3 pods",
        "cure": "wait",
        "path": "spec.template",
        "file": "a.yaml",
        "line": 3,
        "column": 5,
        "side": "after",
        "pods": 3,
        "numbers": {},
    }
    assert (second["path"], second["file"], second["line"]) == ("", "", 0)
    assert environment["effects"][0]["numbers"] == {"replicas": [2, 3]}


def test_a_secret_that_the_message_of_an_effect_repeats_is_masked() -> None:
    effect = Effect("in place", "Secret/web", f"from {SECRET} to {TOKEN}", f"not {SECRET}", ("stringData", "a"))
    (found,) = object_of(told(with_effects(effect, data=(SECRET, TOKEN))))["effects"]
    assert found["message"] == "from •••• to ••••"
    assert found["cure"] == "not ••••"
    (shown,) = object_of(told(with_effects(effect, data=(SECRET, TOKEN)), show_secrets=True))["effects"]
    assert shown["message"] == f"from {SECRET} to {TOKEN}"


def test_problems_are_told_without_secrets() -> None:
    problem = Problem(Place("a.yaml", 3, 1), "spec", "no", "mend it", f"password: {SECRET}", "warning", ("prod",))
    (found,) = told(Diff("a", "b", (), (problem,)))["problems"]
    assert found == {
        "severity": "warning",
        "message": "no",
        "cure": "mend it",
        "path": "spec",
        "file": "a.yaml",
        "line": 3,
        "column": 1,
        "source_line": "",
        "environments": ["prod"],
    }
    (shown,) = told(Diff("a", "b", (), (problem._replace(place=None),)), show_secrets=True)["problems"]
    assert (shown["source_line"], shown["file"], shown["line"]) == (problem.source_line, "", 0)


PLANTED = """
apiVersion: v1
kind: Secret
metadata: {name: web}
stringData: {a: '%(secret)s'}
data: {b: %(secret)s}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  PASSWORD: '%(secret)s'
  image: %(image)s
  app.yaml: |
    db:
      password: %(secret)s
      host: db
  app.json: '{"a": 1, "password": "%(secret)s"}'
---
apiVersion: example.com/v1
kind: Web
metadata: {name: web}
spec: {image: %(image)s, auth: {password: %(secret)s}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"a": "%(secret)s"}'}}
spec:
  containers:
    - name: web
      image: %(image)s
      args: ['--api-key=%(secret)s', '--token', '%(secret)s']
      env:
        - {name: DB_PASSWORD, value: '%(secret)s'}
        - {name: URL, value: 'postgres://u:%(secret)s@db/x'}
      livenessProbe:
        exec: {command: [sh, -c, 'PASSWORD=%(secret)s check']}
        httpGet: {httpHeaders: [{name: Authorization, value: '%(secret)s'}]}
"""


def planted(secret: str, image: str) -> str:
    """Objects with a secret wherever one may stand, and an image that may change."""
    return PLANTED % {"secret": secret, "image": image}


SIDES = {
    "the other values changed": (planted(SECRET, "shop:1.0"), planted(SECRET, "shop:2.0")),
    "the secrets changed": (planted(SECRET, "shop:1.0"), planted(f"{SECRET}x", "shop:1.0")),
    "all is new": ("", planted(SECRET, "shop:1.0")),
    "all is gone": (planted(SECRET, "shop:1.0"), ""),
}


@pytest.mark.parametrize("case", SIDES)
def test_no_planted_secret_is_in_the_report(case: str) -> None:
    diff = diff_of(*SIDES[case])
    assert len(diff.environments[0].objects) >= 3
    assert SECRET not in json.dumps(told(diff))
    assert SECRET in json.dumps(told(diff, show_secrets=True))


def test_masked_changes_say_that_they_are() -> None:
    objects = told(diff_of(*SIDES["the secrets changed"]))["environments"][0]["objects"]
    changes = [one for each in objects for one in each["changes"]]
    assert changes
    assert all(one["masked"] for one in changes)
    secret = objects[0]["changes"][0]
    assert (secret["path"], secret["before"], secret["after"]) == ("data.b", "••••", "•••• (changed)")


def test_control_characters_are_escaped() -> None:
    config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {"a\\e": "%s\\e[1m\\nb"}\n'
    (change,) = object_of(told(diff_of(config % "x", config % "y")))["changes"]
    assert change["path"] == "data.a\\x1b"
    assert change["after"] == "y\\x1b[1m\nb"


APP = """apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.0
components:
  web:
    type: web
    ports: {{http: 8080}}
    replicas: {replicas}
environments:
  prod: {{}}
"""


def test_a_rendered_value_points_at_the_line_of_the_description_that_gave_it(tmp_path: Path) -> None:
    file = tmp_path / "app.yaml"

    def side(replicas: int) -> Scope:
        file.write_text(APP.format(replicas=replicas))
        (source,) = description_sources(str(file))
        resources = [admit(one, NEWEST, {}).resource for one in source.manifests]
        return Scope([one for one in resources if one is not None], NEWEST, {}, whole=True)

    report = told(compare({"prod": side(2)}, {"prod": side(3)}, ("a", "b")))
    found = [
        (each["kind"], one["path"], one["file"], one["line"])
        for each in report["environments"][0]["objects"]
        for one in each["changes"]
    ]
    assert ("Deployment", "spec.replicas", str(file), 8) in found


def test_an_environment_without_objects_is_told() -> None:
    diff = Diff("a", "b", (EnvironmentDiff("", scope(""), scope(""), ()),))
    assert told(diff)["environments"][0]["status"] == "same"


def test_an_added_map_points_at_the_line_of_the_description_that_gave_a_part_of_it(tmp_path: Path) -> None:
    file = tmp_path / "app.yaml"

    def side(env: str) -> Scope:
        file.write_text(APP.format(replicas=2) + env)
        (source,) = description_sources(str(file))
        resources = [admit(one, NEWEST, {}).resource for one in source.manifests]
        return Scope([one for one in resources if one is not None], NEWEST, {}, whole=True)

    report = told(compare({"prod": side("env: {A: a}\n")}, {"prod": side("env:\n  A: a\n  B: b\n")}, ("a", "b")))
    changes = [one for each in report["environments"][0]["objects"] for one in each["changes"]]
    assert [(one["steps"][-1], one["line"]) for one in changes] == [({"name": "B"}, 13)]
