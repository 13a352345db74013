from __future__ import annotations

import re
import tempfile
from typing import TYPE_CHECKING, Any

import pytest

from generator.render.chart import chart_files, chart_metadata
from generator.render.documentation import chart_texts
from tests.outputs import read_objects, run, write_tree
from tests.resources.apps import BASIC, app

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLIC = {"ingress": {"public": {"host": "shop.example.com", "tls": {"secretName": "t"}}}}
COMPONENTS = {
    "web": {**BASIC["web"], **PUBLIC},
    "my-api": BASIC["web"],
    "report": BASIC["cron"],
    "migrate": BASIC["job"],
    "db": BASIC["stateful"],
}
ENVIRONMENTS = {
    "dev": {
        "cluster": {"namespace": "shop-dev"},
        "components": {"web": {"ingress": {"public": {"tls": None}}}, "db": None},
    },
    "prod": {"cluster": {"kubeVersion": "1.34"}},
}
NOTES, TEST, README = "templates/NOTES.txt", "templates/tests/connection.yaml", "README.md"


SAID = 'kind: Said\ntext: {{ tpl (.Files.Get "notes") . | quote }}\n'
"""What helm says after an installation, as an object: without a cluster, helm shows no notes."""


def write_chart(folder: str, **more: str) -> str:
    files = chart_files(app(COMPONENTS, ENVIRONMENTS).model)
    write_tree({name: text.encode() for name, text in {**files, **more}.items()}, folder)
    return folder


@pytest.fixture(scope="module")
def chart() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield write_chart(folder)


@pytest.fixture(scope="module")
def saying() -> Iterator[str]:
    """The chart with its notes as an object."""
    with tempfile.TemporaryDirectory() as folder:
        text = chart_texts(app(COMPONENTS, ENVIRONMENTS).model)[NOTES]
        yield write_chart(folder, **{"notes": text, "templates/said.yaml": SAID})


def notes(helm: str, chart: str, *options: str) -> str:
    """What helm says after an installation."""
    arguments = [helm, "template", "shop", chart, "--namespace", "here", "--kube-version", "1.34", *options]
    arguments += ["--show-only", "templates/said.yaml"]
    text: str = read_objects(run(arguments), "helm template")[0]["text"]
    return text


def test_notes_of_every_helm(helm: str, saying: str) -> None:
    assert "shop is installed as shop, revision 1." in notes(helm, saying)


@pytest.mark.parametrize(
    ("environment", "said", "there"),
    [
        ("", "kubectl --namespace here rollout status deployment/shop-web", True),
        ("", "rollout status deployment/shop-my-api", True),
        ("", "rollout status statefulset/shop-db", True),
        ("", "report", False),
        ("", "migrate", False),
        ("", "web is at https://shop.example.com/", True),
        ("dev", "web is at http://shop.example.com/", True),
        ("dev", "kubectl --namespace shop-dev rollout status deployment/shop-web", True),
        ("dev", "shop-db", False),
        ("prod", "rollout status statefulset/shop-db", True),
    ],
)
def test_notes(environment: str, said: str, there: bool, saying: str, helm3: str) -> None:
    options = ["-f", f"{saying}/values.{environment}.yaml"] if environment else []
    assert (said in notes(helm3, saying, *options)) == there


def test_notes_leave_no_gaps(saying: str, helm3: str) -> None:
    assert not re.search(r"\n\n\n|<no value>|<nil>", notes(helm3, saying))


@pytest.mark.parametrize("environment", ["", "dev", "prod"])
def test_lint_is_clean(environment: str, chart: str, helm: str) -> None:
    options = ["-f", f"{chart}/values.{environment}.yaml"] if environment else []
    assert not re.findall(r"\[(?:WARNING|ERROR)\].*", run([helm, "lint", "--strict", chart, *options]))


