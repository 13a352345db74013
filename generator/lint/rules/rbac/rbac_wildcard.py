"""A role that allows more than its author can know.

`*` among verbs, resources or API groups covers what is there today and whatever comes: the verbs `escalate`, `bind`
and `impersonate`, subresources such as `pods/exec`, and resources of the next Kubernetes version or operator.

```yaml
rules:
  - apiGroups: [apps]
    resources: [deployments]
    verbs: ["*"]                      # wrong
    verbs: [get, list, watch, patch]  # right
```

The roles that ship with Kubernetes (`cluster-admin`, and names that begin with `system:`) are no finding.

Source: Kubernetes documentation, *RBAC Good Practices*, wildcards.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import ships, spoken
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_KEYS = ("apiGroups", "resources", "verbs", "nonResourceURLs")
_SHOWN = 3


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The rules of a role that hold for everything of some kind; one report a rule."""
    if ships(resource):
        return
    for index, rule in enumerate(maps(resource.value.get("rules"))):
        wild = [key for key in _KEYS if "*" in (rule.get(key) or ())]
        if wild:
            message = f"* in {spoken(wild)}: {_meaning(rule, wild, resource)}"
            yield Report(("rules", index, wild[0]), message, f"list the {wild[0]} that are needed")


def _meaning(rule: dict[str, Plain], wild: list[str], role: Resource) -> str:
    """What the wildcards of a rule come to."""
    where = "cluster" if role.kind == "ClusterRole" else "namespace"
    if "resources" in wild and "apiGroups" in wild:
        return f"everything in the {where}" if "verbs" in wild else f"all resources of the {where}"
    for key, what in (("resources", ""), ("nonResourceURLs", ""), ("apiGroups", "all resources of ")):
        names = [str(name) or "the core group" for name in rule.get(key) or ()]
        if names and key not in wild:
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            verbs = "all that can be done with " if "verbs" in wild else ""
            return f"{verbs}{what}{', '.join(names[:_SHOWN])}{more}"
    return "all paths of the API server"
