"""Versions of the fixture apps for a cluster: rendered by fairlead, with waits of a second instead of many.

A version is an environment of its own that extends one of the app's, so all that the app says of numbers of pods stays
as it is. Only times are cut, and what this machine cannot have: a million pods, nodes with odd devices.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from generator.app.files import Files
from generator.app.load import load
from generator.documents.emitter import emit
from generator.documents.reader import read_document
from tests.cluster.live import annotated
from tests.fixture_apps import APPS, BASE
from tests.outputs import plain_with_nulls, read_objects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Node
    from tests.outputs import Object

Bounds: TypeAlias = "Mapping[tuple[str, ...], int]"

ENVIRONMENT = "judged"
ROLLING = ("web", "worker", "stateful", "daemon")
AT_MOST: Bounds = {
    ("replicas",): 9,
    ("autoscaling", "minReplicas"): 9,
    ("autoscaling", "maxReplicas"): 20,
    ("shutdown", "preStopSleepSeconds"): 1,
    ("probes", "startup", "initialDelaySeconds"): 1,
    ("probes", "readiness", "initialDelaySeconds"): 1,
    ("probes", "readiness", "periodSeconds"): 1,
}
"""Numbers of a component that are cut to what a test can wait for."""
PODS = annotated(ready_after="300ms", stop_after="500ms")


class Version(NamedTuple):
    """A rendered version: the chart, its values file, and the folder of the manifests."""

    chart: str
    values: str
    manifests: str

    @property
    def app(self) -> str:
        """The name of the app, which its objects begin with."""
        return os.path.basename(self.chart)

    @property
    def objects(self) -> list[Object]:
        """All objects of the manifests."""
        paths = sorted(Path(self.manifests).rglob("*.yaml"))
        return [one for path in paths for one in read_objects(path.read_text(encoding="utf-8"), str(path))]


def version_of(name: str, environment: str, namespace: str, tag: str, folder: Path, delay: int = 1) -> Version:
    """A version of a fixture app in which every component that stays has an image with this tag.

    ``delay`` is for how many seconds at most a pod has to be ready before it is available.
    """
    copy = folder / f"{namespace}-{tag}"
    shutil.copytree(APPS / name, copy / "app", ignore=shutil.ignore_patterns("expected"))
    path = copy / "app" / "app.yaml"
    value = plain_with_nulls(read_document(path.read_text(encoding="utf-8"), str(path)))
    application = load(str(path), Files(str(copy)))
    tree = application.environments[environment] if environment else application.base
    value["environments"][ENVIRONMENT] = {
        **_changes(tree, namespace, tag, {**AT_MOST, ("rollout", "minReadySeconds"): delay}),
        **({"extends": environment} if environment else {}),
    }
    path.write_text(emit(value), encoding="utf-8")
    _fairlead("render", str(path), "-e", ENVIRONMENT, "-o", str(copy / "out"))
    return Version(
        str(copy / "out" / "chart" / application.name),
        str(copy / "out" / "chart" / application.name / f"values.{ENVIRONMENT}.yaml"),
        str(copy / "out" / "manifests" / ENVIRONMENT),
    )


def _changes(tree: Node, namespace: str, tag: str, bounds: Bounds) -> dict[str, Any]:
    components = tree.at(("components",))
    assert components is not None
    changes = {
        name: _component(component, tag, bounds)
        for name, component in components.value.items()
        if component.value and component.value["type"].value in ROLLING
    }
    return {"cluster": {"namespace": namespace}, "env": {"ROLLED": tag}, "components": changes}


def _component(component: Node, tag: str, bounds: Bounds) -> dict[str, Any]:
    found: dict[str, Any] = {"image": {"tag": tag}, "podAnnotations": PODS}
    for path, most in bounds.items():
        node = component.at(path)
        if node is not None and isinstance(node.value, int) and node.value > most:
            _put(found, path, most)
    requests = component.at(("resources", "requests"))
    for name in requests.value if requests is not None else ():
        if "/" in name:
            _put(found, ("resources", "requests", name), None)
    if component.at(("schedulerName",)) is not None:
        found["schedulerName"] = "default-scheduler"
    return found


def _put(value: dict[str, Any], path: tuple[str, ...], new: object) -> None:
    *steps, last = path
    for step in steps:
        value = value.setdefault(step, {})
    value[last] = new


def predicted(before: Version, after: Version) -> Mapping[str, Mapping[str, list[int | None]]]:
    """The numbers of ``fairlead diff`` for each workload that rolls, by ``Kind/namespace/name``."""
    said = json.loads(_fairlead("diff", before.manifests, after.manifests, "-f", "json"))
    (environment,) = said["environments"]
    return {
        one["id"]: {key: pair for effect in one["effects"] for key, pair in effect["numbers"].items()}
        for one in environment["objects"]
        if any(effect["kind"] in {"rolls pods", "recreates"} for effect in one["effects"])
    }


def _fairlead(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "generator", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def environments_of(name: str) -> list[str]:
    """The environments of a fixture app; the description without one where it says more than they do."""
    application = load(f"fixtures/apps/{name}/app.yaml", Files(str(APPS.parent.parent)))
    return [*application.environments, *([BASE] if name in SAYING_MORE else [])]


SAYING_MORE = {"stateful"}
"""Apps whose environments do not roll what the description without them does."""
