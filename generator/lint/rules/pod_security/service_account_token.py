"""A pod that gets a token for the Kubernetes API which nothing in the manifests uses.

Kubernetes puts the token of the pod's service account into every container unless it is told not to. Where no role is
bound to the account the program has no use for it, and whoever breaks in has a way to ask the API server, and whatever
is bound to that account tomorrow.

```yaml
spec:
  automountServiceAccountToken: false
```

The rule speaks of pods with the default account; of pods with another account only where all objects of an application
are known (a chart, a kustomization, an environment), that account is among them, and nothing is bound to it. A token
that a volume asks for (`projected` with `serviceAccountToken`) is not affected by the setting.

Source: Kubernetes documentation, *Configure Service Accounts for Pods*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import DEFAULT_ACCOUNT, account_of, binds_account
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_CURE = "write automountServiceAccountToken: false into the pod's spec"
_BINDINGS = ("RoleBinding", "ClusterRoleBinding")


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """Whether a pod gets a token that nothing uses."""
    wanted = pod.spec.get("automountServiceAccountToken")
    if wanted is False or pod.is_windows:
        return
    name = account_of(pod)
    account = scope.named("ServiceAccount", name, pod.owner)
    if wanted is None and account is not None and account.value.get("automountServiceAccountToken") is False:
        return
    if name != DEFAULT_ACCOUNT and (account is None or not scope.whole):
        return
    if any(binds_account(binding, name, pod.owner) for binding in scope.of(*_BINDINGS)):
        return
    path = ("spec",) if wanted is None else ("spec", "automountServiceAccountToken")
    message = f"the pod gets a token of the service account {name}, to which nothing here is bound"
    yield Report(path, message, _CURE)
