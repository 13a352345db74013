"""A StatefulSet whose service has a name that no service can have.

`serviceName` is part of the host names of the pods, and a single DNS label: lower-case letters, digits and '-',
63 at most. Kubernetes checks it from 1.33 on.

```yaml
serviceName: db.shop   # wrong
serviceName: db        # right
```

Source: `pkg/apis/apps/validation/validation.go` (`ValidateStatefulSetSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_CHECKED = 33


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A service name that is no DNS label."""
    name = resource.spec.get("serviceName")
    reason = syntax.dns_label(name) if name and scope.minor >= _CHECKED else None
    if reason:
        yield Report(("spec", "serviceName"), f"{name!r} is no name of a service: {reason}")
