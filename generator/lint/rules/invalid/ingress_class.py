"""An IngressClass whose controller or parameters the API server refuses.

`controller` is a domain, `/` and a path, 250 characters at most: `example.com/ingress`. `parameters` refer to an
object by kind and name; with `scope: Namespace` its namespace has to be said, and with `Cluster` there is none.

```yaml
spec:
  controller: nginx                  # wrong
  controller: k8s.io/ingress-nginx   # right
```

Source: `pkg/apis/networking/validation/validation.go` (`validateIngressClassSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_LENGTH = 250
_CURRENT = "networking.k8s.io/v1"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with an IngressClass."""
    if resource.api_version != _CURRENT:  # of older versions nothing is known but the metadata
        return
    controller = resource.spec.get("controller") or ""
    reason = syntax.domain_prefixed_path(controller)
    if len(controller) > _LENGTH:
        reason = f"it has {len(controller)} characters, and {_LENGTH} are allowed"
    if reason:
        yield Report(("spec", "controller"), f"{controller!r} is no controller: {reason}")
    parameters = resource.spec.get("parameters")
    if isinstance(parameters, dict):
        yield from _parameters(parameters, ("spec", "parameters"))


def _parameters(parameters: Mapping[str, Any], path: Path) -> Iterator[Report]:
    group, scope, namespace = (parameters.get(name) for name in ("apiGroup", "scope", "namespace"))
    reason = syntax.dns_subdomain(group) if isinstance(group, str) else None
    if reason:
        yield Report((*path, "apiGroup"), f"{group!r} is no API group: {reason}")
    for field in ("kind", "name"):
        text = parameters.get(field)
        reason = "it is empty" if text == "" else syntax.path_segment(text or "")
        if reason:
            yield Report((*path, field), f"{text!r} is no {field} of a resource: {reason}")
    if scope == "Namespace" and namespace is None:
        yield Report(path, "scope is Namespace, and no namespace is said", "write namespace")
    elif scope == "Namespace" and (reason := syntax.dns_label(str(namespace))):
        yield Report((*path, "namespace"), f"{namespace!r} is no name of a namespace: {reason}")
    elif namespace is not None and (scope == "Cluster" or scope is None):
        message = "a namespace is said, and scope is Cluster"
        yield Report((*path, "namespace"), message, "remove it, or write scope: Namespace", key=True)
