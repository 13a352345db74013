"""A rule of a Role or ClusterRole that grants nothing, or resources and URLs at once.

A rule has verbs, and either `apiGroups` with `resources` or, in a ClusterRole, `nonResourceURLs`. The core group is
`""` and has to be written. An aggregated ClusterRole needs selectors.

```yaml
rules:
- resources: [pods]   # wrong: no apiGroups
  verbs: [get]
- apiGroups: [""]     # right
  resources: [pods]
  verbs: [get]
```

Source: `pkg/apis/rbac/validation/validation.go` (`ValidatePolicyRule`, `ValidateClusterRole`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.rule import Report
from generator.lint.versioned_selectors import faults as selector_faults
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the rules of a role."""
    for index, rule in enumerate(maps(resource.value.get("rules"))):
        yield from _rule(rule, ("rules", index), of_cluster=resource.type == "ClusterRole")
    aggregation = resource.value.get("aggregationRule")
    if isinstance(aggregation, dict):
        path = ("aggregationRule", "clusterRoleSelectors")
        if not aggregation.get("clusterRoleSelectors"):
            yield Report(path, "aggregationRule has no clusterRoleSelectors", "write one, or remove aggregationRule")
        for index, selector in enumerate(maps(aggregation.get("clusterRoleSelectors"))):
            yield from selector_faults(selector, (*path, index), scope.minor)


def _rule(rule: Mapping[str, Any], path: Path, *, of_cluster: bool) -> Iterator[Report]:
    if rule.get("verbs") == []:
        yield Report(
            (*path, "verbs"), "the rule has no verbs", "write what it allows, such as [get, list, watch]", key=True
        )
    if rule.get("nonResourceURLs"):
        where = (*path, "nonResourceURLs")
        if not of_cluster:
            yield Report(where, "nonResourceURLs in a Role: they are for ClusterRoles", "write a ClusterRole", key=True)
        if any(rule.get(field) for field in ("apiGroups", "resources", "resourceNames")):
            yield Report(where, "resources and nonResourceURLs stand together", "make two rules of them", key=True)
        return
    for field, cure in (("apiGroups", '[""] is the core group'), ("resources", "write what it is about")):
        if not rule.get(field):
            yield Report((*path, field), f"the rule has no {field}", cure, key=True)
