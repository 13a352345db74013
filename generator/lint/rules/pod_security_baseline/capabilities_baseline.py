"""A container that adds capabilities beyond those that container runtimes give anyway.

`SYS_ADMIN`, `SYS_PTRACE`, `SYS_MODULE`, `NET_ADMIN`, `DAC_READ_SEARCH` and their like are ways out of the container.
`NET_RAW` lets it forge packets of its neighbours. The level baseline lets containers add `AUDIT_WRITE`, `CHOWN`,
`DAC_OVERRIDE`, `FOWNER`, `FSETID`, `KILL`, `MKNOD`, `NET_BIND_SERVICE`, `SETFCAP`, `SETGID`, `SETPCAP`, `SETUID` and
`SYS_CHROOT`, written exactly like this: `CAP_CHOWN` and `chown` are refused.

```yaml
capabilities:
  add: [SYS_ADMIN]   # wrong: leave it out
```

Check `capabilities_baseline`, all versions. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_capabilities_baseline.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import DEFAULT_CAPABILITIES
from generator.lint.rule import Fix, Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The capabilities that a container should not add."""
    path = ("securityContext", "capabilities", "add")
    for index, name in enumerate(at(container.value, *path) or ()):
        if name is None or name in DEFAULT_CAPABILITIES:
            continue
        short = name.upper().removeprefix("CAP_")
        cure = f"write {short}" if short in DEFAULT_CAPABILITIES else f"remove {name}"
        yield Report((*path, index), f"{name} is none of the capabilities that the level baseline allows", cure)


def fix(container: Container, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A capability that is allowed is written as Kubernetes writes it: `CHOWN` for `CAP_CHOWN` and `chown`."""
    short = at(container.value, *report.path).upper().removeprefix("CAP_")
    if short in DEFAULT_CAPABILITIES:
        yield Fix(report.path, short)
