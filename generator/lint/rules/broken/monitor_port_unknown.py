"""A ServiceMonitor or PodMonitor that scrapes a port which nothing has.

`port` of a ServiceMonitor is the *name* of a port of the Service, that of a PodMonitor the name of a port of a
container. A name that none of them has gives no target, without any error: the metrics are not there on the day they
are needed.

```yaml
kind: ServiceMonitor
spec:
  endpoints:
  - port: metrics      # wrong: the Service calls its port http-metrics
  - port: http-metrics # right
```

Source: Prometheus Operator, API reference (Endpoint, PodMetricsEndpoint).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import monitors
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(monitor: Resource, scope: Scope) -> Iterator[Report]:
    """The ports of a monitor that nothing it selects has."""
    of_services = monitors.is_of_services(monitor)
    key = "endpoints" if of_services else "podMetricsEndpoints"
    endpoints = maps(monitor.spec.get(key))
    names = {endpoint["port"] for endpoint in endpoints if isinstance(endpoint.get("port"), str)}
    selected = monitors.selected(monitor, scope) if names else []
    if not selected:
        return
    known = [name for one in selected for name in monitors.port_names(one)]
    for index, endpoint in enumerate(endpoints):
        port = endpoint.get("port")
        if isinstance(port, str) and port and port not in known:
            who = monitors.told(selected)
            cure = f"its ports are {', '.join(dict.fromkeys(known))}" if known else f"give the ports of {who} names"
            yield Report(("spec", key, index, "port"), f"{who} has no port named {port!r}", cure)
