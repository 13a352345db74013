"""The times of probes and what they ask, with the defaults that the API server gives them.

Source: kubernetes pkg/apis/core/v1/defaults.go (SetDefaults_Probe): period 10, timeout 1, failures 3.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain
    from generator.objects.resource import Container

PROBES = ("startupProbe", "livenessProbe", "readinessProbe")
HANDLERS = ("httpGet", "tcpSocket", "grpc", "exec")
_DEFAULTS = {"initialDelaySeconds": 0, "periodSeconds": 10, "timeoutSeconds": 1, "failureThreshold": 3}
_HTTP = {"path": "/", "scheme": "HTTP"}


def time_of(probe: Mapping[str, Plain], key: str) -> int:
    """A time of a probe in seconds, or its failureThreshold; 0 is the default as well."""
    value = probe.get(key)
    return value if isinstance(value, int) and value > 0 else _DEFAULTS[key]


def budget(probe: Mapping[str, Plain]) -> int:
    """The seconds after its start in which a container is surely not killed: delay + (failures - 1) x period."""
    failures, period = time_of(probe, "failureThreshold"), time_of(probe, "periodSeconds")
    return time_of(probe, "initialDelaySeconds") + (failures - 1) * period


def handler(probe: Mapping[str, Plain]) -> tuple[str, Mapping[str, Plain]] | None:
    """The kind and the content of what a probe asks, None where it asks nothing."""
    return next(((kind, probe[kind]) for kind in HANDLERS if isinstance(probe.get(kind), dict)), None)


def request(probe: Mapping[str, Plain], container: Container) -> tuple[str, dict[str, Plain]] | None:
    """What a probe asks, with the defaults of httpGet, and with the number of a port that the container names."""
    found = handler(probe)
    if found is None:
        return None
    kind, asked = found
    content = {**_HTTP, **asked} if kind == "httpGet" else dict(asked)
    numbers = {port.get("name"): port.get("containerPort") for port in maps(container.value.get("ports"))}
    port = content.get("port")
    if isinstance(port, str):
        content["port"] = numbers.get(port, port)
    return kind, content


def are_alike(one: Mapping[str, Plain], other: Mapping[str, Plain], container: Container) -> bool:
    """Whether two probes of a container ask the same at the same pace."""
    if any(time_of(one, key) != time_of(other, key) for key in _DEFAULTS):
        return False
    asked = request(one, container)
    return asked is not None and asked == request(other, container)
