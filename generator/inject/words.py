"""The words in which a person says something about a workload, in flags, annotations and the configuration.

Each function gives a value as the policies take it, from a text or from a value of the configuration, and raises
ValueError with what it should have been.
"""

from __future__ import annotations

import math

from generator.lean import TYPE_CHECKING, Pattern
from generator.objects.budgets import percentage
from generator.objects.probe_times import HANDLERS
from generator.objects.quantities import parse
from generator.objects.shutdown import duration

if TYPE_CHECKING:
    from generator.documents.node import Plain

SECURITY = ("restricted", "platform", "none")
"""The security profiles of app.yaml."""

SPREADS = ("soft", "hard", "none")
_TOPOLOGIES = ("zone", "host")
_HTTP = Pattern(r"(?:(https?):)?([A-Za-z0-9-]*)(/[^\s\x00-\x1f]*)")
_PORT_NAME = Pattern(r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_PORT_NAME = 15
_LARGEST_PORT = 65535
_LONGEST_TIME = 10**6
_TIMES = ("initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold", "successThreshold")
_HANDLER = "a path (/readyz, http/readyz, 8080/readyz, https:8443/readyz), tcp, tcp:8080, grpc:9000 or exec:/bin/check"


def seconds(value: Plain) -> int:
    """Whole seconds of a duration, rounded up: ``180``, ``90s``, ``1.5m``, ``1h``."""
    found = None if isinstance(value, bool) else duration(value)
    if found is None or found > _LONGEST_TIME:
        raise ValueError("must be a duration: 180, 90s, 3m")
    return math.ceil(found)


def positive_seconds(value: Plain) -> int:
    """Whole seconds of a duration that is not 0."""
    found = seconds(value)
    if not found:
        raise ValueError("must be more than 0: 60, 90s, 3m")
    return found


def handler(value: Plain) -> dict[str, Plain]:
    """A probe with one handler, as app.yaml has it; a port that is not said is left out.

    A map of the configuration may have times as well: ``{httpGet: {path: /readyz}, periodSeconds: 5}``.
    """
    if isinstance(value, dict):
        return _handler_map(value)
    text = str(value).strip()
    kind, colon, rest = text.partition(":")
    if text == "tcp":
        return {"tcpSocket": {}}
    if colon and kind == "tcp":
        return {"tcpSocket": {"port": _port(rest)}}
    if colon and kind == "grpc":
        return {"grpc": _grpc(rest)}
    if colon and kind == "exec" and rest.strip():
        return {"exec": {"command": _words(rest)}}
    return {"httpGet": _http(text)}


def _http(text: str) -> dict[str, Plain]:
    match = _HTTP.fullmatch(text)
    if not match:
        raise ValueError(f"must be {_HANDLER}")
    scheme, port, path = match.groups()
    found: dict[str, Plain] = {"path": path}
    if port:
        found["port"] = _port(port)
    return {**found, "scheme": "HTTPS"} if scheme == "https" else found


def _grpc(text: str) -> dict[str, Plain]:
    port, slash, service = text.partition("/")
    number = _port(port)
    if not isinstance(number, int):
        raise ValueError(f"the port of a gRPC probe must be a number, not {port}")  # noqa: TRY004 — words, not types
    return {"port": number, "service": service} if slash and service else {"port": number}


def _port(text: str) -> int | str:
    if text.isascii() and text.isdigit():
        number = int(text[:9])
        if 0 < number <= _LARGEST_PORT:
            return number
        raise ValueError(f"a port is a number from 1 to {_LARGEST_PORT}, not {text}")
    if len(text) <= _LONGEST_PORT_NAME and _PORT_NAME.fullmatch(text):
        return text
    raise ValueError(f"{text!r} is no port: write its number, or its name in lower case")


def _words(text: str) -> list[str]:
    import shlex

    try:
        return shlex.split(text)
    except ValueError as error:
        raise ValueError(f"is no command: {error}") from None


def _handler_map(value: dict[str, Plain]) -> dict[str, Plain]:
    kinds = [kind for kind in HANDLERS if isinstance(value.get(kind), dict)]
    unknown = [key for key in value if key not in (*HANDLERS, *_TIMES)]
    if len(kinds) != 1 or unknown:
        what = f"no {unknown[0]}" if unknown else "one of them"
        raise ValueError(f"must have {what}: {', '.join(HANDLERS)}, and times")
    wrong = [
        key for key in _TIMES if key in value and (isinstance(value[key], bool) or not isinstance(value[key], int))
    ]
    if wrong:
        raise ValueError(f"{wrong[0]} must be a number")
    return dict(value)


def bound(value: Plain) -> int | str:
    """A number of pods or a percentage: ``1``, ``"25%"``."""
    text = str(value).strip()
    if not isinstance(value, bool) and text.isascii() and text.isdigit():
        return int(text[:9])
    if percentage(text) is not None:
        return text
    raise ValueError("must be a number of pods, or a percentage: 1, 25%")


def budget(value: Plain) -> dict[str, Plain]:
    """A disruption budget, {} for none: ``1`` is ``{"maxUnavailable": 1}``."""
    if value == "none":
        return {}
    said = value if isinstance(value, dict) else {"maxUnavailable": value}
    if list(said) not in (["maxUnavailable"], ["minAvailable"]):
        raise ValueError("must have maxUnavailable, or minAvailable")
    ((key, number),) = said.items()
    found = bound(number)
    if key == "maxUnavailable" and str(found).strip("0%") == "":
        raise ValueError("a budget of 0 would block every drain: write none for no budget")
    return {key: found}


def spread(value: Plain) -> dict[str, str]:
    """How zones and hosts are kept apart: ``soft``, ``zone=hard,host=soft``."""
    if value in SPREADS:
        return {topology: str(value) for topology in _TOPOLOGIES}
    said: dict[str, str] = _pairs(value)
    if not said or any(key not in _TOPOLOGIES or how not in SPREADS for key, how in said.items()):
        raise ValueError("must be soft, hard or none, or one for each: zone=hard,host=soft")
    return said


def requests(value: Plain) -> dict[str, str]:
    """Requests of resources: ``cpu=100m,memory=128Mi``."""
    said = _pairs(value)
    if not said or any(not key or (amount := parse(number)) is None or amount < 0 for key, number in said.items()):
        raise ValueError("must be resources with quantities: cpu=100m,memory=128Mi")
    return said


def _pairs(value: Plain) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(key): str(one) for key, one in value.items()}
    parts = [part.partition("=") for part in str(value).split(",")]
    return {key.strip(): one.strip() for key, _, one in parts}


def security(value: Plain) -> str:
    """A security profile of app.yaml."""
    if value not in SECURITY:
        raise ValueError(f"must be {', '.join(SECURITY[:-1])} or {SECURITY[-1]}")
    return str(value)


def flag(value: Plain) -> bool:
    """Yes or no, as in an annotation: ``"false"``."""
    text = str(value).lower()
    if text not in ("true", "false"):
        raise ValueError("must be true or false")
    return text == "true"
