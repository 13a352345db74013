"""A Service whose `targetPort` is no port of the pods that it selects.

A name is looked up in each pod among the ports of its containers, with the same protocol. A pod that declares no such
port gets no requests; if none does, the Service has no endpoints for that port and every connection is refused. A
number is used as it is: where the containers declare ports and this is none of them (a warning), nothing listens
there as a rule. `targetPort` that is left out is the number of `port`.

```yaml
kind: Service
spec:
  ports:
  - port: 80
    targetPort: web       # wrong: the container calls its port http
    targetPort: http      # right
```

A number in a headless Service is no fault: its clients reach the pods directly, on the port that they choose.

Source: Kubernetes documentation, "Service" (port definitions); `pkg/api/v1/pod/util.go` (`FindPort`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects import traffic
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope


def check(service: Resource, scope: Scope) -> Iterator[Report]:
    """The target ports of a Service that no pod of it has."""
    labels = traffic.selector(service)
    pods = [pod for pod in scope.selected(labels, service) if not pod.runs_once] if labels else []
    for index, port in enumerate(maps(service.spec.get("ports")) if pods else ()):
        key = "port" if port.get("targetPort") in (None, 0, "") else "targetPort"
        report = _fault(service, port, ("spec", "ports", index, key), pods)
        if report:
            yield report


def _fault(service: Resource, port: dict[str, Plain], path: Path, pods: list[Pod]) -> Report | None:
    wanted, protocol = port.get(str(path[-1])), port.get("protocol") or "TCP"
    if wanted is None or any(traffic.declares(pod, wanted, protocol) for pod in pods):
        return None
    who, ports = selection.owners(pods), traffic.named_ports(pods, protocol)
    if isinstance(wanted, str):
        message = f"no container of {who} has a port {wanted!r} ({protocol})"
        return Report(path, message, _cure(ports), severity="warning" if traffic.is_headless(service) else None)
    if traffic.is_headless(service) or not all(traffic.container_ports(pod, protocol) for pod in pods):
        return None
    said = f"{path[-1]} is {wanted}" + (" (also the target: targetPort is not written)" if path[-1] == "port" else "")
    message = f"{said}, and no container of {who} declares that port ({protocol})"
    return Report(path, message, _cure(ports), severity="warning")


def _cure(ports: list[str]) -> str:
    return f"write targetPort: {' or '.join(ports[:4])}" if ports else "give the container a port of that name"
