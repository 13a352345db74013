from __future__ import annotations

import json
import os
import tempfile
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from generator.documents.reader import read_document
from generator.render.chart import chart_files
from generator.render.valuesschema import values_schema
from tests.fixture_apps import NAMES, rendered
from tests.outputs import plain_with_nulls, write_tree
from tests.render.charts import refusal, template
from tests.resources.apps import BASIC, app

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOP = {
    "environments": {"dev": {"components": {"web": {"replicas": 1, "env": {"LEVEL": "debug"}}}}, "prod": {}},
    "components": {
        "web": {
            **BASIC["web"],
            "env": {"LEVEL": "info", "A.B": "x"},
            "sidecars": {"nginx": {"image": "a:1"}},
            "mounts": {"/data": {"volume": "data"}},
        },
        "my-api": BASIC["web"],
    },
    "config": {"settings": {"data": {"A": "1"}}},
    "volumes": {"data": {"type": "emptyDir"}},
}


@pytest.fixture(scope="module")
def chart() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        write_tree({name: text.encode() for name, text in chart_files(app(**SHOP).model).items()}, folder)  # type: ignore[arg-type]
        yield folder


def arguments(helm: str, chart: str, *options: str) -> list[str]:
    return [helm, "template", "shop", chart, "--kube-version", "1.34", *options]


@pytest.mark.parametrize(
    "setting",
    [
        "web.replica=3",
        "wbe.replicas=3",
        "replicas=3",
        "web.image.tga=x",
        "web.image=x",
        "web.image.tag=120",
        "web.env.LEVLE=x",
        "web.replicas=many",
        "web.replicas=-1",
        "web.replicas=1.5",
        "web.ports.http.port=1",
        "web.serviceAccount.crate=true",
        "web.strategy.type=Rolling",
        "web.strategy.rollingUpdate.maxSurge=a",
        "web.sidecars.other.image.repository=a",
        "web.sidecars.nginx.image.tga=a",
        "web.readinessProbe.path=/x",
        "web.resources.request.cpu=1",
        "web.enableServiceLinks=maybe",
        "web.image.pullPolicy=Sometimes",
        "web.terminationGracePeriodSeconds=soon",
        "my-api.replica=3",
        "configMaps.setings.data.A=1",
        "commonLabels.a.b=1",
        "web.annotations.a=b",
    ],
)
def test_what_no_template_reads_is_refused(setting: str, chart: str, helm3: str) -> None:
    assert "don't meet the specifications of the schema" in refusal(arguments(helm3, chart, "--set", setting))


ACCEPTED = [
    "web.replicas=3",
    "web.replicas=0",
    "web.image.tag=main",
    "web.image.repository=other.example.com/shop",
    "web.env.LEVEL=x",
    r"web.env.A\.B=x",
    "web.resources.requests.cpu=1",
    "web.strategy.rollingUpdate.maxSurge=50%",
    "web.strategy.rollingUpdate.maxSurge=1",
    "web.sidecars.nginx.image.tag=v2",
    "web.nodeSelector.disk=ssd",
    "web.readinessProbe.periodSeconds=7",
    "web.ports.http.servicePort=80",
    "my-api.image.tag=main",
    "configMaps.settings.data.A=2",
    "configMaps.settings.data.NEW=2",
    "commonLabels.team=checkout",
    "global.anything.at.all=1",
]


@pytest.mark.parametrize("setting", ACCEPTED)
def test_what_templates_read_is_accepted(setting: str, chart: str, helm3: str) -> None:
    assert refusal(arguments(helm3, chart, "--set", setting)) == ""


def test_every_helm_accepts_it(chart: str, helm: str) -> None:
    assert refusal(arguments(helm, chart, "--set", "global.a=1")) == ""


def test_every_helm_refuses_it(chart: str, helm: str) -> None:
    assert refusal(arguments(helm, chart, "--set", "web.replica=1"))


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("web.replicas=1000000", "replicas: 1000000"),
        ("web.image.tag=main", 'image: "registry.example.com/shop:main"'),
        ("web.env.LEVEL=trace", 'value: "trace"'),
        ("commonLabels.team=checkout", "team: checkout"),
        ("my-api.terminationGracePeriodSeconds=77", "terminationGracePeriodSeconds: 77"),
    ],
)
def test_what_is_set_is_rendered(setting: str, shown: str, chart: str, helm3: str) -> None:
    assert shown in template(helm3, chart, "--set", setting)


