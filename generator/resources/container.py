"""A container: the main one, an init container or a sidecar, all from the same settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.resources.environment import env_entries, env_from, put_env
from generator.resources.nodes import (
    ABSENT,
    FLAG,
    NUMBER,
    TEXT,
    TREE,
    Optional,
    Setting,
    Shared,
    Text,
    Tree,
    When,
    optional_text,
)
from generator.resources.probes import put_probes
from generator.resources.security import TMP, put_container_security
from generator.resources.volumes import TMP_VOLUME, volume_name

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming, Sources
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings

_COPIED = ("command", "args", "workingDir", "stdin", "tty", "lifecycle", "terminationMessagePolicy")
_PROBES = ("startupProbe", "readinessProbe", "livenessProbe")


def put_container(settings: Settings, path: Path, source: Path, container: dict[str, Plain], *, traffic: bool) -> None:
    """Put the settings of a container at ``path``; ``source`` is where the description has it."""
    _put_image(settings, path, source, container)
    for key in _COPIED:
        settings.copy((*path, key), (*source, key))
    put_env(settings, path, source, container)
    for name, port in (container.get("ports") or {}).items():
        settings.put((*path, "ports", name), _port(port), "as written", ((*source, "ports", name),))
    settings.put((*path, "resources"), container.get("resources") or {}, "as written", ((*source, "resources"),))
    put_probes(settings, path, source, container, traffic=traffic)
    put_container_security(settings, path, source, container)
    _put_mounts(settings, path, source, container)


def _put_image(settings: Settings, path: Path, source: Path, container: dict[str, Plain]) -> None:
    image = container.get("image") or {}
    for key in ("repository", "tag", "digest", "pullPolicy"):
        own = (*source, "image", key)
        written = own if settings.node.at(own) else ("image", key)
        digest_wins = key == "tag" and image.get("digest")
        settings.put(
            (*path, "image", key),
            "" if digest_wins else image.get(key, ""),
            "as written; a digest beats a tag",
            (written,),
        )


def _port(port: dict[str, Plain]) -> dict[str, Plain]:
    exposed = port.get("expose", True)
    service = {"servicePort": port.get("servicePort", port["containerPort"])} if exposed else {}
    return {**{key: value for key, value in port.items() if key not in ("expose", "servicePort")}, **service}


def _put_mounts(settings: Settings, path: Path, source: Path, container: dict[str, Plain]) -> None:
    for where, mount in (container.get("mounts") or {}).items():
        for kind in ("volume", "config", "secret"):
            if kind in mount:
                rest = {key: _listed(value) for key, value in mount.items() if key != kind}
                own = (*source, "mounts", where)
                settings.put(
                    (*path, "mounts", where, kind, mount[kind]), {"mounted": True, **rest}, "as written", (own,)
                )
    for kind in ("config", "secrets"):
        for name in (container.get("use") or {}).get(kind) or []:
            settings.put((*path, "use", kind, name), True, "as written", ((*source, "use", kind),))


def _listed(value: Plain) -> Plain:
    """The items of a mount as Kubernetes lists them: {key: path} is [{"key": …, "path": …}]."""
    return [{"key": key, "path": path} for key, path in value.items()] if isinstance(value, dict) else value


def container(naming: Naming, path: Path, name: str, sources: Sources, *, always: bool = False) -> Tree:
    """The tree of a container; ``always`` makes it a native sidecar."""
    return {
        "name": name,
        "image": image(naming, path),
        "imagePullPolicy": optional_text((*path, "image", "pullPolicy")),
        **({"restartPolicy": "Always"} if always else {}),
        **{key: _copied(naming, path, key) for key in _COPIED if key != "lifecycle"},
        "ports": [_container_port(naming, path, port) for port in naming.shape.keys((*path, "ports"))],
        "envFrom": env_from(naming, path, sources),
        "env": env_entries(naming, path, sources),
        "resources": Optional((*path, "resources")),
        **{key: _optional(naming, (*path, key), TREE) for key in (*_PROBES, "lifecycle")},
        "securityContext": Optional((*path, "securityContext")),
        "volumeMounts": _mounts(naming, path),
    }


def _copied(naming: Naming, path: Path, key: str) -> Tree:
    kinds = {"workingDir": TEXT, "terminationMessagePolicy": TEXT, "stdin": FLAG, "tty": FLAG}
    return _optional(naming, (*path, key), kinds.get(key, TREE))


def _optional(naming: Naming, path: Path, kind: str) -> Tree:
    """An optional setting, left out of the template where no environment has it."""
    return Optional(path, kind) if naming.shape.somewhere(path) else ABSENT


def image(naming: Naming, path: Path) -> Tree:
    """The image reference: the repository with the digest where there is one, else with the tag."""
    at = (*path, "image")
    digest, tag = Text("@", Setting((*at, "digest"), TEXT)), Text(":", Setting((*at, "tag"), TEXT))
    name = ".".join([naming.app, *(step for step in path if step not in ("initContainers", "sidecars")), "image"])
    return Shared(name, Text(Setting((*at, "repository"), TEXT), When((*at, "digest"), digest, tag)))


def _container_port(naming: Naming, path: Path, name: str) -> Tree:
    at = (*path, "ports", name)
    tree = {
        "name": name,
        "containerPort": Setting((*at, "containerPort"), NUMBER),
        "hostPort": naming.shape.setting((*at, "hostPort"), NUMBER),
        "protocol": naming.shape.setting((*at, "protocol"), TEXT),
    }
    return naming.shape.where(at, tree, path)


def _mounts(naming: Naming, path: Path) -> list[Tree]:
    shape = naming.shape
    mounts = [_mount(naming, path, where) for where in shape.keys((*path, "mounts"))]
    return [*mounts, shape.where((*path, "writableTmp"), {"name": TMP_VOLUME, "mountPath": TMP}, path)]


def _mount(naming: Naming, path: Path, where: str) -> Tree:
    shape, at = naming.shape, (*path, "mounts", where)
    variants = [
        ((*at, kind, name), _mounted(naming, (*at, kind, name), where))
        for kind in ("volume", "config", "secret")
        for name in shape.keys((*at, kind))
    ]
    return shape.one_of(variants, path)


def _mounted(naming: Naming, at: Path, where: str) -> Tree:
    shape = naming.shape
    return {
        "name": volume_name(shape, at),
        "mountPath": where,
        "subPath": shape.setting((*at, "subPath"), TEXT),
        "readOnly": shape.setting((*at, "readOnly"), FLAG),
    }
