"""The fixture apps: their cases, and what fairlead, helm and kustomize make of each, once a session.

The programs run in threads as soon as the first test asks for an app, so that the tests of one app wait for the
slowest call and not for the sum.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from generator.app.files import Files
from generator.app.load import load
from generator.render.outputs import render
from tests.outputs import helm_objects, kustomize_objects, manifests, run, write_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.app.application import Application
    from generator.documents.node import Node
    from tests.outputs import Objects

REPOSITORY = Path(__file__).resolve().parent.parent
APPS = REPOSITORY / "fixtures" / "apps"
NAMES = sorted(folder.name for folder in APPS.iterdir() if (folder / "app.yaml").is_file())
FORMATS = ("chart", "kustomize", "manifests")
BASE = ""
"""Stands for the description without an environment."""

_POOL = ThreadPoolExecutor(os.cpu_count())


def environment_names(name: str) -> list[str]:
    """The environments of a fixture app as its file names them, without asking the code under test."""
    text = (APPS / name / "app.yaml").read_text(encoding="utf-8")
    return [str(environment) for environment in yaml.load(text, Loader=yaml.BaseLoader)["environments"]]  # noqa: S506


def cases(base: bool) -> list[object]:
    """Parameters (app, environment) for every fixture app, with or without the description that has none.

    One worker gets all cases of an app, since it keeps what was rendered.
    """
    return [
        pytest.param(name, environment, id=f"{name}-{environment or 'base'}", marks=pytest.mark.xdist_group(name))
        for name in NAMES
        for environment in [*([BASE] if base else []), *environment_names(name)]
    ]


class Target(NamedTuple):
    """Where an environment is deployed, as helm is told."""

    values: str | None
    namespace: str
    kube_version: str
    api_versions: tuple[str, ...]

    def helm_options(self) -> list[str]:
        return [option for version in self.api_versions for option in ("--api-versions", version)]


def target(app: Application, environment: str) -> Target:
    """The target of an environment; of the description without one, as its defaults say."""
    node = app.environments[environment] if environment else app.base
    apis = node.at(("cluster", "apiVersions"))
    return Target(
        values=f"values.{environment}.yaml" if environment else None,
        namespace=text_at(node, "namespace") or "default",
        kube_version=text_at(node, "kubeVersion"),
        api_versions=tuple(item.value for item in apis.value) if apis else (),
    )


def text_at(node: Node, key: str) -> str:
    """A setting of the cluster as text, "" where it is not set."""
    found = node.at(("cluster", key))
    return str(found.value) if found else ""


class Rendered:
    """A description that was rendered and written below a folder, and what the programs make of it."""

    def __init__(self, app: Application, folder: str) -> None:
        self.app = app
        self.tree = render(app, formats=FORMATS, environments=tuple(app.environments))
        self.folder = folder
        self.chart = os.path.join(folder, "chart", app.name)
        write_tree(self.tree, folder)
        self._running: dict[tuple[str, str], Future[Objects]] = {}

    def manifests(self, environment: str) -> Objects:
        return manifests(self.tree, environment)

    def start(self, helms: Sequence[str], kustomize: str | None) -> None:
        """Starts every program for every environment."""
        for environment in (BASE, *self.app.environments):
            for helm in helms:
                self._start(helm, environment, self.template)
            if kustomize:
                self._start(kustomize, environment, self.build)

    def _start(self, program: str, environment: str, call: Callable[[str, str], Objects]) -> None:
        if (program, environment) not in self._running:
            self._running[program, environment] = _POOL.submit(call, program, environment)

    def result(self, program: str, environment: str) -> Objects:
        """What a started program gave for an environment."""
        return self._running[program, environment].result()

    def template(
        self, helm: str, environment: str, release: str = "", extra: Sequence[str] = (), tests: bool = False
    ) -> Objects:
        """What helm renders for an environment; the release has the app's name unless another is given."""
        where = target(self.app, environment)
        options = [*where.helm_options(), *extra, *([] if tests else ["--skip-tests"])]
        name = release or self.app.name
        return helm_objects(helm, self.chart, where.values, name, where.namespace, where.kube_version, options)

    def lint(self, helm: str, environment: str) -> str:
        """What ``helm lint --strict`` says; an AssertionError where it finds something."""
        where = target(self.app, environment)
        values = ["-f", os.path.join(self.chart, where.values)] if where.values else []
        place = ["--namespace", where.namespace, "--kube-version", where.kube_version]
        return run([helm, "lint", "--strict", self.chart, *values, *place])

    def build(self, kustomize: str, environment: str) -> Objects:
        """What kustomize builds for an environment."""
        below = ("overlays", environment) if environment else ("base",)
        return kustomize_objects(kustomize, os.path.join(self.folder, "kustomize", *below))


def load_app(name: str) -> Application:
    """A fixture app, with file names as in the repository wherever the tests run."""
    return load(f"fixtures/apps/{name}/app.yaml", Files(str(REPOSITORY)))


@functools.cache
def rendered(name: str) -> Rendered:
    """A fixture app, rendered once a session."""
    folder = tempfile.mkdtemp(prefix=f"fairlead-{name}-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Rendered(load_app(name), folder)
