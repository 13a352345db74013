from __future__ import annotations

import pytest

from generator.errors import UsageError
from generator.render.explanation import Explanation, explain
from tests.resources.apps import App

TEXT = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
env:
  LEVEL: info
  PASSWORD: {secretKeyRef: {name: db, key: password}}
secrets:
  db: {existing: shop-db}
config:
  settings: {data: {CURRENCY: EUR}}
components:
  web:
    type: web
    ports: {http: 8080}
    probes: {readiness: /readyz}
    replicas: 2
    use: {config: [settings]}
    shutdown: {longestRequestSeconds: 180}
    sidecars:
      nginx: {image: "nginx:1.27"}
environments:
  dev: {}
  staging:
    components:
      web: {replicas: 3}
  prod:
    extends: staging
    preset: production
    cluster: {kubeVersion: "1.28"}
    components:
      web: {replicas: 4}
"""


@pytest.fixture(scope="module")
def shop() -> App:
    return App(TEXT)


def said(shop: App, path: str, environment: str = "prod") -> Explanation:
    return explain(shop.application, path, environment)


def lines(found: Explanation) -> list[str]:
    return [str(step) for step in found.steps]


@pytest.mark.parametrize(
    ("path", "environment", "value"),
    [
        ("components.web.replicas", "dev", 2),
        ("components.web.replicas", "prod", 4),
        ("components.web.rollout.minReadySeconds", "prod", 10),
        ("web.replicas", "prod", 4),
        ("web.strategy.type", "dev", "RollingUpdate"),
        ("web.terminationGracePeriodSeconds", "dev", 195),
        ("deployment/shop-web:spec.replicas", "staging", 3),
        ("Deployment/shop-web:spec.replicas", "dev", 2),
        ("deployment/shop-web:spec.template.spec.containers.web.image", "dev", "registry.example.com/shop:1.42.0"),
        ("deployment/shop-web:spec.template.spec.containers.0.name", "dev", "web"),
        ("deployment/shop-web:spec.template.spec.initContainers.nginx.image", "dev", "nginx:1.27"),
        ("deployment/shop-web:spec.template.spec.containers.nginx.image", "prod", "nginx:1.27"),
        ("deployment/shop-web:spec.template.spec.containers.web.env.LEVEL.value", "dev", "info"),
        ("service/shop-web:spec.ports.http.port", "dev", 8080),
        ("service/shop-web:spec.type", "dev", "ClusterIP"),
        ("configmap/shop-settings:data.CURRENCY", "dev", "EUR"),
    ],
)
def test_value(path: str, environment: str, value: object, shop: App) -> None:
    assert said(shop, path, environment).value == value


def test_what_was_written_and_what_it_overrode(shop: App) -> None:
    assert lines(said(shop, "components.web.replicas"))[:3] == [
        "written by environment prod (app.yaml:31:23)",
        "overrode 3 by environment staging (app.yaml:25:23)",
        "overrode 2 by app (app.yaml:16:15)",
    ]


def test_a_chain_ends_at_the_shipped_defaults(shop: App) -> None:
    found = said(shop, "components.web.replicas").steps
    assert [step.text for step in found[3:]] == ["3 by preset production", "2 by defaults"]


@pytest.mark.parametrize("path", ["web.replicas", "deployment/shop-web:spec.replicas"])
def test_a_setting_leads_to_what_was_written(path: str, shop: App) -> None:
    assert lines(said(shop, path))[:2] == ["setting web.replicas", "written by environment prod (app.yaml:31:23)"]


@pytest.mark.parametrize(
    "path",
    ["web.terminationGracePeriodSeconds", "deployment/shop-web:spec.template.spec.terminationGracePeriodSeconds"],
)
def test_what_is_derived_says_the_rule(path: str, shop: App) -> None:
    assert "rule preStop 5 + longest request 180 + margin 10, at least 30" in lines(said(shop, path))


def test_what_is_derived_says_its_inputs(shop: App) -> None:
    found = lines(said(shop, "web.terminationGracePeriodSeconds"))
    assert "input components.web.shutdown.longestRequestSeconds = 180 (app.yaml:18:39)" in found


def test_what_is_derived_from_a_default_says_where_it_is(shop: App) -> None:
    found = [step for step in said(shop, "web.terminationGracePeriodSeconds").steps if "marginSeconds" in step.text]
    assert [step.place and step.place.source.endswith("defaults.yaml") for step in found] == [True]


def test_what_is_joined_says_its_parts(shop: App) -> None:
    found = lines(said(shop, "deployment/shop-web:spec.template.spec.containers.web.image"))
    assert {"setting web.image.repository", "setting web.image.tag"} <= set(found)


def test_a_checksum_says_what_it_is_of(shop: App) -> None:
    path = "deployment/shop-web:spec.template.metadata.annotations.checksum/config-settings"
    assert any("configMaps.settings" in line for line in lines(said(shop, path)))


def test_what_is_fixed_says_so(shop: App) -> None:
    assert lines(said(shop, "deployment/shop-web:kind")) == [
        "rule part of every object of this kind: no environment changes it"
    ]


def test_a_name_is_made_of_the_release(shop: App) -> None:
    assert "rule made from the release's name" in lines(said(shop, "deployment/shop-web:metadata.name"))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("components.wbe.replicas", "nearest: web"),
        ("components.web.replica", "nearest: replicas"),
        ("web.replica", "nearest: replicas"),
        (
            "deployment/shop-wbe:spec.replicas",
            "there is no deployment/shop-wbe in prod; there are: .*deployment/shop-web",
        ),
        ("deployment/shop-web:spec.replica", "deployment/shop-web has no spec.replica in prod"),
        ("deployment/shop-web:spec.template.spec.containers.9", "has no spec.template.spec.containers.9"),
        ("deployment/shop-web:spec.replicas.x", "has no spec.replicas.x"),
        ("nothing", "nothing is not set in prod"),
        ("", "."),
        ("a[", "cannot be read|not set"),
    ],
)
def test_a_path_to_nothing_is_a_usage_error(path: str, message: str, shop: App) -> None:
    with pytest.raises(UsageError, match=message):
        said(shop, path)


def test_an_environment_that_is_not_there(shop: App) -> None:
    with pytest.raises(UsageError, match="there is no environment qa; there are: dev, staging, prod"):
        said(shop, "components.web.replicas", "qa")


@pytest.mark.parametrize(
    "path", ["secrets.db", "env.PASSWORD", "deployment/shop-web:spec.template.spec.containers.web.env.PASSWORD"]
)
def test_a_secret_is_only_a_reference(path: str, shop: App) -> None:
    assert {"existing", "secretKeyRef", "valueFrom"} & set(said(shop, path).value)
