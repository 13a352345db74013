"""Fields of Linux in a pod for Windows, or the other way round.

`os.name: windows` forbids what only Linux has: `hostPID`, `hostIPC`, `hostUsers`, `shareProcessNamespace` and most of
the security contexts; `os.name: linux` forbids `windowsOptions`. HostProcess containers come all together, and on the
host's network.

```yaml
os: {name: windows}
securityContext:
  runAsUser: 1000                                     # wrong
  windowsOptions: {runAsUserName: ContainerUser}      # right
```

Source: `pkg/apis/core/validation/validation.go` (`validateWindows`, `validateLinux`,
`validateWindowsSecurityContextOptions`, `validateWindowsHostProcessPod`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_SHARED = ("seLinuxOptions", "seccompProfile", "runAsUser", "runAsGroup")
_OF_POD = (*_SHARED, "fsGroup", "fsGroupChangePolicy", "sysctls", "supplementalGroups")
_OF_CONTAINER = (
    *_SHARED,
    "capabilities",
    "readOnlyRootFilesystem",
    "privileged",
    "allowPrivilegeEscalation",
    "procMount",
)
_APP_ARMOR = 31
_LONGEST_SPEC = 64 * 1024
_LONGEST_USER = 104


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What does not fit the system that the pod is for."""
    name = at(pod.spec, "os", "name")
    contexts: list[tuple[Path, Any, tuple[str, ...]]] = [
        (("spec", "securityContext"), pod.spec.get("securityContext") or {}, _OF_POD),
        *(
            ((*one.path, "securityContext"), one.value.get("securityContext") or {}, _OF_CONTAINER)
            for one in pod.containers
        ),
    ]
    for path, context, linux in contexts:
        options = context.get("windowsOptions")
        if name == "windows":
            newer = ("appArmorProfile",) if scope.minor >= _APP_ARMOR else ()
            yield from _forbidden(context, path, (*linux, *newer), "Windows")
        elif name == "linux" and options is not None:
            yield Report(
                (*path, "windowsOptions"), "the pod is for Linux and has windowsOptions", "remove it", key=True
            )
        if isinstance(options, dict):
            yield from _options(options, (*path, "windowsOptions"))
    if name == "windows":
        keys = tuple(key for key in ("hostPID", "hostIPC") if pod.spec.get(key))
        yield from _forbidden(pod.spec, ("spec",), (*keys, "hostUsers", "shareProcessNamespace"), "Windows")
    yield from _host_process(pod)


def _forbidden(values: Mapping[str, Any], path: Path, keys: tuple[str, ...], system: str) -> Iterator[Report]:
    for key in keys:
        value = values.get(key)
        if value is not None and value != []:
            yield Report((*path, key), f"the pod is for {system} and sets {key}", f"remove {key}", key=True)


def _options(options: Mapping[str, Any], path: Path) -> Iterator[Report]:
    name, spec, user = (options.get(key) for key in ("gmsaCredentialSpecName", "gmsaCredentialSpec", "runAsUserName"))
    reason = syntax.dns_subdomain(name) if isinstance(name, str) else None
    if reason:
        yield Report((*path, "gmsaCredentialSpecName"), f"{name!r} is no name of an object: {reason}")
    if isinstance(spec, str) and not 0 < len(spec.encode()) <= _LONGEST_SPEC:
        yield Report((*path, "gmsaCredentialSpec"), f"it is empty or longer than {_LONGEST_SPEC} bytes")
    if isinstance(user, str):
        domain, _, account = user.rpartition("\\")
        wrong = "\\" in domain or not account.strip(". ") or len(account.encode()) > _LONGEST_USER
        if wrong or any(char < " " or char in '"/:;|=,+*?<>@[]' for char in account):
            yield Report((*path, "runAsUserName"), f"{user!r} is no user of Windows: write NAME or DOMAIN\\NAME")


def _host_process(pod: Pod) -> Iterator[Report]:
    whole = at(pod.spec, "securityContext", "windowsOptions", "hostProcess")
    own = [(one, at(one.value, "securityContext", "windowsOptions", "hostProcess")) for one in pod.containers]
    for one, value in own:
        if value is not None and whole is not None and value != whole:
            path = (*one.path, "securityContext", "windowsOptions", "hostProcess")
            yield Report(path, "hostProcess of the container is not that of the pod")
    on = [value if value is not None else whole for _, value in own]
    if any(on) and not all(on):
        yield Report(("spec",), "some containers are HostProcess containers and some are not: all or none are")
    if any(on) and pod.spec.get("hostNetwork") is not True:
        yield Report(("spec",), "HostProcess containers need hostNetwork: true", "write hostNetwork: true")
