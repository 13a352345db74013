from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.app.conftest import Effective

TEXT = """\
apiVersion: fairlead/v1
name: shop
version: "7"
image: {repository: shop, pullPolicy: Always, pullSecrets: [regcred]}
env: {A: app, B: app, C: app}
components:
  plain: {type: worker}
  own:
    type: worker
    image: other:2
    env: {A: own, B: null, D: own}
    sidecars: {s: {image: "side:3", ports: {edge: 1}}, t: {image: {repository: t, tag: 1, pullPolicy: Never}}}
  tagged: {type: worker, image: {tag: 9}}
  whole: {type: worker, image: other}
environments:
  dev: {image: {tag: main}, env: {C: dev}}
  prod: {components: {own: {env: {B: prod}}}}
"""


def test_components_take_over_image_and_env(effective: Effective) -> None:
    found = effective(TEXT, "prod")["components"]
    pulled = {"pullPolicy": "Always", "pullSecrets": ["regcred"]}
    assert found["plain"]["image"] == {"repository": "shop", "tag": "7", **pulled}
    assert found["own"]["image"] == {"repository": "other", "tag": "2", **pulled}
    assert found["tagged"]["image"] == {"repository": "shop", "tag": "9", **pulled}
    assert found["whole"]["image"] == {"repository": "other", "tag": "7", **pulled}
    assert {name: value["value"] for name, value in found["plain"]["env"].items()} == {
        "A": "app",
        "B": "app",
        "C": "app",
    }
    values = {name: value["value"] for name, value in found["own"]["env"].items()}
    assert values == {"A": "own", "B": "prod", "C": "app", "D": "own"}


def test_null_removes_what_would_be_taken_over(effective: Effective) -> None:
    assert "B" not in effective(TEXT, "dev")["components"]["own"]["env"]


def test_a_component_of_its_own_is_not_changed_by_the_application_s_tag(effective: Effective) -> None:
    found = effective(TEXT, "dev")["components"]
    assert found["own"]["image"]["tag"] == "2"
    assert found["plain"]["image"]["tag"] == "main"
    assert found["whole"]["image"]["tag"] == "7"


def test_containers_take_over_only_how_to_pull(effective: Effective) -> None:
    sidecars = effective(TEXT)["components"]["own"]["sidecars"]
    assert sidecars["s"]["image"] == {
        "repository": "side",
        "tag": "3",
        "pullPolicy": "Always",
        "pullSecrets": ["regcred"],
    }
    assert sidecars["t"]["image"]["pullPolicy"] == "Never"
    assert "env" not in sidecars["s"]
    assert sidecars["s"]["ports"] == {"edge": {"containerPort": 1, "expose": True}}
