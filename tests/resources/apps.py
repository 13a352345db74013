"""Descriptions made for one test, and the objects, values and warnings that they give."""

from __future__ import annotations

import functools
import json
import os
import tempfile
from typing import TYPE_CHECKING, Any

from generator.app.files import Files
from generator.app.load import load
from generator.render.resolve import objects
from generator.resources.model import build

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.app.application import Application
    from generator.errors import Problem
    from generator.resources.model import Model
    from generator.resources.settings import Settings

BASIC: dict[str, dict[str, Any]] = {
    "web": {"type": "web", "ports": {"http": 8080}, "probes": {"readiness": "/readyz"}},
    "worker": {"type": "worker"},
    "stateful": {"type": "stateful", "ports": {"db": 5432}, "probes": {"readiness": {"tcpSocket": {}}}},
    "daemon": {"type": "daemon"},
    "cron": {"type": "cron", "schedule": "15 3 * * *"},
    "job": {"type": "job"},
}
"""The least that a component of each type says."""

WORKLOADS = {
    "web": "deployment",
    "worker": "deployment",
    "stateful": "statefulset",
    "daemon": "daemonset",
    "cron": "cronjob",
    "job": "job",
}

HEAD = {"apiVersion": "fairlead/v1", "name": "shop", "image": "registry.example.com/shop:1.42.0"}


class App:
    """A description that was loaded and built; where no environment is named, it is the first one."""

    def __init__(self, text: str, files: Mapping[str, str] | None = None) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name, content in {**(files or {}), "app.yaml": text}.items():
                path = os.path.join(folder, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(content)
            self.application: Application = load("app.yaml", Files(folder))
        self.model: Model = build(self.application)

    def settings(self, environment: str = "") -> Settings:
        return self.model.environments[environment or next(iter(self.model.environments))]

    def values(self, environment: str = "") -> dict[str, Any]:
        return self.settings(environment).values

    def objects(self, environment: str = "") -> dict[str, dict[str, Any]]:
        return objects(self.model, self.settings(environment))

    def base_objects(self) -> dict[str, dict[str, Any]]:
        return objects(self.model, self.model.base)

    def object(self, name: str, environment: str = "") -> dict[str, Any]:
        return self.objects(environment)[name]

    def workload(self, component: str, environment: str = "") -> dict[str, Any]:
        """The Deployment, StatefulSet, DaemonSet, CronJob or Job of a component."""
        found = self.objects(environment)
        return next(found[key] for kind in WORKLOADS.values() if (key := f"{component}/{kind}") in found)

    def template(self, component: str, environment: str = "") -> dict[str, Any]:
        """The pod template of a component."""
        spec: dict[str, Any] = self.workload(component, environment)["spec"]
        if "jobTemplate" in spec:
            spec = spec["jobTemplate"]["spec"]
        template: dict[str, Any] = spec["template"]
        return template

    def pod(self, component: str, environment: str = "") -> dict[str, Any]:
        spec: dict[str, Any] = self.template(component, environment)["spec"]
        return spec

    def container(self, component: str, environment: str = "") -> dict[str, Any]:
        """The main container of a component."""
        found: dict[str, Any] = self.pod(component, environment)["containers"][0]
        return found

    @property
    def warnings(self) -> list[Problem]:
        return self.application.warnings


def described(
    components: Mapping[str, Any], environments: Mapping[str, Any] | None = None, **top: Any
) -> dict[str, Any]:
    """A description with the first lines that every one has, and an environment "dev" where the test names none."""
    return {**HEAD, **top, "components": components, "environments": environments or {"dev": {}}}


def app(
    components: Mapping[str, Any],
    environments: Mapping[str, Any] | None = None,
    files: Mapping[str, str] | None = None,
    **top: Any,
) -> App:
    """A description with these components, loaded and built."""
    return _cached(json.dumps(described(components, environments, **top)), tuple((files or {}).items()))


@functools.lru_cache(maxsize=32)
def _cached(text: str, files: tuple[tuple[str, str], ...]) -> App:
    return App(text, dict(files))


def one(kind: str, more: Mapping[str, Any] | None = None, cluster: Mapping[str, Any] | None = None, **top: Any) -> App:
    """A description with one component, named after its type, in one environment "dev" with this cluster."""
    environment = {"dev": {"cluster": cluster} if cluster else {}}
    return app({kind: {**BASIC[kind], **(more or {})}}, environment, **top)


def kubernetes(minor: int) -> dict[str, str]:
    """A cluster of Kubernetes 1.``minor``."""
    return {"kubeVersion": f"1.{minor}"}