@pytest.mark.parametrize("name", NAMES)
def test_every_values_file_is_valid(name: str) -> None:
    files = {
        path.rpartition("/")[2]: text
        for path, text in rendered(name).tree.items()
        if path.startswith("chart/") and path.count("/") == 2
    }
    schema = json.loads(files.pop("values.schema.json"))
    jsonschema.Draft7Validator.check_schema(schema)
    base = values_of(files, "values.yaml")
    every = [
        base,
        *(
            laid_over(base, values_of(files, path))
            for path in files
            if path.startswith("values.") and path != "values.yaml"
        ),
    ]
    validator = jsonschema.Draft7Validator(schema)
    assert [error.message for values in every for error in validator.iter_errors(values)] == []


def values_of(files: dict[str, bytes], name: str) -> Any:
    return plain_with_nulls(read_document(files[name].decode(), name))


def laid_over(base: Any, later: Any) -> Any:
    """Values as Helm joins them."""
    if not isinstance(base, dict) or not isinstance(later, dict):
        return later
    joined = {key: laid_over(base.get(key), value) for key, value in later.items()}
    return {key: value for key, value in {**base, **joined}.items() if value is not None}


OPEN = {"global", "open", "resources", "requests", "limits", "httpGet", "tcpSocket", "grpc", "exec", "behavior"}
"""What Kubernetes or Helm says the shape of, and not the chart."""


@pytest.mark.parametrize("name", NAMES)
def test_every_level_is_closed(name: str) -> None:
    schema = json.loads(rendered(name).tree[os.path.join("chart", rendered(name).app.name, "values.schema.json")])
    free = ("configMaps", "externalSecrets", "volumeClaims", "podVolumes", "extraManifests")
    assert [
        path for path in opened(schema, "") if path.rpartition(".")[2] not in OPEN and not path.startswith(free)
    ] == []


def opened(schema: Any, path: str) -> list[str]:
    """The paths at which a schema of maps does not say which keys there may be."""
    found = [path] if schema.get("type") == "object" and "additionalProperties" not in schema else []
    for group in ("properties", "definitions"):
        for key, below in (schema.get(group) or {}).items():
            found += opened(below, f"{path}.{key}".lstrip("."))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    text = rendered(name).tree[os.path.join("chart", rendered(name).app.name, "values.schema.json")].decode()
    references = {line.split('"')[3] for line in text.splitlines() if '"$ref"' in line}
    assert not [reference for reference in references if not reference.startswith("#/definitions/")]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([{"x": {"n": 1}}], {"type": "integer"}),
        ([{"x": {"n": 1.5}}], {"type": "number"}),
        ([{"x": {"n": "a"}}], {"type": "string"}),
        ([{"x": {"n": False}}], {"type": "boolean"}),
        ([{"x": {"n": []}}], {"type": "array"}),
        ([{"x": {"n": 1}}, {"x": {"n": "a"}}], {"type": ["integer", "string"]}),
        ([{"x": {"n": 1}}, {"x": {}}, {}], {"type": "integer"}),
        (
            [{"x": {"n": {"a": 1}}}, {"x": {"n": {"b": ""}}}],
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {"a": {"type": "integer"}, "b": {"type": "string"}},
            },
        ),
    ],
)
def test_what_is_not_known_is_as_it_looks(values: list[dict[str, Any]], kind: dict[str, Any]) -> None:
    found = values_schema("made", values)["properties"]["x"]["properties"]["n"]
    assert {key: found[key] for key in kind} == kind


def test_global_is_open() -> None:
    assert values_schema("made", [{}])["properties"]["global"]["type"] == "object"


def test_a_component_may_be_called_as_a_setting_of_the_app() -> None:
    """The schema must not take a component for something else that has its name."""
    found = app({"tests": BASIC["worker"]})
    schema = values_schema("shop", [found.model.base.values])
    assert "replicas" in schema["properties"]["tests"]["properties"]
