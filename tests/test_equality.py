"""One description gives three equal outputs, proven with the real helm and the real kustomize."""

from __future__ import annotations

import functools
import json
import os
import re
import tempfile
from typing import TYPE_CHECKING, Any

import kubernetes_validate
import pytest
from hypothesis import HealthCheck, given, note, settings
from kubernetes_validate import utils as schemas

from generator.app.files import Files
from generator.app.load import load
from generator.documents.node import plain
from generator.render.outputs import render
from tests.descriptions import as_yaml, descriptions
from tests.fixture_apps import BASE, FORMATS, NAMES, Rendered, cases, load_app, rendered, target
from tests.outputs import assert_equal, differences, stripped
from tests.said import unsaid

if TYPE_CHECKING:
    from generator.documents.node import Node
    from tests.outputs import Object, Objects

CUSTOM_KINDS = {"ExternalSecret", "HTTPRoute", "PodMonitor", "ServiceMonitor"}
"""Kinds that are not part of Kubernetes: there is no schema to hold them against."""

PROFILE = settings.get_profile(settings.get_current_profile_name())

# The package reads 1.5 MB of definitions anew for every object.
schemas.schema_contents = functools.cache(schemas.schema_contents)


@pytest.fixture(scope="session")
def programs(helms: list[str], kustomize: str) -> tuple[list[str], str]:
    return helms, kustomize


def started(name: str, programs: tuple[list[str], str]) -> Rendered:
    app = rendered(name)
    app.start(*programs)
    return app


@pytest.mark.parametrize(("name", "environment"), cases(base=False))
def test_kustomize_build_equals_manifests(name: str, environment: str, programs: tuple[list[str], str]) -> None:
    app = started(name, programs)
    assert_equal(app.result(programs[1], environment), app.manifests(environment), "kustomize build and manifests")


@pytest.mark.parametrize(("name", "environment"), cases(base=True))
def test_helm_template_equals_the_others(
    name: str, environment: str, helm: str, programs: tuple[list[str], str]
) -> None:
    app = started(name, programs)
    app.start([helm], None)
    other = app.result(programs[1], BASE) if environment == BASE else app.manifests(environment)
    assert_equal(app.result(helm, environment), other, "helm template and manifests")


@pytest.mark.parametrize(("name", "environment"), cases(base=True))
def test_helm_lint_is_clean(name: str, environment: str, helm: str) -> None:
    said = rendered(name).lint(helm, environment)
    assert not re.findall(r"\[(?:WARNING|ERROR)\].*", said)


@pytest.mark.parametrize(("name", "environment"), cases(base=False))
def test_nothing_that_is_said_is_lost(name: str, environment: str) -> None:
    app = rendered(name)
    if name != "patches":  # which changes what is said
        assert not unsaid(plain(app.app.environments[environment]), app.manifests(environment))


@pytest.mark.parametrize(("name", "environment"), cases(base=False))
def test_two_releases_share_no_name(name: str, environment: str, helm3: str) -> None:
    app = rendered(name)
    first, second = (app.template(helm3, environment, release, tests=True) for release in ("one", "two"))
    own = extra_manifests(app.app.environments[environment])
    shared = {(key.kind, key.name) for key in first} & {(key.kind, key.name) for key in second}
    assert shared <= own, "two releases of one chart would fight over these objects"
    assert not schema_problems(first, target(app.app, environment).kube_version)


def extra_manifests(node: Node) -> set[tuple[str, str]]:
    """Kind and name of the manifests that the description brings along; their names are the person's own."""
    extra = node.at(("extra", "manifests"))
    objects = [item for _, item in extra.items()] if extra else []
    return {(item.at(("kind",)).value, item.at(("metadata", "name")).value) for item in objects}  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "environment"), cases(base=True))
def test_setting_a_tag_changes_only_the_image(
    name: str, environment: str, helm3: str, programs: tuple[list[str], str]
) -> None:
    app = started(name, programs)
    node = app.app.environments[environment] if environment else app.app.base
    before = app.template(helm3, environment)
    for component, part in node.at(("components",)).items():  # type: ignore[union-attr]
        if part.at(("image", "digest")) is None:
            after = app.template(helm3, environment, extra=["--set-string", f"{component}.image.tag=changed"])
            assert_only_the_image(before, after, component)


