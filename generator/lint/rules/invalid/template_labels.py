"""Labels of a pod template, or special annotations of pods, that the API server refuses.

Label keys are names with an optional domain before a '/', values have at most 63 characters; pods get what their
template says. Some annotations are looked at too: `controller.kubernetes.io/pod-deletion-cost` is an integer, and
the AppArmor annotations name a container of the pod.

```yaml
template:
  metadata:
    labels:
      app/version/api: "1"   # wrong: two slashes
```

Source: `pkg/apis/core/validation/validation.go` (`ValidatePodTemplateSpec`, `ValidatePodSpecificAnnotations`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.label_selectors import label_faults
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_COST = "controller.kubernetes.io/pod-deletion-cost"
_ARMOR = "container.apparmor.security.beta.kubernetes.io/"
_LARGEST = 2**31


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the metadata of a template, and with what annotations say to pods."""
    path, annotations = ("metadata", "annotations"), pod.metadata.get("annotations") or {}
    if pod.owner.type != "Pod":
        yield from label_faults(pod.metadata.get("labels") or {}, ("metadata", "labels"))
        for key in annotations:
            reason = syntax.qualified_name(key.lower())
            if reason:
                yield Report((*path, key), f"{key!r} is no key of an annotation: {reason}", key=True)
    cost = annotations.get(_COST)
    if cost is not None and not _is_cost(cost):
        yield Report((*path, _COST), f"{cost!r} is no integer of 32 bits", 'write a number in quotes: "100"')
    names = {one.name for one in pod.containers}
    for key, profile in annotations.items():
        if key.startswith(_ARMOR):
            if key.removeprefix(_ARMOR) not in names:
                message = f"no container is named {key.removeprefix(_ARMOR)!r}"
                yield Report((*path, key), message, key=True)
            if profile not in ("", "runtime/default", "unconfined") and not profile.startswith("localhost/"):
                yield Report((*path, key), f"{profile!r} is no profile of AppArmor")


def _is_cost(text: str) -> bool:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or (text.startswith("0") and text != "0"):
        return False
    return -_LARGEST <= int(text[:20]) < _LARGEST
