"""Formats of texts that the API server checks in custom resources, as far as they are beyond doubt.

Source: the formats that apiextensions.k8s.io/v1 supports (go-openapi/strfmt); those not listed here pass.
"""

from __future__ import annotations

import re

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_DATE = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
_HEX = "[0-9A-Fa-f]"


def _full(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch


def _is_address(version: int) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        import ipaddress

        try:
            return ipaddress.ip_address(text).version == version
        except ValueError:
            return False

    return fits


def _is_network(text: str) -> bool:
    import ipaddress

    try:
        ipaddress.ip_interface(text)
    except ValueError:
        return False
    return "/" in text


def _is_base64(text: str) -> bool:
    import base64

    try:
        base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        return False
    return True


FORMATS: dict[str, tuple[Callable[[str], object], str]] = {
    "date": (_full(_DATE), "a date such as 2026-01-31"),
    "date-time": (
        _full(rf"{_DATE}[Tt ]{_TIME}([Zz]|[+-][0-9]{{2}}:?[0-9]{{2}})?"),
        "a date and time such as 2026-01-31T12:00:00Z",
    ),
    "byte": (_is_base64, "base64"),
    "ipv4": (_is_address(4), "an IPv4 address"),
    "ipv6": (_is_address(6), "an IPv6 address"),
    "cidr": (_is_network, "a network such as 10.0.0.0/8"),
    "uuid": (_full(f"{_HEX}{{8}}-?({_HEX}{{4}}-?){{3}}{_HEX}{{12}}"), "a UUID"),
    "mac": (_full(f"({_HEX}{{2}}[:-]){{5,7}}{_HEX}{{2}}"), "a MAC address"),
}
"""What fits a format, and the words for it."""