def assert_only_the_image(before: Objects, after: Objects, component: str) -> None:
    """Two renderings differ in image references that end with the new tag, and in checksums and names made of them."""
    left, right = without_checksums(before), without_checksums(after)
    lines = differences({str(key): item for key, item in left.items()}, {str(key): item for key, item in right.items()})
    other = [line for line in lines if not re.search(r"\.image: '.*' != '.*:changed'$", line)]
    assert not other, "\n".join(other)
    assert lines, f"the image of {component} did not change"


def without_checksums(objects: Objects) -> dict[tuple[str, str], Object]:
    """Objects with every checksum replaced by a word, by kind and name."""
    found: dict[tuple[str, str], Object] = {}
    for item in objects.values():
        text = json.dumps(item)
        for checksum in checksums_of(item):
            text = text.replace(checksum, "CHECKSUM")
        plain = json.loads(text)
        found[plain["kind"], plain["metadata"]["name"]] = plain
    return found


def checksums_of(item: Object) -> list[str]:
    """What looks like a checksum at the end of the names that an object has or refers to."""
    names = re.findall(r'"name": "[^"]*?-([0-9a-f]{8,64})"', json.dumps(item))
    return sorted(set(names), key=len, reverse=True)


@pytest.mark.xdist_group("config")
def test_a_changed_config_rolls_only_who_reads_it(helm: str) -> None:
    app = rendered("config")
    before = app.template(helm, "prod")
    after = app.template(helm, "prod", extra=["--set-string", "configMaps.limits.data.RATE=7"])
    changed = {f"{key.kind} {key.name}" for key in before if before[key] != after[key]}
    assert changed == {"ConfigMap router-limits", "Deployment router-edge", "CronJob router-report"}


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NAMES])
def test_rendering_twice_gives_the_same_bytes(name: str) -> None:
    app = load_app(name)
    assert render(app, formats=FORMATS, environments=tuple(app.environments)) == rendered(name).tree


@pytest.mark.parametrize(("name", "environment"), cases(base=True))
def test_objects_fit_the_schemas_of_their_kubernetes(
    name: str, environment: str, programs: tuple[list[str], str]
) -> None:
    app = started(name, programs)
    objects = app.manifests(environment) if environment else app.result(programs[1], BASE)
    assert not schema_problems(objects, target(app.app, environment).kube_version)


def schema_problems(objects: Objects, version: str) -> list[str]:
    """What the schemas of a Kubernetes version, closed against unknown fields, say against objects."""
    return [f"{key}: {found}" for key, item in objects.items() if (found := schema_problem(json.dumps(item), version))]


@functools.cache
def schema_problem(text: str, version: str) -> str:
    """What is wrong with an object (as JSON, so that equal ones are asked about once), or ""."""
    item: dict[str, Any] = json.loads(text)
    if item["kind"] in CUSTOM_KINDS and "." in item["apiVersion"]:
        return ""
    try:
        kubernetes_validate.validate(item, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return f"{'.'.join(map(str, error.path))}: {error.message[:300]}"
    except kubernetes_validate.SchemaNotFoundError as error:
        return str(error.message)
    return ""


@settings(
    max_examples=PROFILE.max_examples // 2,  # each runs helm and kustomize for every environment
    suppress_health_check=[*PROFILE.suppress_health_check, HealthCheck.function_scoped_fixture],
)
@given(description=descriptions())
def test_made_up_descriptions_give_equal_outputs(description: dict[str, Any], helm3: str, kustomize: str) -> None:
    note(as_yaml(description))
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "app.yaml"), "w", encoding="utf-8") as file:
            file.write(as_yaml(description))
        app = Rendered(load("app.yaml", Files(folder)), os.path.join(folder, "build"))
        app.start([helm3], kustomize)
        for environment in (BASE, *app.app.environments):
            built = app.result(kustomize, environment)
            templated = app.result(helm3, environment)
            assert_equal(templated, built, f"helm template and kustomize build of {environment or 'base'}")
            if environment:
                assert_equal(app.manifests(environment), built, f"manifests and kustomize build of {environment}")
            assert not unsaid(plain(app.app.environments[environment] if environment else app.app.base), built)
            assert not schema_problems(stripped(built), target(app.app, environment).kube_version)
