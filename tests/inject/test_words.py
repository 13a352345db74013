from __future__ import annotations

import re
from typing import Any

import pytest

from generator.inject.keys import BY_ANNOTATION, BY_NAME, KEYS

GOOD = [
    ("longestRequestSeconds", "180", 180),
    ("longestRequestSeconds", 180, 180),
    ("longestRequestSeconds", "180s", 180),
    ("longestRequestSeconds", "3m", 180),
    ("longestRequestSeconds", "1.5m", 90),
    ("longestRequestSeconds", "0.2s", 1),
    ("longestRequestSeconds", "1h", 3600),
    ("preStopSleepSeconds", "0", 0),
    ("startupBudgetSeconds", "2m", 120),
    ("readiness", "/readyz", {"httpGet": {"path": "/readyz"}}),
    ("readiness", "/", {"httpGet": {"path": "/"}}),
    ("readiness", "/a?b=c&d", {"httpGet": {"path": "/a?b=c&d"}}),
    ("readiness", "8080/readyz", {"httpGet": {"path": "/readyz", "port": 8080}}),
    ("readiness", "admin/readyz", {"httpGet": {"path": "/readyz", "port": "admin"}}),
    ("readiness", "http:8080/readyz", {"httpGet": {"path": "/readyz", "port": 8080}}),
    ("readiness", "https:8443/readyz", {"httpGet": {"path": "/readyz", "port": 8443, "scheme": "HTTPS"}}),
    ("readiness", "https:/readyz", {"httpGet": {"path": "/readyz", "scheme": "HTTPS"}}),
    ("readiness", "tcp", {"tcpSocket": {}}),
    ("readiness", "tcp:5432", {"tcpSocket": {"port": 5432}}),
    ("readiness", "tcp:redis", {"tcpSocket": {"port": "redis"}}),
    ("readiness", "grpc:9000", {"grpc": {"port": 9000}}),
    ("readiness", "grpc:9000/shop.v1", {"grpc": {"port": 9000, "service": "shop.v1"}}),
    ("readiness", "exec:/bin/check --all 'a b'", {"exec": {"command": ["/bin/check", "--all", "a b"]}}),
    (
        "readiness",
        {"httpGet": {"path": "/r"}, "periodSeconds": 3},
        {"httpGet": {"path": "/r"}, "periodSeconds": 3},
    ),
    ("maxSurge", "1", 1),
    ("maxSurge", 2, 2),
    ("maxSurge", "25%", "25%"),
    ("maxUnavailable", "0", 0),
    ("disruptionBudget", "1", {"maxUnavailable": 1}),
    ("disruptionBudget", "30%", {"maxUnavailable": "30%"}),
    ("disruptionBudget", "none", {}),
    ("disruptionBudget", {"minAvailable": 2}, {"minAvailable": 2}),
    ("spread", "soft", {"zone": "soft", "host": "soft"}),
    ("spread", "none", {"zone": "none", "host": "none"}),
    ("spread", "zone=hard, host=soft", {"zone": "hard", "host": "soft"}),
    ("spread", {"zone": "hard"}, {"zone": "hard"}),
    ("requests", "cpu=100m,memory=128Mi", {"cpu": "100m", "memory": "128Mi"}),
    ("requests", {"cpu": 1}, {"cpu": "1"}),
    ("security", "platform", "platform"),
    ("inject", "false", False),
    ("inject", True, True),
]

BAD = [
    ("longestRequestSeconds", "soon", "must be a duration: 180, 90s, 3m"),
    ("longestRequestSeconds", "-5", "must be a duration: 180, 90s, 3m"),
    ("longestRequestSeconds", True, "must be a duration: 180, 90s, 3m"),
    ("longestRequestSeconds", "9999999999", "must be a duration: 180, 90s, 3m"),
    ("startupBudgetSeconds", "0", "must be more than 0: 60, 90s, 3m"),
    ("readiness", "readyz", "must be a path (/readyz, http/readyz, 8080/readyz, https:8443/readyz), tcp, tcp:8080"),
    ("readiness", "/with blank", "must be a path"),
    ("readiness", "tcp:99999", "a port is a number from 1 to 65535, not 99999"),
    ("readiness", "tcp:", "'' is no port"),
    ("readiness", "UPPER/x", "'UPPER' is no port"),
    ("readiness", "a-name-of-sixteen/x", "is no port: write its number, or its name in lower case"),
    ("readiness", "grpc:http", "the port of a gRPC probe must be a number, not http"),
    ("readiness", "exec:'open", "is no command: No closing quotation"),
    ("readiness", "exec: ", "must be a path"),
    ("readiness", {}, "must have one of them: httpGet, tcpSocket, grpc, exec, and times"),
    ("readiness", {"httpGet": {}, "exec": {}}, "must have one of them"),
    ("readiness", {"httpGet": {}, "period": 3}, "must have no period"),
    ("readiness", {"httpGet": {}, "periodSeconds": "3"}, "periodSeconds must be a number"),
    ("maxSurge", "few", "must be a number of pods, or a percentage: 1, 25%"),
    ("maxSurge", True, "must be a number of pods"),
    ("disruptionBudget", "0", "a budget of 0 would block every drain: write none for no budget"),
    ("disruptionBudget", "0%", "a budget of 0 would block every drain"),
    ("disruptionBudget", {"maxUnavailable": 1, "minAvailable": 1}, "must have maxUnavailable, or minAvailable"),
    ("spread", "wide", "must be soft, hard or none, or one for each: zone=hard,host=soft"),
    ("spread", "rack=soft", "must be soft, hard or none"),
    ("requests", "cpu", "must be resources with quantities: cpu=100m,memory=128Mi"),
    ("requests", "cpu=many", "must be resources with quantities"),
    ("requests", "cpu=-1", "must be resources with quantities"),
    ("security", "tight", "must be restricted, platform or none"),
    ("inject", "maybe", "must be true or false"),
]


@pytest.mark.parametrize(("name", "text", "value"), GOOD)
def test_what_can_be_said(name: str, text: Any, value: Any) -> None:
    assert BY_NAME[name].parse(text) == value


@pytest.mark.parametrize(("name", "text", "message"), BAD)
def test_what_cannot_be_said(name: str, text: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        BY_NAME[name].parse(text)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_is_tried(key: Any) -> None:
    assert key.name in {name for name, *_ in GOOD} | {
        "liveness",
        "startup",
        "minReadySeconds",
        "progressDeadlineSeconds",
    }
    assert key.name in {name for name, *_ in BAD} or key.parse in {BY_NAME[name].parse for name, *_ in BAD}


def test_flags_and_annotations_are_each_of_one_key() -> None:
    flags = [key.flag for key in KEYS if key.flag]
    assert len(set(flags)) == len(flags)
    assert len(BY_ANNOTATION) == len(KEYS)


@pytest.mark.parametrize("key", [key for key in KEYS if key.choices], ids=lambda key: key.name)
def test_every_choice_can_be_said(key: Any) -> None:
    assert [key.parse(choice) for choice in key.choices] == list(key.choices)
    assert key.implied in key.choices
