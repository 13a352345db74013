"""Every object of a component: which it has, in which environments, built by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.resources.account import put_account, role, role_binding, service_account
from generator.resources.availability import autoscaler, disruption_budget, put_availability
from generator.resources.config import config_map, external_secret
from generator.resources.constraints import report_constraints
from generator.resources.ineffective import report_ineffective
from generator.resources.jobs import cron_job, job, put_job
from generator.resources.names import hook
from generator.resources.network import monitor, network_policy, put_network
from generator.resources.nodes import ABSENT, Tree, When
from generator.resources.pod import configs_used, put_pod, secrets_used
from generator.resources.rollout import put_rollout
from generator.resources.service import exposed, headless_service, http_route, ingress, put_service, service
from generator.resources.volumes import put_claim_annotations, where_used
from generator.resources.workloads import daemon_set, deployment, stateful_set

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

LONG_RUNNING = {"web": deployment, "worker": deployment, "stateful": stateful_set, "daemon": daemon_set}
KINDS = {"web": "Deployment", "worker": "Deployment", "stateful": "StatefulSet", "daemon": "DaemonSet"}
_SUPPORT_WEIGHT = -10
"""What a job of a phase needs is there before the first job, whose weight is 0."""


class Component(NamedTuple):
    """A component as all environments have it; ``phase`` is "none" but for jobs, ``weight`` their order in it."""

    name: str
    kind: str
    phase: str = "none"
    weight: int = 0


class Object(NamedTuple):
    """A Kubernetes object of the app: ``id`` is stable and names its files.

    "web/deployment" belongs to a component, "configmap.settings" to the app: no component's name has a dot.
    """

    id: str
    tree: Tree

    @property
    def file(self) -> str:
        """The name of its file among manifests; it stays when the object's own name changes with a checksum."""
        return file_name(self.id)


def file_name(object_id: str) -> str:
    """The name of the file of an object."""
    return object_id.replace("/", "-") + ".yaml"


def put_component(settings: Settings, name: str) -> None:
    """Put every setting of a component, by the policies in the order in which they build on each other."""
    component: dict[str, Plain] = settings.description["components"][name]
    path: Path = (name,)
    source: Path = ("components", name)
    traffic = component["type"] in LONG_RUNNING and bool(exposed(component))
    put_pod(settings, path, source, component, traffic=traffic)
    _put_metadata(settings, path, source, component)
    put_account(settings, path, source, component)
    put_network(settings, path, source, component)
    if component["type"] in LONG_RUNNING:
        put_rollout(settings, path, source, component)
        put_availability(settings, path, source, component)
        put_service(settings, path, source, component)
        settings.copy((*path, "podManagementPolicy"), (*source, "podManagementPolicy"))
        retention = "persistentVolumeClaimRetentionPolicy"
        settings.copy((*path, retention), (*source, retention))
        if component["type"] == "stateful":
            put_claim_annotations(settings, path)
    else:
        put_job(settings, path, source, component)
    report_constraints(settings, path, source, component)
    report_ineffective(settings, source, component, runs=component["type"] in LONG_RUNNING)


def _put_metadata(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    labels, annotations = settings.values.get("commonLabels", {}), settings.values.get("commonAnnotations", {})
    joined = {"labels": labels, "podLabels": labels, "annotations": annotations, "podAnnotations": {}}
    for key, common in joined.items():
        settings.join((*path, key), common, component.get(key), (*source, key))


def component_objects(naming: Naming, component: Component) -> list[Object]:
    """The objects of a component, each where the environments have it."""
    objects = [*_workload(naming, component), *_support(naming, component)]
    if component.kind in LONG_RUNNING:
        objects += _traffic(naming, component)
    name, shape = component.name, naming.shape
    if shape.always((name,)):
        return [item for item in objects if item.tree is not ABSENT]
    return [Object(item.id, When((name,), item.tree)) for item in objects if item.tree is not ABSENT]


def _workload(naming: Naming, component: Component) -> list[Object]:
    name = component.name
    if component.kind == "job":
        return [Object(f"{name}/job", job(naming, name, component.phase, component.weight))]
    if component.kind == "cron":
        return [Object(f"{name}/cronjob", cron_job(naming, name))]
    kind = KINDS[component.kind]
    scaler, budget = autoscaler(naming, name, kind), disruption_budget(naming, name)
    return [
        Object(f"{name}/{kind.lower()}", LONG_RUNNING[component.kind](naming, name)),
        Object(f"{name}/horizontalpodautoscaler", _own(naming, (name, "autoscaling"), scaler)),
        Object(f"{name}/poddisruptionbudget", _own(naming, (name, "podDisruptionBudget"), budget)),
    ]


def _support(naming: Naming, component: Component) -> list[Object]:
    """Service account, role, policy; for a job of a phase as part of that phase, with its copies of what it reads."""
    name, phase = component.name, component.phase
    hooked = hook(phase, _SUPPORT_WEIGHT)
    create, rules = (name, "serviceAccount", "create"), (name, "serviceAccount", "rules")
    objects = [
        Object(f"{name}/serviceaccount", _own(naming, create, service_account(naming, name, hooked))),
        Object(f"{name}/role", _own(naming, rules, role(naming, name, hooked))),
        Object(f"{name}/rolebinding", _own(naming, rules, role_binding(naming, name, hooked))),
        Object(f"{name}/networkpolicy", _own(naming, (name, "networkPolicy"), network_policy(naming, name, hooked))),
    ]
    return objects if phase == "none" else [*objects, *_copies(naming, component)]


def _copies(naming: Naming, component: Component) -> list[Object]:
    """The ConfigMaps and ExternalSecrets that a job of a phase reads, as its own: the release's are not there yet."""
    name, shape = component.name, naming.shape
    hooked = (name, component.phase, _SUPPORT_WEIGHT)
    configs = [
        Object(f"{name}/configmap-{key}", where_used(naming, name, paths, config_map(naming, key, *hooked)))
        for key, paths in configs_used(naming, name).items()
    ]
    secrets = [
        (key, paths, shape.where(("externalSecrets", key), external_secret(naming, key, *hooked)))
        for key, paths in secrets_used(naming, name).items()
    ]
    return configs + [
        Object(f"{name}/externalsecret-{key}", where_used(naming, name, paths, tree))
        for key, paths, tree in secrets
        if tree is not ABSENT
    ]


def _traffic(naming: Naming, component: Component) -> list[Object]:
    """Service, routes and monitors: what some environment has under one of these settings."""
    name, shape = component.name, naming.shape
    found = [Object(f"{name}/service", _own(naming, (name, "service"), service(naming, name)))]
    if component.kind == "stateful":
        found.append(Object(f"{name}/service-headless", headless_service(naming, name)))
    builders = {"ingress": ingress, "httpRoute": http_route, "metrics": monitor}
    return found + [
        Object(_route_id(name, sort, key), _own(naming, (name, sort, key), build(naming, name, key)))
        for sort, build in builders.items()
        for key in shape.keys((name, sort))
    ]


def _own(naming: Naming, path: Path, tree: Tree) -> Tree:
    """``tree`` where the component at the start of the path has something there."""
    return naming.shape.where(path, tree, path[:1])


def _route_id(component: str, sort: str, key: str) -> str:
    """`web/ingress-public`; a monitor is told by its kind alone."""
    return f"{component}/{key.lower()}" if sort == "metrics" else f"{component}/{sort.lower()}-{key}"
