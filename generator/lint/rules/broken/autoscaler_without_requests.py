"""A HorizontalPodAutoscaler on the utilization of a resource that its containers do not request.

Utilization is use divided by request. If one container of the pods, sidecars included, has no request for the
resource, the autoscaler cannot compute it: it reports `FailedGetResourceMetric` and never scales. A limit is enough,
because the request is then the same. A `ContainerResource` metric needs the request of the container that it names.

```yaml
kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: web
        resources: {requests: {cpu: 250m}}
      - name: metrics
        resources: {}                          # wrong: requests: {cpu: 10m}
```

No fault: targets of the type AverageValue or Value; requests for the whole pod; a LimitRange in the scope that gives
default requests. `metrics` that is left out is 80 % of cpu.

Source: Kubernetes documentation, "Horizontal Pod Autoscaling" (algorithm details);
`pkg/controller/podautoscaler/replica_calculator.go` (`calculatePodRequests`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import scaling
from generator.objects.scope import same_namespace
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Pod, Resource
    from generator.objects.scope import Scope


def check(scaler: Resource, scope: Scope) -> Iterator[Report]:
    """The metrics of an autoscaler that need requests which the pods of its target lack."""
    target = scaling.target(scaler)
    workload = scope.named(target.kind, target.name, scaler) if target else None
    pod = workload.pod if workload else None
    if pod is None or workload is None:
        return
    for path, resource, container in _utilizations(scaler):
        if _has_default(resource, scaler, scope) or at(pod.spec, "resources", "requests", resource) is not None:
            continue
        if container is not None and container not in {one.name for one in pod.running}:
            yield Report(path, f"{workload} has no container {container!r}", _known(pod))
            continue
        lacking = [
            one.name or "?"
            for one in pod.running
            if container in (None, one.name) and not _requests(one.value, resource)
        ]
        if lacking:
            which = f"container {lacking[0]}" if len(lacking) == 1 else f"containers {', '.join(lacking)}"
            verb = "requests" if len(lacking) == 1 else "request"
            message = f"utilization of {resource} cannot be computed: the {which} of {workload} {verb} no {resource}"
            yield Report(path, message, f"write resources.requests.{resource} for every container of {workload}")


def _utilizations(scaler: Resource) -> Iterator[tuple[Path, str, str | None]]:
    """The resources whose utilization counts, each with its path, and the one container that it is about."""
    metrics = scaler.spec.get("metrics")
    if not metrics:
        key = "targetCPUUtilizationPercentage"
        yield ("spec", key) if key in scaler.spec else ("spec",), "cpu", None
    for index, metric in enumerate(maps(metrics)):
        for key in ("resource", "containerResource"):
            source = metric.get(key) or {}
            if source.get("name") and at(source, "target", "averageUtilization") is not None:
                path: Path = ("spec", "metrics", index, key)
                if key == "resource":
                    yield (*path, "name"), source["name"], None
                else:
                    yield (*path, "container"), source["name"], source.get("container")


def _requests(container: dict[str, Plain], resource: str) -> bool:
    return any(at(container, "resources", kind, resource) is not None for kind in ("requests", "limits"))


def _has_default(resource: str, near: Resource, scope: Scope) -> bool:
    return any(
        at(limit, key, resource) is not None
        for ranges in scope.of("LimitRange")
        if same_namespace(ranges, near)
        for limit in maps(ranges.spec.get("limits"))
        if limit.get("type") == "Container"
        for key in ("defaultRequest", "default")
    )


def _known(pod: Pod) -> str:
    return f"its containers are {', '.join(one.name for one in pod.running)}"
