"""An Ingress that answers for hosts nobody listed.

A rule with `*.shop.example`, or without any host, takes the requests for every name that points at the controller:
those of a service that is not there yet, and those of a name that somebody else registered.

```yaml
rules:
  - host: "*.shop.example"   # wrong
  - host: api.shop.example   # right
```

Source: Kubernetes documentation, *Ingress*, hostname wildcards.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The rules of an Ingress that hold for hosts which are not listed."""
    for index, rule in enumerate(maps(resource.spec.get("rules"))):
        host = rule.get("host")
        if not host:
            message = "the rule has no host, and takes the requests for all of them"
            yield Report(("spec", "rules", index), message, "write the host")
        elif host.startswith("*."):
            message = f"{host} takes the requests for every name below {host.removeprefix('*.')}"
            yield Report(("spec", "rules", index, "host"), message, "list the hosts")
