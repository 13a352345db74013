"""Two Ingresses that claim the same host and path.

Which of the two gets the requests is up to the controller: the older one, the first by name, or both in turn. Making
one of them anew moves the traffic to the other. Inside one Ingress the later of two equal paths is never asked.

```yaml
kind: Ingress
metadata: {name: shop-new}
spec:
  rules:
  - host: shop.example.com       # wrong: the Ingress shop has shop.example.com with the path / as well
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}
```

Ingresses of different classes are no conflict, nor are canaries of ingress-nginx
(`nginx.ingress.kubernetes.io/canary: "true"`). In a folder of files it is a warning.

Source: Kubernetes documentation, "Ingress" (multiple matches).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, remembering
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

    Claim = tuple[str, str, str, str]

_CANARY = "nginx.ingress.kubernetes.io/canary"
_CLASS = "kubernetes.io/ingress.class"


def check(ingress: Resource, scope: Scope) -> Iterator[Report]:
    """The paths of an Ingress that stand in an earlier one, or earlier in itself."""
    own: set[Claim] = set()
    first = _first_claims(scope)
    for claim, path in _claims(ingress):
        other = first.get(claim)
        where = f"{claim[1] or 'any host'} with the path {claim[2]}"
        if claim in own:
            yield Report(path, f"{where} stands twice in this Ingress", "remove one of the two")
        elif other is not None and other is not ingress and other.name != ingress.name:
            cure = "put both backends into one Ingress with different paths, or remove one"
            yield Report(path, f"{other} has {where} as well", cure, severity=None if scope.whole else "warning")
        own.add(claim)


@remembering(1)
def _first_claims(scope: Scope) -> dict[Claim, Resource]:
    found: dict[Claim, Resource] = {}
    for ingress in scope.of("Ingress"):
        for claim, _ in _claims(ingress):
            found.setdefault(claim, ingress)
    return found


def _claims(ingress: Resource) -> Iterator[tuple[Claim, Path]]:
    if ingress.annotations.get(_CANARY) == "true":
        return
    name = ingress.spec.get("ingressClassName") or ingress.annotations.get(_CLASS) or ""
    for number, rule in enumerate(maps(ingress.spec.get("rules"))):
        for index, one in enumerate(maps(at(rule, "http", "paths"))):
            path: Path = ("spec", "rules", number, "http", "paths", index)
            claim = (name, rule.get("host") or "", one.get("path") or "/", one.get("pathType") or "")
            yield claim, (*path, "path") if "path" in one else path
