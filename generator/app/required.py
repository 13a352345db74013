"""What must be there once all layers are merged, and numbers that must fit together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.app.findings import at, at_key
from generator.app.parts import Container, children, components, containers, is_false, number_of, text_of, written
from generator.app.wording import choice, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.findings import Finding
    from generator.app.paths import Path
    from generator.documents.node import Node

LARGEST = 1024 * 1024
"""Bytes that the values of a ConfigMap may have together."""

TYPES = ("web", "worker", "cron", "job", "stateful", "daemon")

VOLUME_FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "persistentVolumeClaim": (("size",), ("accessModes", "storageClass", "annotations")),
    "emptyDir": ((), ("sizeLimit", "medium")),
    "hostPath": (("path",), ()),
    "existingClaim": (("claimName",), ()),
    "configMap": (("name",), ("items", "defaultMode", "optional")),
    "secret": (("secretName",), ("items", "defaultMode", "optional")),
    "projected": (("sources",), ("defaultMode",)),
    "downwardAPI": (("items",), ("defaultMode",)),
    "nfs": (("server", "path"), ("readOnly",)),
    "csi": (("driver",), ("readOnly", "fsType", "volumeAttributes", "nodePublishSecretRef")),
    "ephemeral": (("volumeClaimTemplate",), ()),
}
"""What a volume of each type must say, and what it may say."""

_REFERENCES = {"secretKeyRef": ("name", "key"), "configMapKeyRef": ("name", "key"), "resourceFieldRef": ("resource",)}
_VALUES = ("value", "fieldRef", *_REFERENCES)
_TAG = re.compile("[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}")
_FIELD = "[-0-9A-Za-z*,/?]+"
_SCHEDULE = re.compile(rf"@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)|({_FIELD} +){{4}}{_FIELD}")


def required_findings(tree: Node) -> Iterator[Finding]:
    """What an effective tree lacks, and which of its numbers contradict each other."""
    yield from _environment(tree, ())
    for name, component in components(tree):
        yield from _component(name, component)
    for name, volume in children(tree, "volumes"):
        yield from _volume(("volumes", name), volume)
    for name, secret in children(tree, "secrets"):
        yield from _secret(("secrets", name), secret)
    for name, config in children(tree, "config"):
        yield from _config(("config", name), config)


def _component(name: str, component: Node) -> Iterator[Finding]:
    path = ("components", name)
    kind = text_of(component, "type")
    if not kind:
        yield _missing(component, path, "type", f"type: {choice(TYPES)}")
    for container in containers(name, component):
        yield from _container(container)
    if kind == "web" or children(component, "ingress") or children(component, "httpRoute"):
        yield from _offered(component, path)
    if kind == "cron":
        yield from _schedule(component, path)
    yield from _autoscaling(component, path)
    yield from _shutdown(component, path)
    yield from _ways_in(component, path)
    metrics = component.get("metrics")
    if metrics is not None and metrics.get("port") is None:
        yield _missing(metrics, (*path, "metrics"), "port", "port: metrics")


def _container(container: Container) -> Iterator[Finding]:
    path, node, foreign = container
    yield from _image(node, path, foreign=foreign)
    for name, port in children(node, "ports"):
        if port.get("containerPort") is None:
            yield _missing(port, (*path, "ports", name), "containerPort", "containerPort: 8080")
    for name, mount in children(node, "mounts"):
        if not _any(mount, "volume", "config", "secret"):
            yield _missing(mount, (*path, "mounts", name), "volume", "volume, config or secret: <its name>")
    for name, probe in children(node, "probes"):
        command = probe.at(("exec",))
        if command is not None and command.get("command") is None:
            yield _missing(command, (*path, "probes", name, "exec"), "command", "command: [/app/check]")
    yield from _environment(node, path)


def _offered(component: Node, path: Path) -> Iterator[Finding]:
    """Traffic arrives through the Service, which offers the component's own ports."""
    ports = [port for _, port in children(component, "ports")]
    if not ports:
        yield _missing(component, path, "ports", "ports: {http: 8080}")
    elif all(is_false(port, "expose") for port in ports):
        where = component.get("ports") or component
        yield at(where, (*path, "ports"), "the Service would offer none of them", "expose: true at one of them")


def _image(owner: Node, path: Path, *, foreign: bool) -> Iterator[Finding]:
    image = owner.get("image")
    about = ((*path, "image"),) if foreign else ((*path, "image"), ("image",), ("version",))
    if image is None or not text_of(image, "repository"):
        where = written(owner) if image is None else image
        yield at_key(where, (*path, "image"), "is missing", "image: <repository>:<tag>", about)
    elif image.get("tag") is None and image.get("digest") is None:
        message = f"{text_of(image, 'repository')} has neither a tag nor a digest"
        cure = "write repository:tag" if foreign else "write repository:tag, or give the description a version"
        yield at(image, (*path, "image"), message, cure, about)
    elif not _TAG.fullmatch(text_of(image, "tag") or "none"):
        message = f"the version {quoted(text_of(image, 'tag'))} cannot be an image's tag"
        yield at(image.value["tag"], ("version",), message, "write repository:tag")


