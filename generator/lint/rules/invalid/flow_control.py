"""A FlowSchema or PriorityLevelConfiguration that the API server refuses.

`matchingPrecedence` is 1 to 10000, and 1 is for the schema named `exempt`. A rule has subjects, and resource rules or
non-resource rules. A level of type `Limited` has `limited`; with `limitResponse.type: Queue` it says how to queue, and
`handSize` is not greater than `queues`, and both are not so large that a hash of 60 bits could not choose the hand.

```yaml
limitResponse:
  type: Queue
  queuing: {queues: 4, handSize: 8, queueLengthLimit: 50}   # wrong: handSize above queues
```

Source: `pkg/apis/flowcontrol/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_LAST = 10000
_VERBS = frozenset({
    "create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch",
})  # fmt: skip
_QUEUES = 10_000_000
_ENTROPY = 60
"""Bits of a hash that a request has (``shufflesharding.MaxHashBits``)."""
_BLOCKS = {"User": "user", "Group": "group", "ServiceAccount": "serviceAccount"}


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with a schema or a level."""
    yield from _schema(resource) if resource.type == "FlowSchema" else _level(resource)


def _schema(resource: Resource) -> Iterator[Report]:
    precedence = resource.spec.get("matchingPrecedence")
    if isinstance(precedence, int) and precedence and not 0 < precedence <= _LAST:
        yield Report(("spec", "matchingPrecedence"), f"matchingPrecedence is {precedence}, and may be 1 to {_LAST}")
    elif precedence == 1 and resource.name != "exempt":
        yield Report(("spec", "matchingPrecedence"), "matchingPrecedence 1 is for the schema named exempt", "write 2")
    name = at(resource.spec, "priorityLevelConfiguration", "name")
    reason = syntax.dns_subdomain(name) if isinstance(name, str) else None
    if reason:
        path: Path = ("spec", "priorityLevelConfiguration", "name")
        yield Report(path, f"{name!r} is no name of a level: {reason}")
    for index, rule in enumerate(maps(resource.spec.get("rules"))):
        path = ("spec", "rules", index)
        if rule.get("subjects") == []:
            yield Report(path, "the rule has no subjects", "write subjects")
        if not rule.get("resourceRules") and not rule.get("nonResourceRules"):
            yield Report(path, "the rule has neither resourceRules nor nonResourceRules", "write one")
        for number, subject in enumerate(maps(rule.get("subjects"))):
            yield from _subject(subject, (*path, "subjects", number))
        for field in ("resourceRules", "nonResourceRules"):
            for number, one in enumerate(maps(rule.get(field))):
                yield from _requests(one, (*path, field, number))


def _requests(rule: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with the requests that a rule is about."""
    for field in ("verbs", "apiGroups", "resources", "nonResourceURLs", "namespaces"):
        values = rule.get(field)
        is_needed = (
            "resources" in rule and rule.get("clusterScope") is not True if field == "namespaces" else values == []
        )
        if is_needed and not values:
            yield Report((*path, field), f"the rule has no {field}", f'write {field}: ["*"] for all', key=True)
        elif values and len(values) > 1 and "*" in values:
            yield Report((*path, field), f"'*' stands beside other {field}", "keep '*' alone")
    for index, name in enumerate(rule.get("namespaces") or ()):
        if name != "*" and syntax.dns_label(name):
            yield Report((*path, "namespaces", index), f"{name!r} is no name of a namespace: {syntax.dns_label(name)}")
    for index, verb in enumerate(rule.get("verbs") or ()):
        if verb != "*" and verb not in _VERBS:
            yield Report((*path, "verbs", index), f"{verb!r} is no verb", f"write one of {', '.join(sorted(_VERBS))}")


def _subject(subject: Mapping[str, Any], path: Path) -> Iterator[Report]:
    wanted = _BLOCKS.get(subject.get("kind") or "")
    if wanted is None:  # the schema says so
        return
    if not isinstance(subject.get(wanted), dict):
        yield Report(path, f"a subject of kind {subject['kind']} has no {wanted}", f"write {wanted}")
    elif wanted == "serviceAccount":
        yield from _account(subject[wanted], (*path, wanted))
    for other in _BLOCKS.values():
        if other != wanted and isinstance(subject.get(other), dict):
            message = f"a subject of kind {subject['kind']} takes no {other}"
            yield Report((*path, other), message, "remove it", key=True)


def _account(account: Mapping[str, Any], path: Path) -> Iterator[Report]:
    name, namespace = account.get("name"), account.get("namespace")
    reason = syntax.dns_subdomain(name) if isinstance(name, str) and name != "*" else None
    if reason:
        yield Report((*path, "name"), f"{name!r} is no name of a ServiceAccount: {reason}")
    reason = syntax.dns_label(namespace) if isinstance(namespace, str) else None
    if reason:
        yield Report((*path, "namespace"), f"{namespace!r} is no name of a namespace: {reason}")


def _level(resource: Resource) -> Iterator[Report]:
    kind, limited = resource.spec.get("type"), resource.spec.get("limited")
    if kind in ("Exempt", "Limited") and (kind == "Exempt") != (resource.name == "exempt") and resource.name:
        yield Report(("spec", "type"), "the type Exempt is for the level named exempt, and that is of no other type")
    if kind == "Limited" and not isinstance(limited, dict):
        yield Report(("spec",), "a level of type Limited has no limited", "write limited")
    elif kind == "Exempt" and limited is not None:
        yield Report(("spec", "limited"), "a level of type Exempt takes no limited", "remove it", key=True)
    response = at(limited, "limitResponse") or {}
    path: Path = ("spec", "limited", "limitResponse")
    queuing = response.get("queuing")
    if response.get("type") == "Reject" and queuing is not None:
        yield Report((*path, "queuing"), "limitResponse of type Reject takes no queuing", "remove it", key=True)
    elif response.get("type") == "Queue" and queuing is None:
        yield Report(path, "limitResponse of type Queue has no queuing", "write queuing")
    elif response.get("type") == "Queue" and isinstance(queuing, dict):
        yield from _queuing(queuing, (*path, "queuing"))


def _queuing(queuing: Mapping[str, Any], path: Path) -> Iterator[Report]:
    for field in ("queues", "handSize", "queueLengthLimit"):
        value = queuing.get(field)
        if isinstance(value, int) and value < 0:
            yield Report((*path, field), f"{field} is {value}, and must be at least 1")
    queues, hand = queuing.get("queues") or 64, queuing.get("handSize") or 8
    if queues > _QUEUES:
        yield Report((*path, "queues"), f"queues is {queues}, and {_QUEUES} are allowed")
    elif hand > queues > 0:
        yield Report((*path, "handSize"), f"handSize {hand} is more than queues {queues}")
    elif hand > 0 and _bits(queues, hand) > _ENTROPY:
        message = f"handSize {hand} of {queues} queues needs {_bits(queues, hand)} bits, and {_ENTROPY} are there"
        yield Report((*path, "handSize"), message, "write a smaller handSize, or fewer queues")


def _bits(queues: int, hand: int) -> int:
    """The bits of a hash that choosing a hand of some queues uses up (``shufflesharding.RequiredEntropyBits``)."""
    from math import ceil, log2

    return ceil(log2(queues) * hand) if queues > 1 else 1
