from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.node import plain

if TYPE_CHECKING:
    from tests.app.conftest import Description, Effective

TAIL = """\
environments:
  dev: {preset: development}
  staging: {cluster: {kubeVersion: "1.35", namespace: s}, env: {A: staging, B: staging}, protected: true}
  prod: {extends: staging, preset: production, cluster: {namespace: p}, env: {B: prod}}
  eu: {extends: prod, env: {A: null}}
"""


def text(minimal: str, rest: str = "") -> str:
    return minimal.replace("environments: {dev: {}, prod: {}}\n", rest + "env: {A: app}\n" + TAIL)


def test_the_layers_of_an_environment(description: Description, minimal: str) -> None:
    application = description.load(text(minimal), sets=("env.C=1",))
    assert application.layers["dev"] == ("defaults", "preset development", "app", "environment dev", "--set")
    assert application.layers["eu"] == (
        "defaults",
        "preset production",
        "app",
        "environment staging",
        "environment prod",
        "environment eu",
        "--set",
    )
    assert list(application.environments) == ["dev", "staging", "prod", "eu"]


def test_later_layers_win(description: Description, minimal: str) -> None:
    application = description.load(text(minimal))
    base, prod, eu = application.base, application.environments["prod"], application.environments["eu"]
    assert plain(base)["env"] == {"A": {"value": "app"}}
    assert plain(prod)["env"] == {"A": {"value": "staging"}, "B": {"value": "prod"}}
    assert plain(eu)["env"] == {"B": {"value": "prod"}}
    assert plain(eu)["cluster"]["kubeVersion"] == "1.35"
    assert plain(eu)["cluster"]["namespace"] == "p"
    assert plain(eu)["protected"] is True
    assert plain(eu)["preset"] == "production"


def test_presets_give_way_to_the_description(description: Description, minimal: str) -> None:
    said = description.load(text(minimal.replace("    type: web\n", "    type: web\n    replicas: 5\n")))
    silent = description.load(text(minimal))
    replicas = ("components", "web", "replicas")
    node = said.environments["prod"].at(replicas)
    assert node is not None
    assert (node.value, node.layer) == (5, "app")
    assert node.previous is not None
    assert node.previous.layer == "preset production"
    preset = silent.environments["prod"].at(replicas)
    assert preset is not None
    assert (preset.value, preset.layer, preset.place.source) == (
        3,
        "preset production",
        "fairlead:overlays/production.yaml",
    )
    assert preset.previous is not None
    assert preset.previous.layer == "defaults"


def test_defaults_follow_the_type_an_environment_gives(effective: Effective, minimal: str) -> None:
    changed = minimal.replace(
        "environments: {dev: {}, prod: {}}",
        "environments: {dev: {components: {web: {type: worker}, extra: {type: cron, schedule: '@daily'}}}}",
    )
    found = effective(changed)["components"]
    assert found["web"]["shutdown"]["minimumSeconds"] == 60
    assert found["extra"]["concurrencyPolicy"] == "Forbid"


def test_environments_in_files_of_their_own(description: Description, minimal: str) -> None:
    files = {
        "overlays/prod.yaml": "env: {WHERE: file}\n",
        "overlays/late.yaml": "extends: prod\n",
        "overlays/none.yaml": "",
    }
    application = description.load(minimal, files)
    assert list(application.environments) == ["dev", "prod", "late", "none"]
    late = plain(application.environments["late"])
    assert late["env"] == {"WHERE": {"value": "file"}}
    node = application.environments["late"].at(("env", "WHERE"))
    assert node is not None
    assert (node.place.source, node.layer) == ("overlays/prod.yaml", "environment prod")


def test_a_file_whose_name_no_environment_can_have(description: Description, minimal: str) -> None:
    messages = description.refused(minimal, {"overlays/My_Env.yaml": "env: {A: b}\n"})
    assert messages == [
        'overlays/My_Env.yaml: the file is that of an environment, and "My_Env" cannot be the name of one'
    ]


def test_nothing_of_one_environment_is_in_another(description: Description, minimal: str) -> None:
    shared = minimal.replace(
        "environments: {dev: {}, prod: {}}",
        "environments:\n  dev: &dev {env: {A: 1}, config: {c: {files: {f: {file: f.txt}}}}}\n  prod: *dev\n",
    )
    application = description.load(shared, {"f.txt": "text"})
    dev, prod = (application.environments[name].at(("env", "A", "value")) for name in ("dev", "prod"))
    assert dev is not None
    assert prod is not None
    assert (dev.layer, prod.layer) == ("environment dev", "environment prod")
