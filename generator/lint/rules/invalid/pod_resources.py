"""Requests and limits of a whole pod, or its overhead, that the API server refuses.

From Kubernetes 1.34 on a pod has `resources` of its own: cpu, memory and huge pages, at least as much as its
containers request together. `overhead` follows the rules of a container's limits.

```yaml
spec:
  resources:
    requests: {cpu: 500m}      # wrong: the containers request 600m
  containers:
  - name: web
    resources: {requests: {cpu: 400m}}
  - name: proxy
    resources: {requests: {cpu: 200m}}
```

Source: `pkg/apis/core/validation/validation.go` (`validatePodResources`, `validateOverhead`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.compute_resources import amount_faults, faults
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects import quantities
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.lint.rule import Fix
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_POD_LEVEL = 34


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with a pod's own resources and its overhead."""
    for name, amount in (pod.spec.get("overhead") or {}).items():
        yield from amount_faults(name, amount, ("spec", "overhead", name))
    resources = pod.spec.get("resources")
    if not resources or scope.minor < _POD_LEVEL:
        return
    path = ("spec", "resources")
    if pod.is_windows:
        yield Report(path, "a pod for Windows has no resources of its own", "set those of the containers", key=True)
        return
    yield from faults(resources, path)
    if resources.get("claims"):
        yield Report((*path, "claims"), "claims belong to containers, not to the pod's resources", key=True)
    for kind in ("limits", "requests"):
        for name in resources.get(kind) or {}:
            if name not in ("cpu", "memory") and not name.startswith("hugepages-"):
                message = f"{name} cannot be set for a whole pod: cpu, memory and huge pages can"
                yield Report((*path, kind, name), message, key=True)
    yield from _requests(pod, resources)
    yield from _limits(pod, resources)


def _requests(pod: Pod, resources: Mapping[str, Any]) -> Iterator[Report]:
    for name, amount in (resources.get("requests") or {}).items():
        whole = quantities.parse(amount)
        wanted = [_request(one, name) for one in maps(pod.spec.get("containers"))]
        together = sum(one for one in wanted if one is not None)
        if whole is not None and together > whole:
            message = f"the pod requests {amount} {name}, and its containers request more together"
            yield Report(("spec", "resources", "requests", name), message, "raise the request of the pod")


def _request(container: Mapping[str, Any], name: str) -> Any:
    amount = at(container, "resources", "requests", name)
    if amount is None:
        amount = at(container, "resources", "limits", name)
    return None if amount is None else quantities.parse(amount)


def _limits(pod: Pod, resources: Mapping[str, Any]) -> Iterator[Report]:
    for index, container in enumerate(maps(pod.spec.get("containers"))):
        for name, amount in (at(container, "resources", "limits") or {}).items():
            most = at(resources, "limits", name)
            limit, whole = quantities.parse(amount), None if most is None else quantities.parse(most)
            if limit is not None and whole is not None and limit > whole:
                path = ("spec", "containers", index, "resources", "limits", name)
                yield Report(path, f"the {name} limit of {amount} is more than the pod's limit of {most}")


def fix(pod: Pod, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB`, `GiB` or `gi`, or with a blank in it, gets Kubernetes' own unit."""
    from generator.lint.fixes import quantity

    return quantity(pod.value, report.path)
