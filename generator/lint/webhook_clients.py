"""How the API server reaches a webhook: by a URL, or by a Service of the cluster.

Source: k8s.io/apiserver pkg/util/webhook/validation.go (ValidateWebhookURL, ValidateWebhookService).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import port_names, syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path


def faults(client: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with a ``clientConfig`` at a path."""
    url, service = client.get("url"), client.get("service")
    if (url is None) == (service is None):
        message = "there is neither url nor service" if url is None else "url and service stand together"
        yield Report(path, message, "write one of them")
    elif isinstance(url, str):
        reason = url_fault(url)
        if reason:
            yield Report((*path, "url"), f"{url!r} cannot be the URL of a webhook: {reason}")
    elif isinstance(service, dict):
        yield from _service(service, (*path, "service"))


def url_fault(url: str) -> str | None:
    """Why a text is no URL of a webhook: https, a host, and neither user, query nor fragment."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.lower() != "https":
        return "it must begin with https://"
    authority, _, _ = rest.partition("/")
    if not authority.partition("?")[0].partition("#")[0]:
        return "it has no host"
    if "@" in authority:
        return "it must not hold a user"
    found = next((one for one in "?#" if rest.partition(one)[2]), "")
    return f"it must have nothing after {found!r}" if found else None


def _service(service: Mapping[str, Any], path: Path) -> Iterator[Report]:
    for field in ("name", "namespace"):
        if service.get(field) == "":
            yield Report((*path, field), f"{field} of the Service is empty")
    port = service.get("port")
    reason = port_names.number_fault(port) if isinstance(port, int) else None
    if reason:
        yield Report((*path, "port"), reason)
    where = service.get("path")
    reason = _path_fault(where) if isinstance(where, str) and where not in ("", "/") else None
    if reason:
        yield Report((*path, "path"), f"{where!r} is no path of a webhook: {reason}")


def _path_fault(path: str) -> str | None:
    if not path.startswith("/"):
        return "it must begin with '/'"
    steps = path[1:].removesuffix("/").split("/")
    return next(
        (f"the step {step!r}: {syntax.dns_subdomain(step)}" for step in steps if syntax.dns_subdomain(step)), None
    )


def rule_faults(rule: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with a rule that says which requests are looked at."""
    for field in ("operations", "apiGroups", "apiVersions", "resources"):
        values = rule.get(field) or []
        if not values:
            yield Report((*path, field), f"the rule has no {field}", f'write {field}: ["*"] for all', key=True)
        elif field != "resources" and len(values) > 1 and "*" in values:
            yield Report((*path, field), f"'*' stands beside other {field}", "keep '*' alone")
        if field in ("apiVersions", "resources") and "" in values:
            yield Report((*path, field, values.index("")), f"one of {field} is empty")
    resources = rule.get("resources") or []
    plain = [one for one in resources if "/" not in one]
    if "*" in plain[:-1] and plain[-1] != "*":
        yield Report((*path, "resources"), "'*' stands before other resources", "keep '*' alone")
    if len(resources) > 1 and "*/*" in resources:
        yield Report((*path, "resources"), "'*/*' stands beside other resources", "keep '*/*' alone")


def condition_faults(conditions: list[dict[str, Any]], path: Path) -> Iterator[Report]:
    """What is wrong with ``matchConditions``: names of their own, and an expression each."""
    seen: set[str] = set()
    for index, condition in enumerate(conditions):
        name, expression = condition.get("name"), condition.get("expression")
        if isinstance(name, str):
            reason = syntax.qualified_name(name) or ("it stands twice" if name in seen else None)
            if reason:
                yield Report((*path, index, "name"), f"{name!r} is no name of a condition: {reason}")
            seen.add(name)
        if isinstance(expression, str) and not expression.strip():
            yield Report((*path, index, "expression"), "the expression is empty")