def _environment(owner: Node, path: Path) -> Iterator[Finding]:
    for name, variable in children(owner, "env"):
        below = (*path, "env", name)
        if not _any(variable, *_VALUES):
            yield _missing(variable, below, "value", "a value, or a reference such as secretKeyRef")
        for kind, keys in _REFERENCES.items():
            reference = variable.get(kind)
            for key in keys if reference is not None else ():
                if reference is not None and reference.get(key) is None:
                    yield _missing(reference, (*below, kind), key)


def _schedule(component: Node, path: Path) -> Iterator[Finding]:
    schedule = component.get("schedule")
    if schedule is None:
        yield _missing(component, path, "schedule", 'schedule: "15 3 * * *"')
    elif not _SCHEDULE.fullmatch(schedule.value.strip()):
        message = "must be five fields (minute, hour, day, month, weekday) or a word such as @daily"
        yield at(schedule, (*path, "schedule"), f"{message}, found {quoted(schedule.value)}")


def _autoscaling(component: Node, path: Path) -> Iterator[Finding]:
    scaling = component.get("autoscaling")
    if scaling is None:
        return
    least, most = number_of(scaling, "minReplicas"), number_of(scaling, "maxReplicas")
    if most is None:
        yield _missing(scaling, (*path, "autoscaling"), "maxReplicas", "maxReplicas: 5")
    elif least is not None and least > most:
        where = scaling.value["maxReplicas" if scaling.value["maxReplicas"].layer == scaling.layer else "minReplicas"]
        yield at(where, (*path, "autoscaling"), f"minReplicas {least} is more than maxReplicas {most}")


def _shutdown(component: Node, path: Path) -> Iterator[Finding]:
    shutdown = component.get("shutdown")
    sleep = shutdown.get("preStopSleepSeconds") if shutdown is not None else None
    grace = shutdown.get("terminationGracePeriodSeconds") if shutdown is not None else None
    if sleep is None or grace is None or sleep.layer.startswith(("defaults", "preset")) or sleep.value < grace.value:
        return
    message = f"a sleep of {sleep.value} seconds leaves nothing of the grace period of {grace.value}"
    cure = f"less than {grace.value}, or a longer grace period"
    yield at(sleep, (*path, "shutdown", "preStopSleepSeconds"), message, cure)


def _ways_in(component: Node, path: Path) -> Iterator[Finding]:
    for kind in ("ingress", "httpRoute"):
        for name, way in children(component, kind):
            below = (*path, kind, name)
            if kind == "httpRoute" and way.get("parentRefs") is None:
                yield _missing(way, below, "parentRefs", "parentRefs: [{name: <gateway>}]")
            if kind == "ingress" and way.get("host") is None:
                yield _missing(way, below, "host", "host: shop.example.com")


def _volume(path: Path, volume: Node) -> Iterator[Finding]:
    kind = text_of(volume, "type")
    if not kind:
        yield _missing(volume, path, "type", "type: persistentVolumeClaim, emptyDir, hostPath or existingClaim")
        return
    for key in VOLUME_FIELDS[kind][0]:
        if volume.get(key) is None:
            # Told where the type is said: another layer may have described a volume of another type.
            yield at_key(volume.value["type"], (*path, key), "is missing", "", ((*path, key),))
    known = ("type", *VOLUME_FIELDS[kind][0], *VOLUME_FIELDS[kind][1])
    for key, child in volume.items():
        if key not in known:
            message = f"says nothing about a volume of type {kind}"
            yield at_key(child, (*path, key), message, f"known here: {', '.join(known)}")


def _config(path: Path, config: Node) -> Iterator[Finding]:
    size = sum(len(node.value.encode()) for _, node in children(config, "data"))
    for key, entry in children(config, "files"):
        if not _any(entry, "content", "contentBase64"):
            yield _missing(entry, (*path, "files", key), "file", "file: <path>, or content: <text>")
        size += len(text_of(entry, "content").encode()) + len(text_of(entry, "contentBase64")) * 3 // 4
    if size > LARGEST:
        message = f"holds {size} bytes; a ConfigMap holds {LARGEST}"
        yield at_key(written(config), path, message, "mount a volume, or put it into the image")


def _secret(path: Path, secret: Node) -> Iterator[Finding]:
    external = secret.get("external")
    if external is None and secret.get("existing") is None:
        yield _missing(secret, path, "existing", "existing: <name of a Secret>, or external: {store: ...} with keys")
    if external is None:
        return
    if external.get("store") is None:
        yield _missing(external, (*path, "external"), "store", "store: <name of a secret store>")
    keys = secret.get("keys")
    if keys is None or not isinstance(keys.value, dict) or not children(secret, "keys"):
        yield _missing(secret, path, "keys", "keys: {password: {remote: <entry of the store>}}")
    for name, key in children(secret, "keys"):
        if key.get("remote") is None:
            yield _missing(key, (*path, "keys", name), "remote", "remote: <entry of the store>")


def _missing(owner: Node, path: Path, key: str, cure: str = "") -> Finding:
    """A key that must be given, told where its owner is introduced."""
    where = written(owner)
    return at_key(where, (*path, key), "is missing", cure, ((*path, key),))


def _any(node: Node, *keys: str) -> bool:
    return any(node.get(key) is not None for key in keys)
