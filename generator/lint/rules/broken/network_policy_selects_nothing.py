"""A NetworkPolicy that protects no pod.

A NetworkPolicy is about the pods in its own namespace that its `podSelector` matches. One that matches none is
accepted and changes nothing: the pods that it was written for stay open to everybody.

```yaml
kind: NetworkPolicy
spec:
  podSelector:
    matchLabels: {app: datenbank}    # wrong: the pods have app: database
    matchLabels: {app: database}     # right
```

An empty `podSelector` matches all pods and is no fault. In a folder of files, where the pods may be elsewhere, a
policy counts only if some pod looks as if it were meant (it has the same label `app` or `app.kubernetes.io/name`, or
the same name), and as a warning.

Source: Kubernetes documentation, "Network Policies".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import selection
from generator.lint.rule import Report
from generator.objects.selection import pods_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(policy: Resource, scope: Scope) -> Iterator[Report]:
    """The selector of a NetworkPolicy that matches no pod."""
    selector = policy.spec.get("podSelector") or {}
    labels = selection.lasting(selector.get("matchLabels") or {})
    if not labels or pods_of({**selector, "matchLabels": labels}, policy, scope):
        return
    found = selection.nothing(labels, policy, scope) if not scope.selected(labels, policy) else None
    if found:
        severity, nearest = found
        message = f"podSelector {selection.shown(labels)} matches no pod" + (f": {nearest}" if nearest else "")
        cure = "write the labels of the pod template, in the namespace of the policy"
        yield Report(("spec", "podSelector", "matchLabels"), message, cure, severity=severity)
