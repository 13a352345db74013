"""A role that changes what the API server asks before it stores anything.

A mutating webhook sees and rewrites every object that is written, Secrets and pods among them; a validating one sees
them, and can refuse them all. Who writes these configurations reads and changes everything.

```yaml
rules:
  - apiGroups: [admissionregistration.k8s.io]
    resources: [mutatingwebhookconfigurations]
    resourceNames: [shop-webhook]   # right: its own
    verbs: [get, update, patch]
```

Source: Kubernetes documentation, *RBAC Good Practices*, control admission webhooks.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import grants, ships
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_GROUP = "admissionregistration.k8s.io"
_KINDS = ("mutatingwebhookconfigurations", "validatingwebhookconfigurations")


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The rules of a role that write the configuration of webhooks."""
    if ships(resource):
        return
    for grant in grants(resource, _GROUP, _KINDS, ("create", "update", "patch")):
        message = f"{grant} sees, and may change, all that is written to the cluster"
        yield Report(grant.path, message, "name its own configuration in resourceNames")
