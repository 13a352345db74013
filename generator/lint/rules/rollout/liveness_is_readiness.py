"""A liveness probe that is the same as the readiness probe.

A container that cannot answer for a moment, because a database is slow or the load is high, should get no requests for
that moment. With the same probe for liveness it is killed instead, together with all the others that ask the same
database, and the load falls on those that are left.

```yaml
readinessProbe: {httpGet: {path: /readyz, port: http}}
livenessProbe: {httpGet: {path: /readyz, port: http}}     # wrong: the same question at the same pace
livenessProbe: {httpGet: {path: /livez, port: http}}      # right: only whether the process itself is stuck
```

The same question with more patience (a higher failureThreshold or a longer period) is fine.

Source: Kubernetes documentation, "Configure Liveness, Readiness and Startup Probes".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lint.rule import Report
from generator.objects import probe_times
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.objects.resource import Container
    from generator.objects.scope import Scope


_TIMES = ("initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold")
_DEFAULTS = {"path": "/", "scheme": "HTTP"}


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """A liveness probe that asks what the readiness probe asks, at the same pace."""
    liveness, readiness = container.value.get("livenessProbe"), container.value.get("readinessProbe")
    if not liveness or not readiness:
        return
    if any(probe_times.time_of(liveness, key) != probe_times.time_of(readiness, key) for key in _TIMES):
        return
    asked = _asked(liveness, container)
    if asked is not None and asked == _asked(readiness, container):
        message = "the livenessProbe is the readinessProbe: whatever makes pods unready also kills them"
        cure = "ask a path that depends on nothing else, with more patience, or leave the livenessProbe out"
        yield Report(("livenessProbe",), message, cure, key=True)


def _asked(probe: Mapping[str, Plain], container: Container) -> tuple[str, dict[str, Plain]] | None:
    """What a probe asks, with the defaults of httpGet, and with the number of a port that the container names."""
    found = probe_times.handler(probe)
    if found is None:
        return None
    kind, asked = found
    content = {**_DEFAULTS, **asked} if kind == "httpGet" else dict(asked)
    numbers = {port.get("name"): port.get("containerPort") for port in maps(container.value.get("ports"))}
    port = content.get("port")
    if isinstance(port, str):
        content["port"] = numbers.get(port, port)
    return kind, content
