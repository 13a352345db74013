from __future__ import annotations

from typing import Any

import pytest

from generator.errors import InputError, UsageError
from generator.render.manifests import manifest_files
from generator.render.outputs import FORMATS, checked_model, render
from generator.resources.components import file_name
from tests.outputs import read_objects
from tests.resources.apps import BASIC, App, app

BOTH: dict[str, Any] = {"dev": {}, "prod": {}}
POD = "kind: {kind}\napiVersion: {version}\nmetadata: {{name: {name}{more}}}\n"


@pytest.mark.parametrize(
    ("formats", "environments", "folders"),
    [
        (["chart"], ["dev"], {"chart/shop"}),
        (["kustomize"], ["dev"], {"kustomize/base", "kustomize/overlays/dev"}),
        (["kustomize"], [], {"kustomize/base"}),
        (["manifests"], ["dev", "prod"], {"manifests/dev", "manifests/prod"}),
        (["manifests"], [], set()),
        (FORMATS, ["prod"], {"chart/shop", "kustomize/base", "kustomize/overlays/prod", "manifests/prod"}),
        ([], ["dev"], set()),
    ],
)
def test_folders(formats: list[str], environments: list[str], folders: set[str]) -> None:
    tree = render(app({"web": BASIC["web"]}, BOTH).application, formats, environments)
    found = {
        next((folder for folder in sorted(folders, key=len, reverse=True) if path.startswith(f"{folder}/")), path)
        for path in tree
    }
    assert found == folders


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_a_chart_has_the_values_of_all_environments(environment: str) -> None:
    tree = render(app({"web": BASIC["web"]}, BOTH).application, ["chart"], ["dev"])
    assert f"chart/shop/values.{environment}.yaml" in tree


def test_an_environment_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="there is no environment qa; there are: dev, prod"):
        render(app({"web": BASIC["web"]}, BOTH).application, FORMATS, ["dev", "qa"])


def checked(found: App) -> Any:
    return checked_model(found.application, list(found.application.environments))


def brought(*texts: str, **more: Any) -> App:
    files = {f"extra/{number}.yaml": text for number, text in enumerate(texts)}
    return app({"web": BASIC["web"], **more}, files=files, extra={"manifests": ["extra/*.yaml"]})


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        (POD.format(kind="Service", version="v1", name="shop-web", more=""), True),
        (POD.format(kind="Deployment", version="apps/v1", name="shop-web", more=""), True),
        (POD.format(kind="Deployment", version="apps/v1beta1", name="shop-web", more=""), True),
        (POD.format(kind="Deployment", version="other/v1", name="shop-web", more=""), False),
        (POD.format(kind="Service", version="v1", name="shop-web", more=", namespace: other"), False),
        (POD.format(kind="Service", version="v1", name="other", more=""), False),
    ],
)
def test_two_objects_of_one_name_are_refused(text: str, twice: bool) -> None:
    try:
        checked(brought(text))
    except InputError as error:
        refused = "are both" in str(error)
    else:
        refused = False
    assert refused == twice


def test_a_name_that_is_too_long_is_refused() -> None:
    found = app({"web": {**BASIC["web"], "ingress": {"a" * 60: {"host": "shop.example.com"}}}})
    with pytest.raises(
        InputError, match=r"the name shop-web-a+ of the Ingress is 69 characters long, Kubernetes allows 63"
    ):
        checked(found)


def test_all_problems_are_reported_together() -> None:
    ingress = {name * 60: {"host": "shop.example.com"} for name in "ab"}
    with pytest.raises(InputError) as raised:
        checked(app({"web": {**BASIC["web"], "ingress": ingress}}))
    found = "\n".join(item.message for item in raised.value.problems)
    assert [f"shop-web-{name * 60}" in found for name in "ab"] == [True, True]


@pytest.mark.parametrize(
    ("name", "file"),
    [("web/deployment", "web-deployment.yaml"), ("migrate/configmap-settings", "migrate-configmap-settings.yaml")],
)
def test_file_name(name: str, file: str) -> None:
    assert file_name(name) == file


def test_manifests_are_the_objects() -> None:
    found = app({"web": BASIC["web"]})
    files = manifest_files(found.model, found.settings())
    assert [read_objects(text, name) for name, text in files.items()] == [[item] for item in found.objects().values()]
