"""A container that listens on port 22.

A container with an SSH server has two programs to keep alive and to patch, keys of its own, and a way in that leaves
no trace in the audit log of the cluster. `kubectl exec` and `kubectl debug` are allowed and logged per person.

```yaml
ports:
  - containerPort: 22   # wrong
```

A program that speaks SSH as its purpose (a Git server, SFTP) listens on a port above 1024, and its Service shows 22.

Source: Kubernetes documentation, *Get a Shell to a Running Container*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_SSH = 22


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The ports of a container that are SSH's."""
    for index, port in enumerate(maps(container.value.get("ports"))):
        if port.get("containerPort") == _SSH and port.get("protocol") in (None, "TCP"):
            message = "containerPort is 22, the port of SSH"
            cure = "remove the SSH server and use kubectl exec, or listen on 2222 where SSH is the purpose"
            yield Report(("ports", index, "containerPort"), message, cure)
