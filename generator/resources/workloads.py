"""Deployment, StatefulSet and DaemonSet: the components that run for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.availability import replicas
from generator.resources.names import prefixed
from generator.resources.nodes import NUMBER, TEXT, Setting, Tree
from generator.resources.pod import Workload, container_paths, pod_template
from generator.resources.volumes import claim_template

if TYPE_CHECKING:
    from generator.resources.names import Naming


def deployment(naming: Naming, component: str) -> Tree:
    """A Deployment."""
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": naming.metadata(prefixed(component), component),
        "spec": {
            "replicas": replicas(naming, component),
            "revisionHistoryLimit": naming.shape.setting((component, "revisionHistoryLimit"), NUMBER),
            "minReadySeconds": naming.shape.setting((component, "minReadySeconds"), NUMBER),
            "progressDeadlineSeconds": naming.shape.setting((component, "progressDeadlineSeconds"), NUMBER),
            "strategy": Setting((component, "strategy")),
            "selector": {"matchLabels": naming.selector(component)},
            "template": pod_template(naming, Workload(component)),
        },
    }


def stateful_set(naming: Naming, component: str) -> Tree:
    """A StatefulSet; the persistent volumes that its main container mounts are claimed for each replica."""
    at = (component, "persistentVolumeClaimRetentionPolicy")
    return {
        "apiVersion": "apps/v1",
        "kind": "StatefulSet",
        "metadata": naming.metadata(prefixed(component), component),
        "spec": {
            "serviceName": prefixed(component, "headless"),
            "replicas": replicas(naming, component),
            "revisionHistoryLimit": naming.shape.setting((component, "revisionHistoryLimit"), NUMBER),
            "minReadySeconds": naming.shape.setting((component, "minReadySeconds"), NUMBER),
            "podManagementPolicy": naming.shape.setting((component, "podManagementPolicy"), TEXT),
            "updateStrategy": Setting((component, "updateStrategy")),
            "persistentVolumeClaimRetentionPolicy": naming.shape.setting(at),
            "selector": {"matchLabels": naming.selector(component)},
            "template": pod_template(naming, Workload(component, own_claims=True)),
            "volumeClaimTemplates": [
                naming.shape.where(("volumeClaims", name), claim_template(naming, component, name), (component,))
                for name in claims_mounted(naming, component)
            ],
        },
    }


def daemon_set(naming: Naming, component: str) -> Tree:
    """A DaemonSet."""
    return {
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": naming.metadata(prefixed(component), component),
        "spec": {
            "revisionHistoryLimit": naming.shape.setting((component, "revisionHistoryLimit"), NUMBER),
            "minReadySeconds": naming.shape.setting((component, "minReadySeconds"), NUMBER),
            "updateStrategy": Setting((component, "updateStrategy")),
            "selector": {"matchLabels": naming.selector(component)},
            "template": pod_template(naming, Workload(component)),
        },
    }


def claims_mounted(naming: Naming, component: str) -> list[str]:
    """The volumes of a component's mounts that any environment claims."""
    found: dict[str, None] = {}
    for path in container_paths(naming, component):
        for where in naming.shape.keys((*path, "mounts")):
            for name in naming.shape.keys((*path, "mounts", where, "volume")):
                if naming.shape.somewhere(("volumeClaims", name)):
                    found[name] = None
    return list(found)
