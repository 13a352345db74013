"""A pod that shares the network, processes or IPC of its node.

With `hostNetwork` a pod reaches what listens on the node's loopback address (the kubelet among others), sees the
traffic of other pods and is bound by no NetworkPolicy. With `hostPID` it sees, and as root ends, every process of the
node, and reads their environment; `hostIPC` gives it their shared memory.

```yaml
spec:
  hostNetwork: true   # wrong: leave it out; reach the pod through a Service
```

Agents of the node itself (CNI plugins, node exporters) need it: let the rule be ignored there, with that reason.

Check `hostNamespaces` of the level baseline, all versions. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_hostNamespaces.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_MEANING = {
    "hostNetwork": "the pod reaches what listens on the node alone, and no NetworkPolicy binds it",
    "hostPID": "the pod sees every process of the node",
    "hostIPC": "the pod shares the memory of the node's processes",
}


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The namespaces of the node that a pod shares."""
    for key, meaning in _MEANING.items():
        if pod.spec.get(key) is True:
            yield Report(("spec", key), f"{key} is true: {meaning}", f"remove {key}")
