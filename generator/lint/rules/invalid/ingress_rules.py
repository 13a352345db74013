"""An Ingress with a host or a path that the API server refuses, or with neither rules nor a default backend.

A host is a DNS name in lower case without port, protocol or path; a wildcard is a whole first part (`*.example.com`).
A path begins with `/`; with `Exact` and `Prefix` it is a plain path: no `//`, `/./`, `/../` or `%2f`. Regular
expressions, as the nginx controller takes them, need `pathType: ImplementationSpecific`.

```yaml
rules:
- host: https://shop.example.com/   # wrong
- host: shop.example.com            # right
  http:
    paths:
    - path: api                     # wrong
      path: /api                    # right
```

Source: `pkg/apis/networking/validation/validation.go` (`validateIngressRules`, `validateHTTPIngressPath`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import addresses, syntax
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_SEQUENCES = ("//", "/./", "/../", "%2f", "%2F")
_ENDS = ("/..", "/.")
_CLASS = "kubernetes.io/ingress.class"
_CURRENT = "networking.k8s.io/v1"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the hosts and paths of an Ingress, and with its class."""
    spec = resource.spec
    rules = maps(spec.get("rules"))
    if resource.api_version != _CURRENT:  # the fields of older versions are other ones
        return
    if not rules and not isinstance(spec.get("defaultBackend"), dict):
        yield Report(("spec",), "the Ingress has neither rules nor a defaultBackend", "write spec.rules")
    for index, rule in enumerate(rules):
        path = ("spec", "rules", index)
        host = rule.get("host")
        reason = _host_fault(host) if host else None
        if reason:
            yield Report((*path, "host"), f"{host!r} is no host: {reason}")
        if isinstance(rule.get("http"), dict):
            yield from _paths(rule["http"], (*path, "http"))
    name, older = spec.get("ingressClassName"), resource.annotations.get(_CLASS)
    reason = syntax.dns_subdomain(name) if isinstance(name, str) else None
    if reason:
        yield Report(("spec", "ingressClassName"), f"{name!r} is no name of an IngressClass: {reason}")
    if older is not None and isinstance(name, str) and older != name:
        message = f"the annotation says {older!r}, and ingressClassName {name!r}"
        yield Report(("metadata", "annotations", _CLASS), message, "remove the annotation")


def _host_fault(host: str) -> str | None:
    if addresses.is_ipv4(host) or addresses.is_ipv6(host):
        return "it is an IP address, and must be a DNS name"
    return syntax.wildcard_subdomain(host) if "*" in host else syntax.dns_subdomain(host)


def _paths(http: Mapping[str, Any], start: Path) -> Iterator[Report]:
    paths = maps(http.get("paths"))
    if http.get("paths") == []:
        yield Report((*start, "paths"), "http has no paths", "write one: / for all", key=True)
    for index, path in enumerate(paths):
        text = path.get("path") or ""
        reason = _path_fault(text, path.get("pathType"))
        if reason:
            yield Report((*start, "paths", index, "path"), f"{text!r} is no path: {reason}")


def _path_fault(text: str, kind: Any) -> str | None:
    if kind == "ImplementationSpecific":
        return "it must begin with '/'" if text and not text.startswith("/") else None
    if kind not in ("Exact", "Prefix"):
        return None
    if not text.startswith("/"):
        return f"with pathType {kind} it must begin with '/'"
    found = next((one for one in _SEQUENCES if one in text), "") or next(
        (one for one in _ENDS if text.endswith(one)), ""
    )
    return f"with pathType {kind} it must not have {found!r}" if found else None
