"""The times of probes."""

from __future__ import annotations

from generator.objects import probe_times


def test_defaults() -> None:
    names = ("initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold")
    assert [probe_times.time_of({}, name) for name in names] == [0, 10, 1, 3]
    assert probe_times.time_of({"periodSeconds": 0}, "periodSeconds") == 10
    assert probe_times.time_of({"periodSeconds": 5}, "periodSeconds") == 5


def test_the_budget_is_until_the_last_failure() -> None:
    assert probe_times.budget({}) == 20
    assert probe_times.budget({"initialDelaySeconds": 5, "periodSeconds": 3, "failureThreshold": 30}) == 92


def test_the_handler() -> None:
    assert probe_times.handler({"tcpSocket": {"port": 80}}) == ("tcpSocket", {"port": 80})
    assert probe_times.handler({"periodSeconds": 3}) is None
