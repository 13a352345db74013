"""Ports of containers that the API server refuses.

Ports are 1 to 65535. Their names have at most 15 lower-case letters, digits and single hyphens with a letter among
them, and are unique within the container. No two containers of a pod may take the same host port, and with
`hostNetwork: true` a `hostPort` is the `containerPort` or is left out.

```yaml
ports:
- name: prometheus-metrics   # wrong: 18 characters
- name: metrics              # right
  containerPort: 9090
```

Source: `pkg/apis/core/validation/validation.go` (`validateContainerPorts`, `checkHostPortConflicts`,
`validatePodHostNetworkDeps`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import port_names, syntax
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container, Pod
    from generator.objects.scope import Scope

_TEMPLATES_KEPT = 28
"""From 1.28 on, host ports of templates on the host's network are not filled in: only those of pods are."""


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with the ports of a pod's containers."""
    on_host = pod.spec.get("hostNetwork") is True
    filled = on_host and (pod.owner.type == "Pod" or scope.minor < _TEMPLATES_KEPT)
    together: set[tuple[str, str, int]] = set()
    for container in pod.containers:
        if not container.value.get("ports"):
            continue
        yield from _one(container, matched=on_host and container.path[1] == "containers")
        taken = together if container.path[1] == "containers" else set()
        if container.role != "ephemeral":
            yield from _taken(container, taken, filled=filled)


def _one(container: Container, *, matched: bool) -> Iterator[Report]:
    names: set[str] = set()
    for index, port in enumerate(maps(container.value.get("ports"))):
        path = (*container.path, "ports", index)
        name, number, host = port.get("name") or "", port.get("containerPort"), port.get("hostPort") or 0
        reason = syntax.port_name(name) if name else None
        if reason:
            yield Report((*path, "name"), f"{name!r} is no name for a port: {reason}")
        elif name in names:
            yield Report((*path, "name"), f"the name {name!r} is that of another port of this container")
        names.update([name] if name else [])
        for key, value in (("containerPort", number), ("hostPort", host or None)):
            fault = port_names.number_fault(value) if isinstance(value, int) else None
            if fault:
                yield Report((*path, key), fault)
        if matched and host and number is not None and host != number:
            message = f"hostPort is {host} and containerPort {number}, with hostNetwork they are one"
            yield Report((*path, "hostPort"), message, "remove hostPort")


def _taken(container: Container, taken: set[tuple[str, str, int]], *, filled: bool) -> Iterator[Report]:
    for index, port in enumerate(maps(container.value.get("ports"))):
        key = "hostPort" if port.get("hostPort") else "containerPort"
        number = port.get("hostPort") or (port.get("containerPort") if filled else 0)
        if not number:
            continue
        use = (port.get("protocol") or "TCP", port.get("hostIP") or "", number)
        if use in taken:
            why = "" if key == "hostPort" else " (with hostNetwork every containerPort is one)"
            yield Report((*container.path, "ports", index, key), f"host port {number}/{use[0]} is taken twice{why}")
        taken.add(use)
