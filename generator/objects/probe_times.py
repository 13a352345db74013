"""The times of probes, with the defaults that the API server gives them.

Source: kubernetes pkg/apis/core/v1/defaults.go (SetDefaults_Probe): period 10, timeout 1, failures 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain

PROBES = ("startupProbe", "livenessProbe", "readinessProbe")
HANDLERS = ("httpGet", "tcpSocket", "grpc", "exec")
_DEFAULTS = {"initialDelaySeconds": 0, "periodSeconds": 10, "timeoutSeconds": 1, "failureThreshold": 3}


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
