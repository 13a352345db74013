"""A probe or a hook on a port that the container does not have.

A name is looked up among the ports of the same container. One that is not there makes every attempt fail: readiness
is never reached, and a liveness or startup probe restarts the container again and again. A number is asked as it is:
where the containers of the pod declare ports and this is none of them (a note), nothing listens there as a rule.

```yaml
ports:
- name: http
  containerPort: 8080
readinessProbe:
  httpGet: {path: /ready, port: web}     # wrong: the port is called http
  httpGet: {path: /ready, port: http}    # right
```

A probe that names another host is left out.

Source: Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes"; `pkg/probe/util.go`
(`ResolveContainerPort`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.probe_times import PROBES
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_PLACES: tuple[Path, ...] = (*((probe,) for probe in PROBES), ("lifecycle", "preStop"), ("lifecycle", "postStart"))


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The ports of probes and hooks that nothing declares."""
    for place in _PLACES if container.runs else ():
        for kind in ("httpGet", "tcpSocket", "grpc"):
            action = at(container.value, *place, kind)
            port = action.get("port") if action and not action.get("host") else None
            message = _fault(container, port) if port is not None else None
            if message:
                path = (*place, kind, "port")
                yield Report(path, message, _cure(container), severity=None if isinstance(port, str) else "note")


def _fault(container: Container, port: Plain) -> str | None:
    own = maps(container.value.get("ports"))
    if isinstance(port, str):
        if port.isdecimal() or any(one.get("name") == port for one in own):
            return None
        return f"the container {container.name} has no port named {port!r}: every attempt fails"
    declared = [
        one.get("containerPort") for other in container.pod.containers for one in maps(other.value.get("ports"))
    ]
    if not own or port in declared:
        return None
    return f"port is {port}, and no container of the pod declares that port"


def _cure(container: Container) -> str:
    names = [str(one.get("name") or one.get("containerPort")) for one in maps(container.value.get("ports"))]
    return f"its ports are {', '.join(names)}" if names else "give the port that is meant this name under ports"
