"""A policy for admission, or a binding of one, that lacks what makes it one.

A ValidatingAdmissionPolicy says in `matchConstraints.resourceRules` what it looks at, and has `validations` or
`auditAnnotations`. A binding names a policy and says what happens (`validationActions`): `Deny` and `Warn` do not go
together. Parameters are named or selected, not both, and `parameterNotFoundAction` has to be said. Expressions (CEL)
are not compiled.

```yaml
spec:
  policyName: guard
  validationActions: [Deny, Warn]    # wrong
  validationActions: [Deny, Audit]   # right
```

Source: `pkg/apis/admissionregistration/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.lint.versioned_selectors import faults as selector_faults
from generator.lint.webhook_clients import condition_faults, rule_faults
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_EXPRESSIONS = {"validations": "expression", "variables": "expression", "auditAnnotations": "valueExpression"}


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with a policy or a binding."""
    spec = resource.spec
    if resource.type.endswith("Binding"):
        yield from _binding(spec, resource.type, scope.minor)
        return
    if not at(spec, "matchConstraints", "resourceRules"):
        path = ("spec", "matchConstraints", "resourceRules")
        yield Report(path, "the policy does not say what it looks at", "write resourceRules")
    yield from _matches(spec.get("matchConstraints") or {}, ("spec", "matchConstraints"), scope.minor)
    yield from condition_faults(maps(spec.get("matchConditions")), ("spec", "matchConditions"))
    if resource.type == "MutatingAdmissionPolicy":
        if not spec.get("mutations"):
            yield Report(("spec", "mutations"), "the policy has no mutations", "write mutations")
    elif not spec.get("validations") and not spec.get("auditAnnotations"):
        yield Report(("spec",), "the policy has neither validations nor auditAnnotations", "write validations")
    yield from _expressions(spec)
    for field in ("apiVersion", "kind") if isinstance(spec.get("paramKind"), dict) else ():
        if not spec["paramKind"].get(field):
            yield Report(("spec", "paramKind", field), f"paramKind has no {field}", f"write {field}")


def _expressions(spec: Mapping[str, Any]) -> Iterator[Report]:
    for field, key in _EXPRESSIONS.items():
        for index, one in enumerate(maps(spec.get(field))):
            if isinstance(one.get(key), str) and not one[key].strip():
                yield Report(("spec", field, index, key), f"{key} is empty")


def _matches(matches: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    for field in ("namespaceSelector", "objectSelector"):
        yield from selector_faults(matches.get(field), (*path, field), minor)
    for field in ("resourceRules", "excludeResourceRules"):
        for index, rule in enumerate(maps(matches.get(field))):
            yield from rule_faults(rule, (*path, field, index))


def _binding(spec: Mapping[str, Any], kind: str, minor: int) -> Iterator[Report]:
    name = spec.get("policyName", "" if kind.startswith("Mutating") else None)  # which the schema asks for itself
    reason = syntax.dns_subdomain(name) if isinstance(name, str) else None
    if reason:
        yield Report(("spec", "policyName"), f"{name!r} is no name of a policy: {reason}")
    yield from _matches(spec.get("matchResources") or {}, ("spec", "matchResources"), minor)
    if kind == "ValidatingAdmissionPolicyBinding":
        yield from _actions(spec.get("validationActions") or [], ("spec", "validationActions"))
    if isinstance(spec.get("paramRef"), dict):
        yield from _parameter(spec["paramRef"], ("spec", "paramRef"), minor)


def _parameter(ref: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    reason = syntax.path_segment(ref.get("name") or "")
    if reason:
        yield Report((*path, "name"), f"{ref['name']!r} is no name of an object: {reason}")
    if bool(ref.get("name")) == isinstance(ref.get("selector"), dict):
        message = "name and selector stand together" if ref.get("name") else "there is neither name nor selector"
        yield Report(path, f"paramRef: {message}", "write one of them")
    if ref.get("parameterNotFoundAction") is None:
        yield Report(path, "paramRef has no parameterNotFoundAction", "write parameterNotFoundAction: Deny, or Allow")
    yield from selector_faults(ref.get("selector"), (*path, "selector"), minor)


def _actions(actions: list[str], path: Path) -> Iterator[Report]:
    if not actions:
        yield Report(path, "there are no validationActions", "write validationActions: [Deny]")
    for index, action in enumerate(actions):
        if action in actions[:index]:
            yield Report((*path, index), f"{action} stands twice")
    if "Deny" in actions and "Warn" in actions:
        yield Report(path, "Deny and Warn stand together", "keep one of them")
