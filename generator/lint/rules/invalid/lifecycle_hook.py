"""A lifecycle hook that the API server refuses.

A hook does exactly one thing. `sleep` is at most the pod's grace period (30 seconds where none is written) and, before
Kubernetes 1.33, at least one second. Ordinary init containers have no hooks; sidecars (init containers with
`restartPolicy: Always`) do. `stopSignal` needs `os.name`, from the version on that knows it.

```yaml
terminationGracePeriodSeconds: 10
containers:
- name: web
  lifecycle:
    preStop:
      sleep: {seconds: 15}   # wrong: more than the grace period
```

Source: `pkg/apis/core/validation/validation.go` (`validateLifecycle`, `validateSleepAction`,
`validateInitContainers`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.handlers import HOOK_HANDLERS, faults
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_SLEEP = 30
_ZERO_SLEEP = 33
_SIDECARS = 29
_DEFAULT_GRACE = 30


@of_pods
def check(container: Container, scope: Scope) -> Iterator[Report]:
    """What is wrong with a container's hooks."""
    lifecycle = container.value.get("lifecycle")
    if not isinstance(lifecycle, dict) or container.role == "ephemeral":
        return
    if container.role == "init" or (container.role == "sidecar" and scope.minor < _SIDECARS):
        hooks = any(lifecycle.get(key) is not None for key in ("preStop", "postStart"))
        if hooks or lifecycle.get("stopSignal") is None:
            message = "an init container has no lifecycle, unless it stays (restartPolicy: Always)"
            yield Report(("lifecycle",), message, "remove lifecycle", key=True)
        return
    for key in ("postStart", "preStop"):
        hook, path = lifecycle.get(key), ("lifecycle", key)
        if not isinstance(hook, dict):
            continue
        sleeps = isinstance(hook.get("sleep"), dict)
        if sleeps and scope.minor < _SLEEP:
            hook = {kind: value for kind, value in hook.items() if kind != "sleep"}
            sleeps = False
            if not hook:
                message = f"{key} does nothing: Kubernetes 1.{scope.minor} drops sleep, which works from 1.{_SLEEP} on"
                yield Report((*path, "sleep"), message, 'write exec: {command: ["sleep", "…"]}', key=True)
                continue
        yield from faults(hook, path, HOOK_HANDLERS)
        if sleeps:
            yield from _sleep(container, hook["sleep"], (*path, "sleep", "seconds"), scope.minor)


def _sleep(container: Container, sleep: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    seconds, grace = sleep.get("seconds"), container.pod.spec.get("terminationGracePeriodSeconds")
    if not isinstance(seconds, int):
        return
    most = _DEFAULT_GRACE if grace is None else grace
    if most < 0 and container.pod.owner.type == "Pod":
        most = 1  # what the API server makes of it
    least = 0 if minor >= _ZERO_SLEEP else 1
    if seconds < least:
        yield Report(path, f"seconds is {seconds} and must be {least} at least")
    elif seconds > most:
        message = f"it sleeps {seconds} seconds, and the grace period is {most}"
        yield Report(path, message, "raise terminationGracePeriodSeconds, or sleep less")


def fix(container: Container, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A port in quotes is written as the number that it is."""
    from generator.lint.fixes import number

    return number(container.value, report.path)
