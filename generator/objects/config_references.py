"""The ConfigMaps and Secrets that pods refer to, and the keys in them.

Source: Kubernetes documentation, "Configure a Pod to Use a ConfigMap" (optional references, restrictions).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Container, Pod, Resource

CONFIG_MAP = "ConfigMap"
SECRET = "Secret"  # noqa: S105 - the kind
_ENV = (("configMapKeyRef", CONFIG_MAP), ("secretKeyRef", SECRET))
_ENV_FROM = (("configMapRef", CONFIG_MAP), ("secretRef", SECRET))
_SOURCES = (("configMap", CONFIG_MAP, "name"), ("secret", SECRET, "name"))
_VOLUMES = (("configMap", CONFIG_MAP, "name"), ("secret", SECRET, "secretName"))


class Reference(NamedTuple):
    """A reference to a ConfigMap or a Secret; ``key`` is the key in it that is needed, "" where it is all of them."""

    kind: str
    name: str
    path: Path
    optional: bool
    key: str = ""
    key_path: Path = ()


def references(pod: Pod) -> Iterator[Reference]:
    """What a pod refers to, in the order of its containers and then of its volumes; paths begin at the pod."""
    for container in pod.containers:
        yield from _of_container(container)
    for index, volume in enumerate(maps(pod.spec.get("volumes"))):
        yield from _of_volume(pod, volume, ("spec", "volumes", index))


def _of_container(container: Container) -> Iterator[Reference]:
    for index, variable in enumerate(maps(container.value.get("env"))):
        source = variable.get("valueFrom") or {}
        for field, kind in _ENV if source else ():
            ref = source.get(field)
            if ref:
                path = (*container.path, "env", index, "valueFrom", field)
                yield _reference(kind, ref, "name", path, str(ref.get("key") or ""), (*path, "key"))
    for index, entry in enumerate(maps(container.value.get("envFrom"))):
        for field, kind in _ENV_FROM:
            ref = entry.get(field)
            if ref:
                yield _reference(kind, ref, "name", (*container.path, "envFrom", index, field))


def _of_volume(pod: Pod, volume: dict[str, Plain], path: Path) -> Iterator[Reference]:
    for field, kind, name in _VOLUMES:
        source = volume.get(field)
        if source:
            yield from _of_source(kind, source, name, (*path, field))
            if not source.get("items"):
                yield from _of_mounts(pod, volume, _reference(kind, source, name, (*path, field)))
    for index, source in enumerate(maps(at(volume, "projected", "sources"))):
        for field, kind, name in _SOURCES:
            if source.get(field):
                yield from _of_source(kind, source[field], name, (*path, "projected", "sources", index, field))


def _of_source(kind: str, source: dict[str, Plain], name: str, path: Path) -> Iterator[Reference]:
    yield _reference(kind, source, name, path)
    for index, item in enumerate(maps(source.get("items"))):
        yield _reference(kind, source, name, path, str(item.get("key") or ""), (*path, "items", index, "key"))


def _of_mounts(pod: Pod, volume: dict[str, Plain], reference: Reference) -> Iterator[Reference]:
    """The keys that mounts of a volume need because they mount one file of it."""
    for container in pod.containers:
        for index, mount in enumerate(maps(container.value.get("volumeMounts"))):
            if mount.get("name") == volume.get("name") and mount.get("subPath"):
                path = (*container.path, "volumeMounts", index, "subPath")
                key = str(mount["subPath"]).strip("/").partition("/")[0]
                yield reference._replace(key=key.removeprefix("./"), key_path=path)


def _reference(
    kind: str, source: dict[str, Plain], name: str, path: Path, key: str = "", key_path: Path = ()
) -> Reference:
    optional = source.get("optional") is True
    return Reference(kind, str(source.get(name) or ""), (*path, name), optional, key, key_path)


def keys(resource: Resource) -> set[str] | None:
    """The keys of a ConfigMap or a Secret, None where a controller fills it."""
    value: Any = resource.value
    if value.get("type") == "kubernetes.io/service-account-token":
        return None
    if any("inject" in key for key in (*resource.labels, *resource.annotations)):
        return None  # the bundles of certificates that service-ca, cert-manager and trust-manager write
    return {key for field in ("data", "binaryData", "stringData") for key in value.get(field) or ()}
