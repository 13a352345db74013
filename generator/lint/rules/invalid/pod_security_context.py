"""A security context of a pod that the API server refuses.

Users and groups are 0 to 2147483647, `localhostProfile` belongs to the type `Localhost`, and each kernel parameter of
`sysctls` stands there once, by a name of lower-case segments. On the host's network or IPC a pod cannot set the
parameters of that namespace (Kubernetes 1.29 and later).

```yaml
hostNetwork: true
securityContext:
  sysctls:
  - name: net.core.somaxconn   # wrong with hostNetwork
    value: "1024"
```

Source: `pkg/apis/core/validation/validation.go` (`validatePodSpecSecurityContext`, `validateSysctls`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.lint.security_contexts import LARGEST_ID, id_faults, profile_faults
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_HOST_SYSCTLS = 29
_LONGEST_NAME = 253
_IPC = frozenset(
    f"kernel.{name}"
    for name in ("sem", "shm", "shmall", "shmmax", "shmmni", "shm_rmid_forced", "msg", "msgmax", "msgmnb", "msgmni")
)
_SEGMENT = "abcdefghijklmnopqrstuvwxyz0123456789-_"


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with a pod's security context."""
    context, path = pod.spec.get("securityContext"), ("spec", "securityContext")
    if not context:
        return
    yield from id_faults(context, path, ("runAsUser", "runAsGroup", "fsGroup"))
    yield from profile_faults(context, path, scope.minor)
    for index, group in enumerate(context.get("supplementalGroups") or ()):
        if not 0 <= group <= LARGEST_ID:
            yield Report((*path, "supplementalGroups", index), f"{group} is no group: they are 0 to {LARGEST_ID}")
    if context.get("sysctls"):
        yield from _sysctls(pod, scope.minor)


def _sysctls(pod: Pod, minor: int) -> Iterator[Report]:
    seen: set[str] = set()
    for index, sysctl in enumerate(maps(pod.spec["securityContext"]["sysctls"])):
        name, path = sysctl.get("name"), ("spec", "securityContext", "sysctls", index, "name")
        if not isinstance(name, str):
            continue
        if not _is_name(name):
            yield Report(path, f"{name!r} is no name of a kernel parameter" if name else "the name is empty")
        elif name in seen:
            yield Report(path, f"{name} is set twice")
        seen.add(name)
        host = _host_namespace(pod, name) if minor >= _HOST_SYSCTLS else ""
        if host:
            yield Report(path, f"{name} cannot be set with {host}: true")


def _is_name(name: str) -> bool:
    segments = name.replace("/", ".").split(".")
    return len(name) <= _LONGEST_NAME and all(
        one and not one.strip(_SEGMENT) and one[0] not in "-_" and one[-1] not in "-_" for one in segments
    )


def _host_namespace(pod: Pod, name: str) -> str:
    dotted = _dotted(name)
    if pod.spec.get("hostNetwork") is True and dotted.startswith("net."):
        return "hostNetwork"
    ipc = dotted in _IPC or dotted.startswith("fs.mqueue.")
    return "hostIPC" if ipc and pod.spec.get("hostIPC") is True else ""


def _dotted(name: str) -> str:
    """A name written with slashes is read as the path of a file: the two separators change places."""
    first = next((char for char in name if char in "./"), ".")
    return name if first == "." else name.translate({ord("."): "/", ord("/"): "."})