def test_every_port_is_tested(chart: str, helm3: str) -> None:
    text = run([helm3, "template", "shop", chart, "--show-only", TEST])
    containers = read_objects(text, "helm template")[0]["spec"]["containers"]
    assert [item["command"][-2:] for item in containers] == [
        ["shop-web", "8080"],
        ["shop-my-api", "8080"],
        ["shop-db", "5432"],
    ]


def test_the_test_has_an_image(chart: str, helm3: str) -> None:
    text = run([helm3, "template", "shop", chart, "--show-only", TEST])
    assert all(item["image"] for item in read_objects(text, "helm template")[0]["spec"]["containers"])


def test_the_test_is_a_hook(chart: str, helm3: str) -> None:
    text = run([helm3, "template", "shop", chart, "--show-only", TEST])
    assert read_objects(text, "helm template")[0]["metadata"]["annotations"]["helm.sh/hook"] == "test"


def test_no_test_where_nothing_listens() -> None:
    assert TEST not in chart_texts(app({"worker": BASIC["worker"]}).model)


@pytest.mark.parametrize(
    "line",
    [
        "| web | web | Deployment |",
        "| db | stateful | StatefulSet |",
        "| report | cron | CronJob |",
        "| migrate | job | Job |",
        "| dev | 1.30 | shop-dev | `helm upgrade --install shop . -f values.dev.yaml --namespace shop-dev` |",
        "| prod | 1.34 | \N{EN DASH} | `helm upgrade --install shop . -f values.prod.yaml` |",
    ],
)
def test_readme(line: str) -> None:
    assert line in chart_texts(app(COMPONENTS, ENVIRONMENTS).model)[README].splitlines()


def test_the_readme_leaves_no_template() -> None:
    assert not re.search(r"\[\[|\]\]|\[%|%\]", "".join(chart_texts(app(COMPONENTS, ENVIRONMENTS).model).values()))


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ({}, {"version": "0.1.0", "appVersion": "1.42.0", "kubeVersion": ">=1.30.0-0", "type": "application"}),
        ({"version": "2.0.0+b1"}, {"appVersion": "2.0.0+b1"}),
        ({"chart": {"version": "0.9.0", "description": "A shop"}}, {"version": "0.9.0", "description": "A shop"}),
        (
            {"chart": {"home": "https://example.com", "keywords": ["a"]}},
            {"home": "https://example.com", "keywords": ["a"]},
        ),
        (
            {"chart": {"maintainers": [{"name": "a", "email": "a@example.com"}]}},
            {"maintainers": [{"name": "a", "email": "a@example.com"}]},
        ),
        ({}, {"apiVersion": "v2", "name": "shop"}),
    ],
)
def test_metadata(top: dict[str, Any], expected: dict[str, Any]) -> None:
    assert expected.items() <= chart_metadata(app({"web": BASIC["web"]}, **top).model).items()


def test_the_chart_needs_the_oldest_kubernetes_of_all() -> None:
    environments = {"dev": {"cluster": {"kubeVersion": "1.35"}}, "prod": {"cluster": {"kubeVersion": "1.27"}}}
    assert chart_metadata(app({"web": BASIC["web"]}, environments).model)["kubeVersion"] == ">=1.27.0-0"


def test_what_an_environment_changes_is_all_that_its_values_hold() -> None:
    files = chart_files(app({"web": BASIC["web"]}, {"dev": {"components": {"web": {"replicas": 5}}}, "prod": {}}).model)
    found = [read_objects(files[f"values.{name}.yaml"], name)[0] for name in ("dev", "prod")]
    assert found == [{"web": {"replicas": 5}}, {}]


def test_a_changed_value_changes_no_template() -> None:
    def templates(replicas: int, tag: str, level: str) -> dict[str, str]:
        web = {**BASIC["web"], "replicas": replicas, "image": {"tag": tag}, "env": {"LEVEL": level}}
        return {
            name: text for name, text in chart_files(app({"web": web}).model).items() if name.startswith("templates/")
        }

    assert templates(2, "1", "info") == templates(7, "main", "")
