"""An app as its printers see it: the objects with settings in them, and one dict of values an environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.documents.node import plain
from generator.errors import InputError, Problem
from generator.resources.carriage import report_texts
from generator.resources.components import LONG_RUNNING, Component, Object, component_objects, put_component
from generator.resources.config import config_map, external_secret, put_config
from generator.resources.environment import flatten_texts
from generator.resources.extra import extra_objects, patched, put_extra
from generator.resources.names import Naming
from generator.resources.nodes import ABSENT
from generator.resources.pod import container_paths
from generator.resources.prune import TEST_IMAGE, finish_values
from generator.resources.service import exposed
from generator.resources.settings import Cluster, Settings, lookup
from generator.resources.shape import Shape
from generator.resources.volumes import claim, namesakes, put_volumes
from generator.resources.workloads import claims_mounted

if TYPE_CHECKING:
    from generator.app.application import Application
    from generator.documents.node import Node, Plain


_CONNECTS = "busybox:1.37"
"""A small image with `nc`."""


class Model(NamedTuple):
    """Objects, and the settings of the base (no environment) and of every environment.

    ``values`` of each Settings is what values.yaml holds; ``chart`` is the description's `chart` section with version.
    """

    name: str
    chart: dict[str, Plain]
    objects: list[Object]
    base: Settings
    environments: dict[str, Settings]


def build(application: Application) -> Model:
    """The model of an application; raises InputError with everything that no environment can have.

    What only shows when everything is merged, and stops nothing, joins the application's warnings.
    """
    base = _settings(application.base, "")
    environments = {name: _settings(node, name) for name, node in application.environments.items()}
    every = [base, *environments.values()]
    raise_errors(application, every)
    components = _components(application, every)
    values = [settings.values for settings in every]
    chart = {"version": "0.1.0", **(base.description.get("chart") or {})}
    naming = Naming(application.name, _label(application.name, chart), Shape(values))
    for component in components:
        for path in container_paths(naming, component.name):
            flatten_texts(values, path)
        _refuse_namesakes(naming, component.name, every)
    built = [item for item in _objects(naming, components) if item.tree is not ABSENT]
    _refuse_same_files(base, built)
    raise_errors(application, every)
    objects = patched(naming, built, every)
    raise_errors(application, every)
    application.warnings.extend(
        problem for problem in _problems(application, every) if problem not in application.warnings
    )
    for settings, finished in zip(every, finish_values(objects, values), strict=True):
        settings.values = finished
    return Model(application.name, chart, objects, base, environments)


_SHIPPED = "1.30"
"""The Kubernetes version of overlays/defaults.yaml, for an environment whose null has taken it away."""


def chart_label(model: Model) -> str:
    """The value of the label helm.sh/chart: name and version of the chart."""
    return _label(model.name, model.chart)


def _label(name: str, chart: dict[str, Plain]) -> str:
    return f"{name}-{chart['version']}".replace("+", "_")[:63].rstrip("-_.")


def _settings(node: Node, environment: str) -> Settings:
    description = plain(node)
    cluster = description.get("cluster") or {}
    apis = frozenset(cluster.get("apiVersions") or []) if environment else None
    minor = int(str(cluster.get("kubeVersion") or _SHIPPED).split(".")[1])
    settings = Settings(environment, node, description, Cluster(minor, apis, cluster.get("namespace") or ""))
    report_texts(settings)
    _put_app(settings)
    put_config(settings)
    put_volumes(settings)
    for name in description.get("components") or {}:
        put_component(settings, name)
    put_extra(settings)
    return settings


def _put_app(settings: Settings) -> None:
    description = settings.description
    part = {"app.kubernetes.io/part-of": description["partOf"]} if description.get("partOf") else {}
    settings.put(
        ("commonLabels",), {**part, **(description.get("labels") or {})}, "as written", (("labels",), ("partOf",))
    )
    settings.put(("commonAnnotations",), description.get("annotations") or {}, "as written", (("annotations",),))
    if description.get("version"):
        settings.put(("appVersion",), str(description["version"]).replace("+", "_"), "as written", (("version",),))
    if settings.cluster.namespace:
        settings.put(("namespaceOverride",), settings.cluster.namespace, "as written", (("cluster", "namespace"),))
    components = (description.get("components") or {}).values()
    if any(item["type"] in LONG_RUNNING and exposed(item) for item in components):
        settings.put(TEST_IMAGE, _CONNECTS, "connects to every Service", ())


def _problems(application: Application, every: list[Settings]) -> list[Problem]:
    """What the settings found, once each, in the order of the files, with the lines that it is about."""
    found: dict[Problem, list[str]] = {}
    for settings in every:
        for problem in dict.fromkeys(settings.problems):
            found.setdefault(problem, []).append(settings.environment)
    named = (_named(problem, environments) for problem, environments in found.items())
    # What all components take over from the app is said once, where it is written.
    once = {(one.place, one.message): one for one in sorted(named, key=lambda one: -len(one.path))}
    return sorted((_with_line(application, problem) for problem in once.values()), key=_order)


def _named(problem: Problem, environments: list[str]) -> Problem:
    """The problem with the environments that have it, where the description without one has not."""
    return problem if "" in environments else problem._replace(environments=tuple(environments))


def _with_line(application: Application, problem: Problem) -> Problem:
    """The problem with the source line that it is about."""
    place = problem.place
    lines = application.texts.get(place.source, []) if place else []
    return problem._replace(source_line=lines[place.line - 1]) if place and 0 < place.line <= len(lines) else problem


def raise_errors(application: Application, every: list[Settings]) -> None:
    """Raise InputError with every error that the settings found."""
    errors = [problem for problem in _problems(application, every) if problem.severity == "error"]
    if errors:
        raise InputError(errors)


def _order(problem: Problem) -> tuple[str, int, int]:
    return problem.place or ("", 0, 0)


def _components(application: Application, every: list[Settings]) -> list[Component]:
    """The components of all environments, in the order written; a type or a phase is the same in all."""
    found: dict[str, Component] = {}
    weights: dict[str, int] = {}
    for settings in every:
        for name, written in (settings.description.get("components") or {}).items():
            phase = written.get("phase", "none") if written["type"] == "job" else "none"
            known = found.get(name)
            if known is None:
                weight = weights.get(phase, 0)
                weights[phase] = weight + 1
                found[name] = Component(name, written["type"], phase, weight)
            elif (known.kind, known.phase) != (written["type"], phase):
                message = "a component has one type and one phase in all environments"
                settings.report(("components", name, "type"), message, "give it another name in this environment")
    raise_errors(application, every)
    return list(found.values())


def _refuse_namesakes(naming: Naming, component: str, every: list[Settings]) -> None:
    """Report mounts whose volume has the name of another volume of the pod: `config-a` and that of config `a`."""
    for at, name in namesakes(naming.shape, container_paths(naming, component)):
        for settings in every:
            if lookup(settings.values, at) is not None:
                message = f"the pod has another volume with the name {name}"
                settings.report(("components", *at[:-2]), message, "give the volume or the mount's path another name")


def _refuse_same_files(base: Settings, objects: list[Object]) -> None:
    """Report objects whose files would have one name: of `a/ingress-service` and `a-ingress/service`, for example."""
    seen: dict[str, str] = {}
    for item in objects:
        if item.file in seen:
            message = f"{seen[item.file]} and {item.id} would both be in the file {item.file}"
            base.report(("components",), message, "give one of them another name")
        seen[item.file] = item.id


def _objects(naming: Naming, components: list[Component]) -> list[Object]:
    shape = naming.shape
    configs = [
        Object(f"configmap.{name}", shape.where(("configMaps", name), config_map(naming, name)))
        for name in shape.keys(("configMaps",))
    ]
    secrets = [
        Object(f"externalsecret.{name}", shape.where(("externalSecrets", name), external_secret(naming, name)))
        for name in shape.keys(("externalSecrets",))
    ]
    owned = {name for item in components if item.kind == "stateful" for name in claims_mounted(naming, item.name)}
    shared = {name for item in components if item.kind != "stateful" for name in claims_mounted(naming, item.name)}
    claims = [
        Object(f"persistentvolumeclaim.{name}", shape.where(("volumeClaims", name), claim(naming, name)))
        for name in shape.keys(("volumeClaims",))
        if name in shared or name not in owned
    ]
    built = [item for component in components for item in component_objects(naming, component)]
    return [*configs, *secrets, *claims, *built, *extra_objects(naming)]
