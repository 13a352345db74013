"""The sides of a comparison: what they hold, what belongs together, and what cannot be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.sources.sides import NOTHING, comparable, environment, labelled, labels, side

CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: NAME}\n"
APP = """\
apiVersion: fairlead/v1
name: shop
version: "1.0.0"
image: {repository: registry.example.com/shop, tag: "1.0.0"}
components: {web: {type: web, ports: {http: 8080}, probes: {readiness: /readyz}}}
environments: {dev: {}, prod: {}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def names(path: str) -> list[str]:
    found = side(path)
    return list(labels(found, found).values())


def test_the_environments_of_one_app_have_their_own_names() -> None:
    write("app.yaml", APP)
    assert names("app.yaml") == names(".") == ["dev", "prod"]


def test_of_several_things_each_has_its_path() -> None:
    write("a/app.yaml", APP)
    write("b/app.yaml", APP.replace("shop", "store"))
    write("k8s/web.yaml", CONFIG)
    assert names(".") == ["manifests", "a/app.yaml dev", "a/app.yaml prod", "b/app.yaml dev", "b/app.yaml prod"]


def test_files_of_an_app_are_no_manifests_of_their_own() -> None:
    write("app.yaml", f"{APP}extra: {{manifests: [extra/*.yaml]}}\n")
    write("extra/config.yaml", CONFIG)
    assert names(".") == ["dev", "prod"]


def test_nothing_where_there_is_no_such_path() -> None:
    assert side("nope").scopes == side(NOTHING).scopes == {}


def test_two_things_of_other_names_are_compared_under_one() -> None:
    write("old/web.yaml", CONFIG)
    write("new/web.yaml", CONFIG)
    before, after = side("old"), side("new")
    found = labels(before, after)
    assert list(labelled(before, found)) == list(labelled(after, found)) == [""]


def test_one_environment() -> None:
    write("app.yaml", APP)
    found = environment("prod", "app.yaml")
    assert found is not None
    assert [thing.environment for thing in found.scopes] == [""]
    assert environment("nope", "app.yaml") is None


def test_a_file_that_one_side_cannot_read_is_compared_on_none() -> None:
    for folder in ("old", "new"):
        write(f"{folder}/web.yaml", CONFIG.replace("NAME", "web"))
        write(f"{folder}/db.yaml", CONFIG.replace("NAME", "db"))
    write("new/db.yaml", CONFIG.replace("}", ""))
    before, after = comparable(side("old"), side("new"))
    for one in (before, after):
        assert [resource.name for scope in one.scopes.values() for resource in scope.resources] == ["web"]
    assert len(after.problems) == 1


def test_an_app_that_one_side_cannot_read_is_compared_on_none() -> None:
    write("old/app.yaml", APP)
    write("new/app.yaml", APP.replace("type: web", "type: nope"))
    before, after = comparable(side("old/app.yaml"), side("new/app.yaml"))
    assert (before.scopes, after.scopes) == ({}, {})
    assert after.problems
