from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.documents.node import plain

if TYPE_CHECKING:
    from tests.app.conftest import Description, Effective

HEAD = "apiVersion: fairlead/v1\nname: shop\nenvironments: {dev: {}}\n"
WORKER = "components: {w: {type: worker}}\n"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("localhost:5000/shop:1.0", {"repository": "localhost:5000/shop", "tag": "1.0"}),
        (f"shop:1.0@sha256:{'0' * 64}", {"repository": "shop", "digest": "sha256:" + "0" * 64}),
        ("{repository: shop, tag: 1.20}", {"repository": "shop", "tag": "1.20"}),
        (
            f"{{repository: shop, tag: a, digest: 'sha256:{'0' * 64}'}}",
            {"repository": "shop", "digest": "sha256:" + "0" * 64},
        ),
    ],
)
def test_images(effective: Effective, image: str, expected: Any) -> None:
    assert effective(f"{HEAD}{WORKER}image: {image}")["components"]["w"]["image"] == expected


def test_environment_variables_are_text_as_written(effective: Effective) -> None:
    written = "{A: 1.20, B: yes, C: 0755, D: 1e3, E: '', F: 0x10, G: 2001-12-14, H: 12:30, I: text, J: {value: 1_000}}"
    env = effective(f"{HEAD}{WORKER}image: a:1\nenv: {written}")["components"]["w"]["env"]
    texts = {name: variable["value"] for name, variable in env.items()}
    assert texts == {
        "A": "1.20",
        "B": "yes",
        "C": "0755",
        "D": "1e3",
        "E": "",
        "F": "0x10",
        "G": "2001-12-14",
        "H": "12:30",
        "I": "text",
        "J": "1_000",
    }


def test_the_forms_of_a_field_reference(effective: Effective) -> None:
    written = "{A: {fieldRef: {fieldPath: metadata.name}}, B: {fieldRef: spec.nodeName}}"
    env = effective(f"{HEAD}{WORKER}image: a:1\nenv: {written}")["components"]["w"]["env"]
    assert env == {"A": {"fieldRef": "metadata.name"}, "B": {"fieldRef": "spec.nodeName"}}


def test_text_everywhere_else_where_kubernetes_wants_text(effective: Effective) -> None:
    text = f"""{HEAD}version: 1.10
image: a
labels: {{a: 0755, b: on}}
annotations: {{example.com/v: 1.0}}
config: {{c: {{data: {{A: 1.50, B: no}}, files: {{f: "x\\n", g: {{content: y}}}}}}}}
volumes: {{v: {{type: persistentVolumeClaim, size: 1073741824}}}}
components:
  w: {{type: worker, args: [1, 2.0, yes], resources: {{requests: {{cpu: 0.5}}}}, nodeSelector: {{gpu: true}}}}
"""
    found = effective(text)
    assert found["version"] == "1.10"
    assert found["labels"] == {"a": "0755", "b": "on"}
    assert found["annotations"] == {"example.com/v": "1.0"}
    config = {"data": {"A": "1.50", "B": "no"}, "files": {"f": {"content": "x\n"}, "g": {"content": "y"}}}
    assert found["config"]["c"] == config
    assert found["volumes"]["v"]["size"] == "1073741824"
    worker = found["components"]["w"]
    assert worker["image"] == {"repository": "a", "tag": "1.10"}
    assert worker["args"] == ["1", "2.0", "yes"]
    assert worker["resources"] == {"requests": {"cpu": "0.5"}}
    assert worker["nodeSelector"] == {"gpu": "true"}


def test_ports_and_probes(effective: Effective, minimal: str) -> None:
    web = effective(minimal)["components"]["web"]
    assert web["ports"] == {"http": {"containerPort": 8080, "expose": True}}
    assert web["probes"]["readiness"]["httpGet"] == {"path": "/readyz"}


@pytest.mark.parametrize("version", ['"1.30"', "1.30", "v1.30", "1.30.4", "v1.30.4-eks-ab12", "1.30.0+k3s1"])
def test_kubernetes_versions(effective: Effective, version: str) -> None:
    text = f"{HEAD}{WORKER}image: a:1\ncluster: {{kubeVersion: {version}}}"
    assert effective(text)["cluster"]["kubeVersion"] == "1.30"


def test_what_begins_with_x_is_ignored(description: Description, minimal: str) -> None:
    text = f"""x-names: [a]
{minimal.replace("web:", "x-note: {anything: goes}" + chr(10) + "  web:", 1)}    x-owner: me
    labels: {{x-real: label}}
"""
    text = text.replace("environments: {dev: {}, prod: {}}\n", "", 1) + "environments: {dev: {}, x-more: 1}\n"
    application = description.load(text)
    assert list(application.environments) == ["dev"]
    assert list(plain(application.base)["components"]) == ["web"]
    web = plain(application.base)["components"]["web"]
    assert web["labels"] == {"x-real": "label"}
    assert "x-owner" not in web
    assert "x-names" not in plain(application.base)


def test_a_long_form_has_the_place_of_the_short_one(description: Description, minimal: str) -> None:
    base = description.load(minimal).base
    tag = base.at(("components", "web", "image", "tag"))
    assert tag is not None
    assert (tag.place.line, tag.place.column, tag.layer) == (3, 8, "app")
