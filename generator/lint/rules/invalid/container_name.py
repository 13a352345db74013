"""A container whose name is no DNS label, or that shares its name with another one of the pod.

Names are lower-case letters, digits and '-', 63 at most, without dots or underscores. Containers, init containers
and ephemeral containers share one set of names.

```yaml
containers:
- name: my_app   # wrong
- name: my-app   # right
```

Source: `pkg/apis/core/validation/validation.go` (`validateContainerCommon`, `validateInitContainers`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope


@of_pods
def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """Names of containers that the API server refuses."""
    seen: dict[str, str] = {}
    for container in sorted(pod.containers, key=lambda one: one.path[1] == "initContainers"):
        name = container.value.get("name")
        if not isinstance(name, str):
            continue
        where = (*container.path, "name")
        if name in seen:
            yield Report(where, f"the name {name!r} is that of another container of this pod", "name it otherwise")
            continue
        seen[name] = name
        reason = syntax.dns_label(name)
        if reason:
            yield Report(where, f"{name!r} is no name for a container: {reason}")
