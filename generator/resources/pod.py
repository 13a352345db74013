"""The pod template that every workload shares, and what it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.resources.account import account_name
from generator.resources.availability import spread_constraints
from generator.resources.container import container, put_container
from generator.resources.names import Sources, config_name, prefixed, secret_name
from generator.resources.nodes import ABSENT, FLAG, NUMBER, TEXT, Checksum, Optional, Setting, Text, Tree, When
from generator.resources.security import put_pod_security
from generator.resources.shutdown import put_shutdown
from generator.resources.volumes import INSIDE, containers, pod_volumes, where_used

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

NATIVE_SIDECARS = 29
"""The minor version of Kubernetes from which an init container with `restartPolicy: Always` is a sidecar by default."""

_POD_MAPS: dict[str, Plain] = {"nodeSelector": {}, "affinity": {}, "tolerations": []}
_POD_FIELDS = {
    "priorityClassName": TEXT,
    "runtimeClassName": TEXT,
    "schedulerName": TEXT,
    "hostNetwork": FLAG,
    "dnsPolicy": TEXT,
    "dnsConfig": "tree",
    "hostAliases": "tree",
}


class Workload(NamedTuple):
    """A component as a pod: its restart policy or "", whether it belongs to a phase, whether it owns its claims."""

    name: str
    restart: str = ""
    phased: bool = False
    own_claims: bool = False


def put_pod(settings: Settings, path: Path, source: Path, component: dict[str, Plain], *, traffic: bool) -> None:
    """Put the settings of a pod template and of its containers."""
    put_container(settings, path, source, component, traffic=traffic)
    for kind in INSIDE:
        for name, inner in (component.get(kind) or {}).items():
            put_container(settings, (*path, kind, name), (*source, kind, name), inner, traffic=False)
            if kind == "sidecars" and settings.cluster.minor >= NATIVE_SIDECARS:
                rule = (
                    f"an init container that restarts, from Kubernetes 1.{NATIVE_SIDECARS}; before, a plain container"
                )
                settings.put((*path, kind, name, "native"), True, rule, (("cluster", "kubeVersion"),))
    put_pod_security(settings, path, source, component)
    put_shutdown(settings, path, source, component, traffic=traffic)
    _put_fields(settings, path, source, component)


def _put_fields(settings: Settings, path: Path, source: Path, component: dict[str, Plain]) -> None:
    for key, empty in _POD_MAPS.items():
        settings.put((*path, key), component.get(key) or empty, "as written", ((*source, key),))
    for key in _POD_FIELDS:
        settings.copy((*path, key), (*source, key))
    links = component.get("enableServiceLinks", True)
    settings.put((*path, "enableServiceLinks"), links, "as written", ((*source, "enableServiceLinks"),))
    found = {
        where: (inner.get("image") or {}).get("pullSecrets") or [] for where, inner in containers(source, component)
    }
    secrets = dict.fromkeys(name for names in found.values() for name in names)
    inputs = tuple((*where, "image", "pullSecrets") for where, names in found.items() if names or where == source)
    value = [{"name": name} for name in secrets]
    settings.put((*path, "imagePullSecrets"), value, "those of all containers, since a pod has one list", inputs)


def container_paths(naming: Naming, component: str) -> list[Path]:
    """Where the values hold each container of a component: the main one first."""
    inner = [(component, kind, name) for kind in INSIDE for name in naming.shape.keys((component, kind))]
    return [(component,), *inner]


def references_to(naming: Naming, component: str, mounted: str, used: str, keyed: str) -> dict[str, list[Path]]:
    """What a component's containers read of one sort, each name with the settings whose presence says so."""
    found: dict[str, list[Path]] = {}
    shape = naming.shape
    for path in container_paths(naming, component):
        places = [(*path, "use", used)]
        places += [(*path, "mounts", where, mounted) for where in shape.keys((*path, "mounts"))]
        places += [(*path, "env", name, keyed) for name in shape.keys((*path, "env"))]
        for place in places:
            for name in shape.keys(place):
                found.setdefault(name, []).append((*place, name))
    return found


