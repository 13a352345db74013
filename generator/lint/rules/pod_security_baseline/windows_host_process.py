"""A Windows container that runs as a process of the node.

A HostProcess container is no container: it runs with an account of the node, its system account as well, on
the node's file system and network. It is meant for agents of the node.

```yaml
windowsOptions:
  hostProcess: true   # wrong
```

Check `windowsHostProcess` of the level baseline, all versions. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_windowsHostProcess.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import contexts
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """Where a pod asks to be a process of its node."""
    for context in contexts(pod):
        if at(context.value, "windowsOptions", "hostProcess") is True:
            path = (*context.path, "windowsOptions", "hostProcess")
            yield Report(path, "hostProcess is true: it runs as a process of the node", "remove it")
