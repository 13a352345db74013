"""A restart policy of a container that the API server refuses.

Before Kubernetes 1.34 only init containers have a `restartPolicy` of their own, and only `Always`, which makes them
sidecars; 1.34 drops what it does not serve yet. From 1.35 on any container may have one, with up to 20
`restartPolicyRules` about exit codes.

```yaml
containers:
- name: worker
  restartPolicy: OnFailure   # wrong before Kubernetes 1.34: write it beside containers
```

Source: `pkg/apis/core/validation/validation.go` (`validateInitContainerRestartPolicy`,
`validateContainerRestartPolicy`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_SIDECARS = 29
_DROPPED = 34
"""1.34 drops what 1.33 refuses and 1.35 takes."""
_RULES = 35
_ALWAYS_RULES = 36
_MOST_RULES = 20
_MOST_CODES = 255


@of_pods
def check(container: Container, scope: Scope) -> Iterator[Report]:
    """What is wrong with a container's own restart policy."""
    if container.role == "ephemeral":
        return iter(())
    if scope.minor >= _RULES:
        return _rules(container, scope.minor)
    return _before(container, scope.minor) if scope.minor < _DROPPED else iter(())


def _before(container: Container, minor: int) -> Iterator[Report]:
    policy, is_init = container.value.get("restartPolicy"), container.path[1] == "initContainers"
    if policy is None or (is_init and minor < _SIDECARS):
        return
    if not is_init:
        message = f"a container has no restartPolicy of its own before Kubernetes 1.{_RULES}"
        yield Report(("restartPolicy",), message, "write it beside containers", key=True)
    elif policy != "Always":
        yield Report(("restartPolicy",), f"{policy} is not Always, the one policy of an init container")


def _rules(container: Container, minor: int) -> Iterator[Report]:
    rules = maps(container.value.get("restartPolicyRules"))
    if rules and container.value.get("restartPolicy") is None:
        yield Report(("restartPolicyRules",), "restartPolicyRules need a restartPolicy beside them", key=True)
    elif rules and container.role == "sidecar" and minor < _ALWAYS_RULES:
        message = f"a sidecar has no restartPolicyRules before Kubernetes 1.{_ALWAYS_RULES}"
        yield Report(("restartPolicyRules",), message, "remove it", key=True)
    if len(rules) > _MOST_RULES:
        yield Report(("restartPolicyRules",), f"there are {len(rules)} rules, and {_MOST_RULES} may be")
    for index, rule in enumerate(rules):
        path = ("restartPolicyRules", index)
        codes = at(rule, "exitCodes", "values") or ()
        if not isinstance(rule.get("exitCodes"), dict):
            yield Report(path, "the rule has no exitCodes", "write exitCodes")
        elif len(codes) > _MOST_CODES:
            yield Report((*path, "exitCodes", "values"), f"there are {len(codes)} codes, and {_MOST_CODES} may be")
