"""SELinux options that take a container out of the confinement of containers.

A type such as `spc_t` lets the container reach all files of the node. The level baseline allows the types
`container_t`, `container_init_t`, `container_kvm_t` and, from Kubernetes 1.31 on, `container_engine_t`, and no `user`
and no `role`. `level` is free.

```yaml
seLinuxOptions:
  type: spc_t           # wrong
  level: "s0:c123,c456" # right
```

Check `seLinuxOptions` of the level baseline. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_seLinuxOptions.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import contexts
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_TYPES = ("container_t", "container_init_t", "container_kvm_t")
_ENGINE = "container_engine_t"
_ENGINE_FROM = 31


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The SELinux options that the level baseline refuses."""
    for context in contexts(pod):
        options, path = context.value.get("seLinuxOptions") or {}, (*context.path, "seLinuxOptions")
        kind = options.get("type")
        if kind and kind not in _TYPES and not (kind == _ENGINE and scope.minor >= _ENGINE_FROM):
            message = f"the SELinux type {kind} is none of those of ordinary containers"
            yield Report((*path, "type"), message, "remove it, or write container_t")
        for key in ("user", "role"):
            if options.get(key):
                message = f"the SELinux {key} is {options[key]}: the level baseline lets no {key} be chosen"
                yield Report((*path, key), message, f"remove {key}")
