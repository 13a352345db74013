"""A security context of a container that contradicts itself.

`allowPrivilegeEscalation: false` cannot stand beside `privileged: true` or the added capability `CAP_SYS_ADMIN`.
Users and groups are 0 to 2147483647. `localhostProfile` belongs to the type `Localhost`, of seccomp and of AppArmor,
and to no other. From Kubernetes 1.33 on `procMount: Unmasked` needs `hostUsers: false`.

```yaml
securityContext:
  seccompProfile:
    type: RuntimeDefault
    localhostProfile: profiles/web.json   # wrong: type: Localhost
```

Source: `pkg/apis/core/validation/validation.go` (`ValidateSecurityContext`, `validateSeccompProfileField`,
`ValidateAppArmorProfileField`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.lint.security_contexts import id_faults, profile_faults
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_UNMASKED = 33


@of_pods
def check(container: Container, scope: Scope) -> Iterator[Report]:
    """What is wrong with a container's security context."""
    context, path = container.value.get("securityContext"), ("securityContext",)
    if not context:
        return
    yield from id_faults(context, path, ("runAsUser", "runAsGroup"))
    yield from profile_faults(context, path, scope.minor)
    if context.get("allowPrivilegeEscalation") is False:
        if context.get("privileged") is True:
            message = "allowPrivilegeEscalation is false and privileged true: privileged containers can escalate"
            yield Report((*path, "allowPrivilegeEscalation"), message, "remove one of them")
        if "CAP_SYS_ADMIN" in (at(context, "capabilities", "add") or ()):
            message = "allowPrivilegeEscalation is false and CAP_SYS_ADMIN is added"
            yield Report((*path, "capabilities", "add"), message, "remove one of them")
    unmasked = context.get("procMount") == "Unmasked" and container.pod.spec.get("hostUsers") is not False
    if unmasked and scope.minor >= _UNMASKED:
        yield Report((*path, "procMount"), "procMount Unmasked needs hostUsers: false", "write hostUsers: false")
