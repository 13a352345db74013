"""IP addresses and ranges of them: each check gives None, or why a text is none.

Fields that are older than the strict checks take addresses in any form, and Kubernetes 1.36 and later refuse the
ambiguous ones. Source: k8s.io/apimachinery pkg/util/validation/ip.go, k8s.io/utils/net (ParseIPSloppy,
ParseCIDRSloppy), the feature gate StrictIPCIDRValidation.
"""

from __future__ import annotations

_UNSPECIFIED = "it is the address of nothing"
_LOOPBACK = "it is the machine's own (loopback)"
_LOCAL = "it is link-local"
_MULTICAST = "it is link-local multicast"
STRICT_ADDRESSES = 36
"""The Kubernetes version from which on leading zeros, IPv4 in IPv6 and bits beyond a prefix are refused."""


def ip_address(text: str, minor: int) -> str | None:
    """Why a text is no IP address for Kubernetes 1.``minor``."""
    if not (is_ipv4(text) or is_ipv6(text)):
        return "it is no IP address"
    return _loose(text) if minor >= STRICT_ADDRESSES else None


def cidr(text: str, minor: int) -> str | None:
    """Why a text is no range of addresses (``10.0.0.0/8``) for Kubernetes 1.``minor``."""
    address, slash, length = text.partition("/")
    if not slash:
        return "it has no prefix length, such as /24"
    if not (is_ipv4(address) or is_ipv6(address)):
        return f"{address!r} is no IP address"
    most = 32 if is_ipv4(address) else 128
    digits = length.lstrip("0")
    if not (length.isascii() and length.isdigit()) or len(digits) > 3 or int(digits or "0") > most:  # noqa: PLR2004
        return f"the prefix length must be 0 to {most}"
    if minor < STRICT_ADDRESSES:
        return None
    if length != (digits or "0"):
        return "the prefix length must not have leading zeros"
    return _loose(address) or _beyond(address, int(length), most)


def _loose(address: str) -> str | None:
    """Why an address is written loosely: with leading zeros, or an IPv4 address in an IPv6 one."""
    last = address.rpartition(":")[2]
    if "." in last and any(len(part) > 1 and part[0] == "0" for part in last.split(".")):
        return "numbers must not have leading zeros"
    if ":" in address and address_bits(address) >> 32 == 0xFFFF:  # noqa: PLR2004
        return "it is an IPv4 address written as IPv6"
    return None


def _beyond(address: str, length: int, most: int) -> str | None:
    extra = address_bits(address) & ((1 << (most - length)) - 1)
    return f"the address has bits set beyond /{length}" if extra else None


def is_within(part: str, whole: str) -> bool:
    """Whether a range of addresses is a smaller one within another; both without faults."""
    address, _, length = part.partition("/")
    base, _, whole_length = whole.partition("/")
    width = 128 if ":" in base else 32
    if (":" in address) != (":" in base) or int(length) <= int(whole_length):
        return False
    return (address_bits(address) ^ address_bits(base)) >> (width - int(whole_length)) == 0


def special(address: str) -> str | None:
    """Why a valid address cannot be that of an endpoint: it is the machine's own, link-local or none at all."""
    bits = address_bits(address)
    if ":" in address and bits >> 32 != 0xFFFF:  # noqa: PLR2004
        kinds = (
            (0, 128, _UNSPECIFIED),
            (1, 128, _LOOPBACK),
            (0xFE80 << 112, 10, _LOCAL),
            (0xFF02 << 112, 16, _MULTICAST),
        )
        width = 128
    else:
        kinds = (
            (0, 32, _UNSPECIFIED),
            (127 << 24, 8, _LOOPBACK),
            (0xA9FE << 16, 16, _LOCAL),
            (224 << 24, 24, _MULTICAST),
        )
        bits, width = bits & 0xFFFFFFFF, 32
    return next((reason for base, length, reason in kinds if (bits ^ base) >> (width - length) == 0), None)


def address_bits(address: str) -> int:
    """The number that an IP address is."""
    if ":" not in address:
        first, second, third, fourth = (int(part) for part in address.split("."))
        return first << 24 | second << 16 | third << 8 | fourth
    before, gap, after = address.partition("::")
    head, tail = _groups(before), _groups(after)
    groups = head + [0] * (8 - len(head) - len(tail) if gap else 0) + tail
    number = 0
    for group in groups:
        number = number << 16 | group
    return number


def _groups(text: str) -> list[int]:
    found: list[int] = []
    for group in text.split(":") if text else ():
        if "." in group:
            bits = address_bits(group)
            found += [bits >> 16, bits & 0xFFFF]
        else:
            found.append(int(group, 16))
    return found


def is_ipv4(text: str) -> bool:
    """Whether a text is an IPv4 address, with leading zeros or without."""
    parts = text.split(".")
    return len(parts) == 4 and all(  # noqa: PLR2004
        part.isascii() and part.isdigit() and len(part.lstrip("0")) <= 3 and int(part) <= 255  # noqa: PLR2004
        for part in parts
    )


def is_ipv6(text: str) -> bool:
    """Whether a text is an IPv6 address without a zone; the last two groups may be written as IPv4."""
    groups = text.split(":")
    if len(groups) < 3:  # noqa: PLR2004
        return False
    if "." in groups[-1]:
        if not is_ipv4(groups[-1]):
            return False
        groups[-1:] = ["0", "0"]
    if text.count("::") != 1:
        return text.count("::") == 0 and len(groups) == 8 and all(_is_group(one) for one in groups)  # noqa: PLR2004
    if ":::" in text:
        return False
    before, _, after = ":".join(groups).partition("::")
    written = [one for side in (before, after) if side for one in side.split(":")]
    return len(written) <= 7 and all(_is_group(one) for one in written)  # noqa: PLR2004


def _is_group(text: str) -> bool:
    return 1 <= len(text) <= 4 and all(one in "0123456789abcdefABCDEF" for one in text)  # noqa: PLR2004
