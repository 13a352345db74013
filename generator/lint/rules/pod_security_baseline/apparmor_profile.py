"""An AppArmor profile that is turned off.

On nodes with AppArmor the container runtime's own profile keeps a container from mounting file systems and from
writing to much of `/proc` and `/sys`. `Unconfined` takes it away.

```yaml
securityContext:
  appArmorProfile:
    type: Unconfined   # wrong: RuntimeDefault, or Localhost with a profile of your own
```

Until Kubernetes 1.30 the profile is an annotation of the pod, `container.apparmor.security.beta.kubernetes.io/<name>`,
with `runtime/default` or `localhost/<profile>`; later versions read it still.

Check `appArmorProfile` of the level baseline, all versions. Source: *Pod Security Standards*,
`pod-security-admission/policy/check_appArmorProfile.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_security import contexts
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_PREFIX = "container.apparmor.security.beta.kubernetes.io/"


def check(pod: Pod, _scope: Scope) -> Iterator[Report]:
    """The AppArmor profiles, written as fields or as annotations, that the level baseline refuses."""
    for key, profile in (pod.metadata.get("annotations") or {}).items():
        if (
            key.startswith(_PREFIX)
            and profile
            and profile != "runtime/default"
            and not profile.startswith("localhost/")
        ):
            message = f"the AppArmor profile of {key.removeprefix(_PREFIX)} is {profile!r}"
            yield Report(("metadata", "annotations", key), message, "write runtime/default, or remove it")
    for context in contexts(pod):
        if at(context.value, "appArmorProfile", "type") == "Unconfined":
            path = (*context.path, "appArmorProfile", "type")
            yield Report(path, "the AppArmor profile is Unconfined", "write RuntimeDefault, or remove the profile")
