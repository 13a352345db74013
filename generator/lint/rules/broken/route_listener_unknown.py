"""A route of the Gateway API that attaches to a listener which its Gateway does not have.

`sectionName` of a `parentRefs` entry is the name of a listener, and `port` its port. If the Gateway has no such
listener, the route is not attached (`NoMatchingParent`), and its requests are answered with 404.

```yaml
kind: HTTPRoute
spec:
  parentRefs:
  - name: public
    sectionName: websecure    # wrong: the listeners of the Gateway public are http and https
    sectionName: https        # right
```

Gateways outside of the scope are not looked at.

Source: Gateway API, `ParentReference` (sectionName, port) and route status conditions.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.rule import Report
from generator.objects.traffic import GATEWAY
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(route: Resource, scope: Scope) -> Iterator[Report]:
    """The listeners that a route names and its Gateways lack."""
    for index, ref in enumerate(maps(route.spec.get("parentRefs"))):
        gateway = _gateway(route, ref, scope)
        listeners = maps(gateway.spec.get("listeners")) if gateway else []
        for key, field in (("sectionName", "name"), ("port", "port")):
            wanted = ref.get(key)
            known = [listener.get(field) for listener in listeners]
            if known and isinstance(wanted, str | int) and wanted not in known:
                cure = f"its listeners are {', '.join(map(str, known))}" if key == "sectionName" else ""
                message = f"{gateway} has no listener " + (
                    f"{wanted!r}" if key == "sectionName" else f"on port {wanted}"
                )
                yield Report(("spec", "parentRefs", index, key), message, cure)


def _gateway(route: Resource, ref: dict[str, Any], scope: Scope) -> Resource | None:
    name, namespace = ref.get("name"), ref.get("namespace") or route.namespace
    if not isinstance(name, str) or (ref.get("kind") or "Gateway") != "Gateway":
        return None
    found = scope.alike(f"Gateway.{GATEWAY}", name)
    return next((one for one in found if namespace == one.namespace or not namespace or not one.namespace), None)
