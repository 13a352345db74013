"""What an environment's description says and the objects do not: outputs that are equal could all lack the same thing.

Looks at the merged description only and knows nothing of how objects are built.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.outputs import Object, Objects

KINDS = {
    "web": "Deployment",
    "worker": "Deployment",
    "stateful": "StatefulSet",
    "daemon": "DaemonSet",
    "cron": "CronJob",
    "job": "Job",
}
REFERENCE = re.compile(r"(?<!\$)\$\(([-._a-zA-Z0-9]+)\)")


def unsaid(description: dict[str, Any], objects: Objects) -> list[str]:
    """A line for everything in a merged description that the objects lack or say differently."""
    app, found = description["name"], {(key.kind, key.name): item for key, item in objects.items()}
    lines = [
        line for name, config in section(description, "config") for line in config_lines(f"{app}-{name}", config, found)
    ]
    for name, component in section(description, "components"):
        prefix = f"{app}-{name}"
        lines += [f"{kind} {own} is missing" for kind, own in wanted(prefix, component) if (kind, own) not in found]
        kind = KINDS[component["type"]]
        workload = named(kind, prefix, found, hashed=kind == "Job")
        lines += pod_lines(prefix, name, component, workload) if workload else [f"the workload of {name} is missing"]
    return lines


def section(description: dict[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    """The entries of a map that may be absent."""
    yield from (description.get(key) or {}).items()


def config_lines(name: str, config: dict[str, Any], found: dict[tuple[str, str], Object]) -> list[str]:
    """What a ConfigMap lacks of a config's data and files."""
    item = named("ConfigMap", name, found, hashed=bool(config.get("immutable")))
    if item is None:
        return [f"ConfigMap {name} is missing"]
    data = {key: text.encode() for key, text in (config.get("data") or {}).items()}
    said = data | {key: content_of(file) for key, file in (config.get("files") or {}).items()}
    there = {key: text.encode() for key, text in (item.get("data") or {}).items()}
    there |= {key: base64.b64decode(text) for key, text in (item.get("binaryData") or {}).items()}
    return differing(f"ConfigMap {name}", "content", said, there)


def content_of(file: dict[str, str]) -> bytes:
    """The bytes of a config's file."""
    return file["content"].encode() if "content" in file else base64.b64decode(file["contentBase64"])


def wanted(prefix: str, component: dict[str, Any]) -> list[tuple[str, str]]:
    """Kind and name of what a component must have beside its workload."""
    found = [("Ingress", f"{prefix}-{name}") for name, _ in section(component, "ingress")]
    found += [("HTTPRoute", f"{prefix}-{name}") for name, _ in section(component, "httpRoute")]
    if any(not isinstance(port, dict) or port.get("expose", True) for _, port in section(component, "ports")):
        found.append(("Service", prefix))
    if component.get("autoscaling"):
        found.append(("HorizontalPodAutoscaler", prefix))
    account = component.get("serviceAccount") or {}
    if account.get("create"):
        found.append(("ServiceAccount", account.get("name") or prefix))
    return found + ([("Role", prefix), ("RoleBinding", prefix)] if account.get("rules") else [])


def named(kind: str, name: str, found: dict[tuple[str, str], Object], hashed: bool) -> Object | None:
    """The object of a name; behind the name of what cannot be changed in place stands a checksum."""
    pattern = re.compile(re.escape(name) + ("-[0-9a-f]{8}" if hashed else ""))
    return next((item for key, item in found.items() if key[0] == kind and pattern.fullmatch(key[1])), None)


def pod_lines(prefix: str, name: str, component: dict[str, Any], workload: Object) -> list[str]:
    """What a workload lacks of a component and its containers."""
    spec = workload["spec"]
    pod = (spec["jobTemplate"]["spec"] if "jobTemplate" in spec else spec)["template"]["spec"]
    there = {item["name"]: item for item in [*pod.get("initContainers", []), *pod["containers"]]}
    said = {name: component}
    for kind in ("initContainers", "sidecars"):
        said.update(section(component, kind))
    lines = [] if set(there) == set(said) else [f"{prefix}: containers {sorted(said)} != {sorted(there)}"]
    if not component.get("autoscaling") and component["type"] in ("web", "worker", "stateful"):
        lines += differing(prefix, "replicas", component.get("replicas"), spec.get("replicas"))
    for own, container in said.items():
        if own in there:
            lines += container_lines(f"{prefix}/{own}", container, there[own])
    return lines


def container_lines(where: str, said: dict[str, Any], there: dict[str, Any]) -> list[str]:
    """What a container lacks of its description."""
    lines = [
        line for key in ("command", "args") for line in differing(where, key, said.get(key) or None, there.get(key))
    ]
    image = said.get("image") or {}
    version = f"@{image['digest']}" if image.get("digest") else f":{image.get('tag')}"
    lines += differing(where, "image", f"{image.get('repository')}{version}", there["image"])
    lines += differing(
        where, "ports", [name for name, _ in section(said, "ports")], [port["name"] for port in there.get("ports", [])]
    )
    lines += differing(where, "mounts", {path for path, _ in section(said, "mounts")}, mounted(there) - {"/tmp"})  # noqa: S108
    return lines + env_lines(where, said.get("env") or {}, there.get("env") or [])


def mounted(there: dict[str, Any]) -> set[str]:
    """Where a container mounts something."""
    return {mount["mountPath"] for mount in there.get("volumeMounts", [])}


def env_lines(where: str, said: dict[str, Any], there: list[dict[str, Any]]) -> list[str]:
    """What the variables lack; a variable also has to stand behind those that its text names."""
    values = {entry["name"]: entry for entry in there}
    lines = differing(where, "env", set(said), set(values))
    for name, entry in said.items():
        if "value" in entry:
            lines += differing(where, name, entry["value"], values.get(name, {}).get("value"))
        else:
            source = next(iter(entry))
            lines += (
                [] if source in values.get(name, {}).get("valueFrom", {}) else [f"{where}: {name} is not from {source}"]
            )
    order = [entry["name"] for entry in there]
    for entry in there:
        for other in REFERENCE.findall(entry.get("value") or ""):
            if other in order and order.index(other) > order.index(entry["name"]):
                lines.append(f"{where}: {entry['name']} names {other}, which comes later")
    return lines


def differing(where: str, what: str, said: Any, there: Any) -> list[str]:
    """A line where two values differ."""
    return [] if said == there else [f"{where}: {what}: {said!r} != {there!r}"]
