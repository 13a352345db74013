"""The HTTP request inside a health check command, as a probe can make it without a shell in the image."""

from __future__ import annotations

import re

from generator.cli.dockerfile import LARGEST_PORT
from generator.cli.substitution import substituted
from generator.lean import NamedTuple

REQUEST = re.compile(
    r"(?:(?P<scheme>https?)://)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|\$\{?HOSTNAME\}?)"
    r"(?::(?P<port>\d{1,5}))?(?P<path>/[^\s\"'|;&<>()`#]*)?(?=$|[\s\"'|;&<>()`#?])",
    re.ASCII | re.IGNORECASE,
)


class Request(NamedTuple):
    """A request to the container itself; ``scheme`` is HTTP or HTTPS."""

    path: str
    port: int
    scheme: str


def request_of(command: list[str], env: dict[str, str]) -> Request | None:
    """The request that a health check makes; None where it makes none to the container itself.

    A shell puts ENV into its text; a command in exec form is taken as it is, as the kernel would.
    """
    shell = command[1:2] == ["-c"] and len(command[2:]) == 1
    text = substituted_for_shell(command[2], env) if shell else " ".join(command)
    for match in REQUEST.finditer(text):
        before = text[: match.start()]
        if before and not before[-1].isspace() and before[-1] not in "\"'=(`":
            continue
        scheme = (match["scheme"] or "http").upper()
        if "$" not in (match["path"] or "") and (match["scheme"] or match["port"] or match["path"]):
            port = int(match["port"] or {"HTTP": 80, "HTTPS": 443}[scheme])
            return Request(match["path"] or "/", port, scheme) if 0 < port <= LARGEST_PORT else None
    return None


def substituted_for_shell(text: str, env: dict[str, str]) -> str:
    """A shell's text with the variables of the image put in; those the image does not set stay as they are."""
    return re.sub(
        r"\$(?:(\w+)|\{\w+[^{}]*\})",
        lambda match: substituted(match[0], env) or match[0],
        text,
        flags=re.ASCII,
    )
