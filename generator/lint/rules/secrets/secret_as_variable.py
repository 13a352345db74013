"""A Secret that a container gets as an environment variable.

Variables are passed on to every child process, are printed by many programs when they crash, and stay as they were when
the Secret changes. Files from a Secret do none of it, and are renewed by themselves.

```yaml
volumeMounts:
  - {name: db, mountPath: /run/secrets/db, readOnly: true}   # volumes: [{name: db, secret: {secretName: db}}]
```

Many programs know variables alone; so the rule is off unless it is asked for.

Source: Kubernetes documentation, *Good practices for Kubernetes Secrets*; CIS Kubernetes Benchmark 5.4.1.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_CURE = "mount the Secret as files"


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The variables of a container that come from Secrets."""
    for index, variable in enumerate(maps(container.value.get("env"))):
        reference = at(variable, "valueFrom", "secretKeyRef")
        if reference is not None:
            message = f"{variable.get('name') or 'a variable'} comes from the Secret {reference.get('name') or '?'}"
            yield Report(("env", index, "valueFrom", "secretKeyRef"), message, _CURE, key=True)
    for index, source in enumerate(maps(container.value.get("envFrom"))):
        reference = source.get("secretRef")
        if reference is not None:
            message = f"all keys of the Secret {reference.get('name') or '?'} become variables"
            yield Report(("envFrom", index, "secretRef"), message, _CURE, key=True)
