"""IP addresses and ranges, as Kubernetes took them before 1.36 and takes them since."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint import addresses

OLD, NEW = 35, 36


@given(st.ip_addresses())
def test_every_address_is_one(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    text = str(address)
    assert addresses.ip_address(text, OLD) is None
    assert addresses.address_bits(text) == int(address)
    mapped = address.version == 6 and address.ipv4_mapped is not None
    assert (addresses.ip_address(text, NEW) is None) == (not mapped)


@given(st.text(alphabet="0123456789abcdef:./", max_size=20))
def test_what_python_takes_is_taken_and_little_else(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        assert addresses.is_ipv6(text) is False
    else:
        assert addresses.ip_address(text, OLD) is None


@pytest.mark.parametrize("text", ["010.1.1.1", "::ffff:1.2.3.4", "1.2.3.04"])
def test_ambiguous_addresses_are_refused_from_1_36_on(text: str) -> None:
    assert addresses.ip_address(text, OLD) is None
    assert addresses.ip_address(text, NEW)


@pytest.mark.parametrize(
    "text", ["", "1.2.3", "256.1.1.1", "1.2.3.4.5", "::1::", ":::", "1:2:3:4:5:6:7:8:9", "fe80::1%a"]
)
def test_what_is_no_address(text: str) -> None:
    assert addresses.ip_address(text, OLD) == "it is no IP address"


@pytest.mark.parametrize("text", ["10.0.0.0/8", "::/0", "2001:db8::/32", "1.2.3.4/32", "0.0.0.0/0"])
def test_ranges(text: str) -> None:
    assert addresses.cidr(text, NEW) is None


@pytest.mark.parametrize("text", ["10.1.0.0/8", "010.0.0.0/8", "10.0.0.0/08", "::ffff:1.2.3.4/128"])
def test_ambiguous_ranges_are_refused_from_1_36_on(text: str) -> None:
    assert addresses.cidr(text, OLD) is None
    assert addresses.cidr(text, NEW)


@pytest.mark.parametrize(
    "text", ["10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/", "a/8", "1.2.3.4/99999"]
)
def test_what_is_no_range(text: str) -> None:
    assert addresses.cidr(text, OLD)


@pytest.mark.parametrize(
    ("part", "whole", "inside"),
    [
        ("10.1.0.0/16", "10.0.0.0/8", True),
        ("10.0.0.0/8", "10.0.0.0/8", False),
        ("11.0.0.0/16", "10.0.0.0/8", False),
        ("2001:db8::/64", "2001:db8::/32", True),
        ("2001:db8::/64", "10.0.0.0/8", False),
        ("10.0.0.1/32", "0.0.0.0/0", True),
    ],
)
def test_a_range_within_another(part: str, whole: str, inside: bool) -> None:
    assert addresses.is_within(part, whole) is inside


@pytest.mark.parametrize(
    "text",
    ["0.0.0.0", "127.1.2.3", "169.254.0.1", "224.0.0.9", "::", "::1", "fe80::1", "ff02::1", "::ffff:127.0.0.1"],  # noqa: S104
)
def test_addresses_that_no_endpoint_has(text: str) -> None:
    assert addresses.special(text)


@pytest.mark.parametrize("text", ["10.0.0.1", "224.0.1.1", "2001:db8::1", "fd00::1", "128.0.0.1"])
def test_addresses_of_endpoints(text: str) -> None:
    assert addresses.special(text) is None