def configs_used(naming: Naming, component: str) -> dict[str, list[Path]]:
    """The configs that a component reads."""
    return references_to(naming, component, "config", "config", "configMapKeyRef")


def secrets_used(naming: Naming, component: str) -> dict[str, list[Path]]:
    """The secrets that a component reads."""
    return references_to(naming, component, "secret", "secrets", "secretKeyRef")


def sources_of(naming: Naming, workload: Workload) -> Sources:
    """How a pod names the ConfigMaps and Secrets it reads: the release's, or its phase's own copies."""
    if not workload.phased:
        return Sources(
            lambda name: config_name(naming.shape, name), lambda name: secret_name(naming.shape, name, prefixed(name))
        )
    component = workload.name
    return Sources(
        lambda name: own_config(component, name),
        lambda name: secret_name(naming.shape, name, prefixed(component, name)),
    )


def own_config(component: str, config: str) -> Text:
    """The name of the copy of a config that a job of a phase reads: it changes with the content."""
    return Text(prefixed(component, config), "-", Checksum((("configMaps", config),), length=8))


def pod_template(naming: Naming, workload: Workload) -> Tree:
    """`spec.template` of a workload."""
    component = workload.name
    fixed = {} if workload.phased else _checksums(naming, component)
    return {
        "metadata": {
            "labels": naming.labels(component, version=False),
            "annotations": naming.annotations(component, fixed, key="podAnnotations"),
        },
        "spec": pod_spec(naming, workload),
    }


def _checksums(naming: Naming, component: str) -> dict[str, Tree]:
    """Annotations that roll the pods when a config that they read changes, and no others."""
    used = configs_used(naming, component)
    return {
        f"checksum/config-{name}": where_used(naming, component, paths, Checksum((("configMaps", name),)))
        for name, paths in used.items()
    }


def pod_spec(naming: Naming, workload: Workload) -> Tree:
    """The spec of a pod."""
    component = workload.name
    at: Path = (component,)

    sources = sources_of(naming, workload)

    def inner(kind: str, name: str, *, always: bool = False) -> Tree:
        return container(naming, (*at, kind, name), name, sources, always=always)

    shape = naming.shape
    inits = [
        shape.where((*at, "initContainers", n), inner("initContainers", n), at)
        for n in shape.keys((*at, "initContainers"))
    ]
    sidecars = shape.keys((*at, "sidecars"))
    native = [
        shape.where(path, shape.where((*path, "native"), inner("sidecars", path[-1], always=True), path), at)
        for path in ((*at, "sidecars", name) for name in sidecars)
        if shape.somewhere((*path, "native"))
    ]
    plain = [_plain_sidecar(naming, (*at, "sidecars", n), inner("sidecars", n)) for n in sidecars]
    return {
        "serviceAccountName": account_name(naming, component),
        "automountServiceAccountToken": Setting((*at, "serviceAccount", "automountToken"), FLAG),
        "enableServiceLinks": Setting((*at, "enableServiceLinks"), FLAG),
        "imagePullSecrets": Optional((*at, "imagePullSecrets")),
        **({"restartPolicy": workload.restart} if workload.restart else {}),
        "terminationGracePeriodSeconds": shape.setting((*at, "terminationGracePeriodSeconds"), NUMBER),
        "securityContext": Optional((*at, "podSecurityContext")),
        **{key: shape.setting((*at, key), kind) for key, kind in _POD_FIELDS.items()},
        "initContainers": inits + native,
        "containers": [container(naming, at, component, sources), *plain],
        "volumes": pod_volumes(naming, component, container_paths(naming, component), sources, own=workload.own_claims),
        "topologySpreadConstraints": spread_constraints(naming, component),
        **{key: Optional((*at, key)) for key in _POD_MAPS},
    }


def _plain_sidecar(naming: Naming, at: Path, tree: Tree) -> Tree:
    """A sidecar as an ordinary container, where an environment has it and its Kubernetes has no native ones."""
    native = (*at, "native")
    if naming.shape.always(native, at):
        return ABSENT
    plain = When(native, ABSENT, tree) if naming.shape.somewhere(native) else tree
    return naming.shape.where(at, plain, at[:1])
