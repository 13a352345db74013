"""Requests and limits that the API server refuses.

A request is at most the limit. Names are `cpu`, `memory`, `ephemeral-storage`, `hugepages-<size>` or an extended
resource such as `nvidia.com/gpu`, of which a whole number is both requested and limited. Huge pages come in whole
pages, with request and limit equal, and only together with cpu or memory.

```yaml
resources:
  requests: {memory: 1 GB}    # wrong: no quantity
  requests: {memory: 1Gi}     # right
  limits: {memory: 512Mi}     # wrong: less than the request
```

`gpu: 1` has no domain and is refused; `100m` of memory is accepted, and is a tenth of a byte.

Source: `pkg/apis/core/validation/validation.go` (`ValidateContainerResourceRequirements`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.compute_resources import faults, is_extended
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Fix, Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_CLAIMS = 34


@of_pods
def check(container: Container, scope: Scope) -> Iterator[Report]:
    """What is wrong with what a container asks for."""
    resources = container.value.get("resources")
    if not resources:
        return
    yield from faults(resources, ("resources",))
    if resources.get("claims") and scope.minor >= _CLAIMS:
        yield from _claims(container, maps(resources["claims"]))


def _claims(container: Container, claims: list[dict[str, str]]) -> Iterator[Report]:
    known = {one.get("name") for one in maps(container.pod.spec.get("resourceClaims"))}
    seen: set[tuple[str, str]] = set()
    for index, claim in enumerate(claims):
        path = ("resources", "claims", index)
        use = (claim.get("name") or "", claim.get("request") or "")
        whole = (use[0], "")
        if use[0] not in known:
            yield Report((*path, "name"), f"{use[0]!r} is none of the pod's resourceClaims")
        elif use in seen or whole in seen or (use == whole and any(name == use[0] for name, _ in seen)):
            yield Report(path, f"the claim {use[0]!r} is used twice")
        seen.add(use)


def fix(container: Container, _scope: Scope, report: Report) -> Iterator[Fix]:
    """An amount with a unit such as `GB` or `gi` gets Kubernetes' own unit; a device that is requested, its limit."""
    from generator.lint.fixes import quantity

    yield from quantity(container.value, report.path)
    name, limits = report.path[-1], at(container.value, "resources", "limits") or {}
    if report.path[1:-1] == ("requests",) and is_extended(str(name)) and name not in limits:
        yield Fix(("resources", "limits", name), at(container.value, *report.path))
