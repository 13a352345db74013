"""Affinity that the API server refuses.

Weights of preferences are 1 to 100. Every term about pods names a `topologyKey`. `In` and `NotIn` need values,
`Exists` and `DoesNotExist` take none, `Gt` and `Lt` exactly one. `nodeSelectorTerms` has at least one term.

```yaml
preferredDuringSchedulingIgnoredDuringExecution:
- weight: 0                 # wrong: 1 to 100
  podAffinityTerm:
    topologyKey: ""         # wrong: kubernetes.io/hostname
    labelSelector:
      matchExpressions:
      - {key: app, operator: In}   # wrong: no values
```

Source: `pkg/apis/core/validation/validation.go` (`validateAffinity` and what it calls).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.label_keys import label_key_faults
from generator.lint.label_selectors import expression_faults, selector_faults
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
_HEAVIEST = 100
_NODE_VALUES = 33
_SELECTOR_VALUES = 27
_LABEL_KEYS = 31


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with a pod's affinities."""
    for kind, value in (pod.spec.get("affinity") or {}).items():
        path = ("spec", "affinity", kind)
        if kind == "nodeAffinity":
            yield from _nodes(value, path, scope.minor)
        elif isinstance(value, dict):
            for index, term in enumerate(maps(value.get(_REQUIRED))):
                yield from _pods(term, (*path, _REQUIRED, index), scope.minor)
            for index, term in enumerate(maps(value.get(_PREFERRED))):
                where = (*path, _PREFERRED, index)
                yield from _weight(term, where)
                yield from _pods(term.get("podAffinityTerm") or {}, (*where, "podAffinityTerm"), scope.minor)


def _weight(term: Mapping[str, Any], path: Path) -> Iterator[Report]:
    weight = term.get("weight")
    if isinstance(weight, int) and not 1 <= weight <= _HEAVIEST:
        yield Report((*path, "weight"), f"weight is {weight} and must be 1 to {_HEAVIEST}")


def _pods(term: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    for key in ("labelSelector", "namespaceSelector"):
        if isinstance(term.get(key), dict):
            yield from selector_faults(term[key], (*path, key), values=minor >= _SELECTOR_VALUES)
    for index, name in enumerate(term.get("namespaces") or ()):
        reason = syntax.dns_label(name)
        if reason:
            yield Report((*path, "namespaces", index), f"{name!r} is no name of a namespace: {reason}")
    topology = term.get("topologyKey")
    reason = syntax.qualified_name(topology) if isinstance(topology, str) else None
    if reason:
        yield Report((*path, "topologyKey"), f"{topology!r} is no label of nodes: {reason}")
    if minor >= _LABEL_KEYS:
        yield from label_key_faults(term, path)


def _nodes(affinity: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    required = affinity.get(_REQUIRED)
    if isinstance(required, dict):
        where = (*path, _REQUIRED, "nodeSelectorTerms")
        if required.get("nodeSelectorTerms") == []:
            yield Report(where, "nodeSelectorTerms is empty: it needs a term")
        for index, term in enumerate(maps(required.get("nodeSelectorTerms"))):
            yield from _node_term(term, (*where, index), values=minor >= _NODE_VALUES)
    for index, term in enumerate(maps(affinity.get(_PREFERRED))):
        where = (*path, _PREFERRED, index)
        yield from _weight(term, where)
        yield from _node_term(term.get("preference") or {}, (*where, "preference"), values=False)


def _node_term(term: Mapping[str, Any], path: Path, *, values: bool) -> Iterator[Report]:
    for index, expression in enumerate(maps(term.get("matchExpressions"))):
        yield from expression_faults(expression, (*path, "matchExpressions", index), values=values)
    for index, field in enumerate(maps(term.get("matchFields"))):
        where, given = (*path, "matchFields", index), at(field, "values") or []
        if field.get("operator", "In") not in ("In", "NotIn") or len(given) != 1:
            yield Report(where, "a field of a node is compared with In or NotIn and one value")
        if field.get("key", "metadata.name") != "metadata.name":
            yield Report((*where, "key"), f"{field['key']!r} cannot be compared: metadata.name can")
        for number, name in enumerate(given):
            reason = syntax.dns_subdomain(name)
            if reason:
                yield Report((*where, "values", number), f"{name!r} is no name of a node: {reason}")
