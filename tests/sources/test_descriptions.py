from __future__ import annotations

from pathlib import Path

import pytest

from generator.sources.descriptions import description_sources
from tests.sources.origins import leaves, lines

REPOSITORY = Path(__file__).resolve().parents[2]
APPS = sorted(REPOSITORY.glob("fixtures/apps/*/app.yaml"))
INVALID = sorted(REPOSITORY.glob("fixtures/invalid/*/app.yaml"))
APP = """\
apiVersion: fairlead/v1
name: shop
environments:
  dev: {cluster: {kubeVersion: "1.31"}}
  prod:
    cluster: {kubeVersion: "1.33", namespace: shop}
    components:
      web: {replicas: 4}
components:
  web:
    type: web
    image: registry.example.com/web:1.0
    replicas: 2
    ports: {http: 8080}
    env: {LEVEL: info}
    probes: {readiness: {httpGet: {path: /ready, port: http}}}
extra:
  patches:
    - target: {kind: Deployment, component: web}
      patch:
        - {op: add, path: /spec/paused, value: true}
"""


@pytest.fixture(autouse=True)
def _app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.yaml").write_text(APP)


def test_each_environment_is_a_source_for_its_kubernetes() -> None:
    found = list(description_sources("app.yaml"))
    assert [(source.environment, source.minor, source.whole) for source in found] == [
        ("dev", 31, True),
        ("prod", 33, True),
    ]
    assert {source.files for source in found} == {("app.yaml",)}
    assert {manifest.environment for manifest in found[1].manifests} == {"prod"}


def test_values_lead_to_the_lines_that_caused_them() -> None:
    dev, prod = (
        next(manifest for manifest in source.manifests if manifest.value["kind"] == "Deployment")
        for source in description_sources("app.yaml")
    )
    found = lines(prod)
    container = "spec.template.spec.containers[0]"
    assert found["spec.replicas"] == "app.yaml:8: web: {replicas: 4}"
    assert lines(dev)["spec.replicas"] == "app.yaml:13: replicas: 2"
    assert found["spec.paused"] == "app.yaml:21: - {op: add, path: /spec/paused, value: true}"
    assert found["metadata.namespace"].startswith("app.yaml:6: ")
    assert found[f"{container}.image"] == "app.yaml:12: image: registry.example.com/web:1.0"
    assert found[f"{container}.env[0].value"] == "app.yaml:15: env: {LEVEL: info}"
    assert found[f"{container}.readinessProbe.httpGet.path"].startswith("app.yaml:16: ")
    assert found["kind"] == "app.yaml:10: web:"


def test_what_nobody_wrote_leads_to_the_component_and_knows_the_default() -> None:
    *_, prod = description_sources("app.yaml")
    deployment = next(manifest for manifest in prod.manifests if manifest.value["kind"] == "Deployment")
    path = ("spec", "template", "spec", "enableServiceLinks")
    assert deployment.place(path) == ("app.yaml", 10, 3)
    cause = deployment.origin.cause(path)  # type: ignore[attr-defined]
    assert str(cause).startswith("fairlead:overlays/defaults.yaml:")
    assert deployment.origin.cause(("spec", "replicas")) is None  # type: ignore[attr-defined]


def test_what_is_missing_leads_to_the_component() -> None:
    *_, prod = description_sources("app.yaml")
    deployment = next(manifest for manifest in prod.manifests if manifest.value["kind"] == "Deployment")
    for path in (("spec", "nothing"), ("spec", "template", "spec", "containers", 0, "resources"), ()):
        assert deployment.place(path) == ("app.yaml", 10, 3)


def test_a_description_that_cannot_be_used_is_a_source_of_problems() -> None:
    Path("app.yaml").write_text(APP.replace("type: web", "type: website") + "more: 1\n")
    (source,) = description_sources("app.yaml")
    assert (source.kind, source.manifests, len(source.problems)) == ("app", (), 2)
    assert source.problems[0].source_line == "    type: website"


@pytest.mark.parametrize("path", APPS, ids=lambda path: path.parent.name)
def test_every_value_of_an_app_leads_to_a_line_that_somebody_wrote(path: Path) -> None:
    for source in description_sources(str(path)):
        for manifest in source.manifests:
            for steps, _ in leaves(manifest.value):
                for key in (False, True):
                    place = manifest.place(steps, key=key)
                    assert place.source.startswith(str(path.parent)), (steps, place)
                    assert manifest.origin.line(place).strip(), (steps, place)
                manifest.origin.cause(steps)  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.parent.name)
def test_an_invalid_description_is_never_an_exception(path: Path) -> None:
    assert list(description_sources(str(path)))
