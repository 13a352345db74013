from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

import pytest

from generator.errors import InputError
from generator.schemas import bundle
from generator.schemas.bundle import Bundle, field, schema, versions
from generator.schemas.compiler import made_from

if TYPE_CHECKING:
    from pathlib import Path

    from generator.schemas.schema import Schema


def deployment(*path: str | int, minor: int = 33) -> Schema:
    root = schema(minor, "apps/v1", "Deployment")
    assert root is not None
    found = field(root, path)
    assert found is not None
    return found


CONTAINER = ("spec", "template", "spec", "containers", 0)


def test_the_versions() -> None:
    assert versions() == tuple(range(25, 38))


def test_it_is_made_from_what_is_here() -> None:
    with open(bundle.PATH, "rb") as file:
        header = marshal.load(file)  # noqa: S302 - it was made here
    assert header["made"] == made_from(), "make it anew: python -m generator.schemas.compiler"


@pytest.mark.parametrize(
    ("minor", "api_version", "kind", "there"),
    [
        (25, "v1", "Pod", True),
        (25, "autoscaling/v2beta2", "HorizontalPodAutoscaler", True),
        (26, "autoscaling/v2beta2", "HorizontalPodAutoscaler", False),
        (29, "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", False),
        (30, "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", True),
        (33, "extensions/v1beta1", "Deployment", False),
        (33, "apps/v1", "deployment", False),
        (33, "apps/v1", "DeploymentSpec", False),
        (33, "v1", "DeleteOptions", False),
        (33, "v1", "", False),
        (24, "v1", "Pod", True),
        (99, "v1", "Pod", True),
    ],
)
def test_which_kinds_there_are(minor: int, api_version: str, kind: str, *, there: bool) -> None:
    assert (schema(minor, api_version, kind) is not None) == there


def test_fields_follow_the_version() -> None:
    assert "sleep" not in deployment(*CONTAINER, "lifecycle", "preStop", minor=28).properties
    assert "sleep" in deployment(*CONTAINER, "lifecycle", "preStop", minor=29).properties


def test_what_a_schema_knows() -> None:
    containers = deployment(*CONTAINER[:-1])
    assert containers.types == {"array"}
    assert (containers.merge_key, containers.merge_strategy) == ("name", "merge")
    assert (containers.list_type, containers.list_keys) == ("map", ("name",))
    container = deployment(*CONTAINER)
    assert container.required == ("name",)
    assert container.additional is None
    ports = deployment(*CONTAINER, "ports")
    assert (ports.merge_key, ports.list_keys) == ("containerPort", ("containerPort", "protocol"))
    assert deployment(*CONTAINER, "imagePullPolicy").closed == ("", "Always", "Never", "IfNotPresent")
    assert deployment("spec", "replicas").format == "int32"
    assert deployment("kind").enum == ("Deployment",)
    assert deployment("spec", "strategy").merge_strategy == "retainKeys"


def test_the_two_choices_of_types() -> None:
    surge = deployment("spec", "strategy", "rollingUpdate", "maxSurge")
    assert surge.types == {"integer", "null", "string"}
    assert surge.format == "int-or-string"
    limit = deployment(*CONTAINER, "resources", "limits", "cpu")
    assert limit.types == {"null", "number", "string"}
    assert limit.format == "quantity"


def test_a_path_that_leads_nowhere() -> None:
    root = deployment()
    assert field(root, ()) is root
    assert field(root, ("spec", "nonsense")) is None
    assert field(root, ("spec", "replicas", "deeper")) is None
    assert field(root, ("spec", 0)) is None
    assert field(root, ("metadata", "labels", "anything")) is not None


def test_below_free_values_anything_goes() -> None:
    revision = schema(33, "apps/v1", "ControllerRevision")
    assert revision is not None
    free = field(revision, ("data",))
    assert free is not None
    assert field(revision, ("data", "deeper", 0)) is not None


def test_schemas_are_shared() -> None:
    assert deployment("metadata") is deployment("metadata")
    pod = schema(33, "v1", "Pod")
    assert pod is not None
    assert field(pod, ("spec", "containers", 0)) is deployment(*CONTAINER)


def test_definitions_that_refer_to_themselves() -> None:
    root = schema(33, "apiextensions.k8s.io/v1", "CustomResourceDefinition")
    assert root is not None
    top = field(root, ("spec", "versions", 0, "schema", "openAPIV3Schema"))
    assert top is not None
    assert field(top, ("properties", "spec", "properties", "deeper", "not")) is top


@pytest.mark.parametrize("text", [None, "", "{}", "no json", "[1]", '{"versions": 3}'])
def test_a_bundle_that_is_missing_or_broken(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "kubernetes.schemas"
    if text is not None:
        path.write_text(text)
    with pytest.raises(InputError) as caught:
        Bundle(str(path))
    [problem] = caught.value.problems
    assert "schemas of Kubernetes are missing" in problem.message
    assert "install fairlead again" in problem.cure


def test_a_schema_shows_where_it_is_from() -> None:
    assert repr(deployment("metadata")).startswith("Schema(")
    with pytest.raises(AttributeError):
        deployment("metadata")._nothing  # noqa: B018 - the access is the test
