"""The table of time zones."""

from __future__ import annotations

import zoneinfo

import pytest

from generator.lint.time_zones import is_zone, names


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Etc/GMT+5", "posix/Asia/Tokyo"])
def test_a_zone(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize("name", ["", "Local", "europe/berlin", "Europe", "Europe/Munich", "GMT+5", "PDT"])
def test_no_zone(name: str) -> None:
    assert not is_zone(name)


def test_the_table_is_that_of_the_database() -> None:
    installed = zoneinfo.available_timezones()
    if not installed:
        pytest.skip("this system has no time zone database")
    assert len(names() & installed) > 450
