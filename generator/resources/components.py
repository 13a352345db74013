"""Every object of a component: which it has, in which environments, built by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.resources.account import put_account, role, role_binding, service_account
from generator.resources.availability import autoscaler, disruption_budget, put_availability
from generator.resources.config import config_map, external_secret
from generator.resources.jobs import cron_job, job, put_job
from generator.resources.names import hook
from generator.resources.network import monitor, network_policy, put_network
from generator.resources.nodes import ABSENT, Tree, When
from generator.resources.pod import configs_used, put_pod, secrets_used
from generator.resources.rollout import put_rollout
from generator.resources.service import exposed, headless_service, http_route, ingress, put_service, service
from generator.resources.volumes import where_used
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
    """A component as all environments have it; ``phase`` is "none" for all but jobs of a phase, ``weight`` their order."""

    name: str
    kind: str
    phase: str = "none"
    weight: int = 0


class Object(NamedTuple):
    """A Kubernetes object of the app: ``id`` ("web/deployment") is stable and names its files."""

    id: str
    tree: Tree


def put_component(settings: Settings, name: str) -> None:
    """Put every setting of a component, by the policies in the order in which they build on each other."""
    component: dict[str, Plain] = settings.description["components"][name]
    path: Path = (name,)
    source: Path = ("components", name)
    traffic = component["type"] in LONG_RUNNING and bool(exposed(component))
    put_pod(settings, path, source, component, traffic)
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
    else:
        put_job(settings, path, source, component)


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
    name, shape = component.name, naming.shape
    if component.kind == "job":
        return [Object(f"{name}/job", job(naming, name, component.phase, component.weight))]
    if component.kind == "cron":
        return [Object(f"{name}/cronjob", cron_job(naming, name))]
    kind, at = KINDS[component.kind], (name,)
    budget = shape.where((name, "podDisruptionBudget"), lambda: disruption_budget(naming, name), at)
    scaler = shape.where((name, "autoscaling"), lambda: autoscaler(naming, name, kind), at)
    return [
        Object(f"{name}/{kind.lower()}", LONG_RUNNING[component.kind](naming, name)),
        Object(f"{name}/horizontalpodautoscaler", scaler),
        Object(f"{name}/poddisruptionbudget", budget),
    ]


def _support(naming: Naming, component: Component) -> list[Object]:
    """Service account, role, policy; for a job of a phase as part of that phase, with its copies of what it reads."""
    name, phase, shape = component.name, component.phase, naming.shape
    hooked, account = hook(phase, _SUPPORT_WEIGHT), (component.name, "serviceAccount")
    rules = (*account, "rules")
    objects = [
        Object(f"{name}/serviceaccount", shape.where((*account, "create"), service_account(naming, name, hooked), (name,))),
        Object(f"{name}/role", shape.where(rules, lambda: role(naming, name, hooked), (name,))),
        Object(f"{name}/rolebinding", shape.where(rules, lambda: role_binding(naming, name, hooked), (name,))),
        Object(
            f"{name}/networkpolicy",
            shape.where((name, "networkPolicy"), lambda: network_policy(naming, name, hooked), (name,)),
        ),
    ]
    return objects if phase == "none" else [*objects, *_copies(naming, component)]


def _copies(naming: Naming, component: Component) -> list[Object]:
    name, phase = component.name, component.phase
    configs = [
        Object(
            f"{name}/configmap-{config}",
            where_used(naming, name, paths, config_map(naming, config, name, phase, _SUPPORT_WEIGHT)),
        )
        for config, paths in configs_used(naming, name).items()
    ]
    secrets = [
        Object(
            f"{name}/externalsecret-{secret}",
            where_used(
                naming, name, paths, _made(naming, secret, external_secret(naming, secret, name, phase, _SUPPORT_WEIGHT))
            ),
        )
        for secret, paths in secrets_used(naming, name).items()
        if naming.shape.somewhere(("externalSecrets", secret))
    ]
    return configs + secrets


def _made(naming: Naming, secret: str, tree: Tree) -> Tree:
    return naming.shape.where(("externalSecrets", secret), tree)


def _traffic(naming: Naming, component: Component) -> list[Object]:
    name, shape, at = component.name, naming.shape, (component.name,)
    objects = [Object(f"{name}/service", shape.where((name, "service"), lambda: service(naming, name), at))]
    if component.kind == "stateful":
        objects.append(Object(f"{name}/service-headless", headless_service(naming, name)))
    for key in shape.keys((name, "ingress")):
        objects.append(Object(f"{name}/ingress-{key}", shape.where((name, "ingress", key), ingress(naming, name, key), at)))
    for key in shape.keys((name, "httpRoute")):
        objects.append(Object(f"{name}/httproute-{key}", shape.where((name, "httpRoute", key), http_route(naming, name, key), at)))
    for kind in shape.keys((name, "metrics")):
        objects.append(Object(f"{name}/{kind.lower()}", shape.where((name, "metrics", kind), monitor(naming, name, kind), at)))
    return objects
