"""A role that talks to the kubelets.

`nodes/proxy` reaches the API of every kubelet, which runs programs in any pod of the node and passes by admission and
the audit log. Even `get` does, because the kubelet takes commands over WebSockets.

```yaml
rules:
  - apiGroups: [""]
    resources: [nodes/proxy]     # wrong
    resources: [nodes/metrics]   # right for metrics
    verbs: [get]
```

The kubelet tells `nodes/metrics`, `nodes/stats` and `nodes/log` apart, and from Kubernetes 1.33 on `nodes/pods`,
`nodes/healthz` and `nodes/configz` too.

Source: Kubernetes documentation, *RBAC Good Practices*, access to proxy subresource of Nodes.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import grants, ships
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_VERBS = ("create", "get", "update", "patch", "delete")


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The rules of a role that reach the kubelets."""
    if ships(resource):
        return
    for grant in grants(resource, "", ("nodes/proxy",), _VERBS):
        message = f"{grant} reaches the kubelets, and by them every pod"
        yield Report(grant.path, message, "use nodes/metrics, nodes/stats or nodes/log")
