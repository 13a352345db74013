"""A container that keeps capabilities it was not asked about.

Container runtimes give root in a container a dozen capabilities: to change owners, to bind any port, to forge packets.
The level restricted wants all dropped, and lets `NET_BIND_SERVICE` alone be added.

```yaml
securityContext:
  capabilities:
    drop: [ALL]
    add: [NET_BIND_SERVICE]   # only for ports below 1024
```

`ALL` is read as it is written: `all` counts for nothing. What the level baseline refuses as well is reported by
`capabilities-baseline`. Pods with `os: {name: windows}` are exempt.

Check `capabilities_restricted`. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_capabilities_restricted.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import DEFAULT_CAPABILITIES, context_path
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_PATH = ("securityContext", "capabilities")


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """Whether a container drops all capabilities and adds no others."""
    if container.pod.is_windows:
        return
    capabilities = at(container.value, *_PATH) or {}
    dropped = capabilities.get("drop") or ()
    if "ALL" not in dropped:
        path, message = context_path(container), "the capabilities are not dropped"
        if dropped:
            path, message = (*_PATH, "drop"), f"only {', '.join(map(str, dropped))} is dropped"
        yield Report(path, message, "write capabilities: {drop: [ALL]} into the container's securityContext")
    for index, name in enumerate(capabilities.get("add") or ()):
        if name != "NET_BIND_SERVICE" and name in DEFAULT_CAPABILITIES:
            message = f"{name} is added, and the level restricted allows NET_BIND_SERVICE alone"
            yield Report((*_PATH, "add", index), message, f"remove {name}")
