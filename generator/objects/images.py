"""Image references: registry, repository, tag and digest.

Source: github.com/distribution/reference (normalize.go): a first part with a dot, a colon, or ``localhost`` is the
registry; without one it is Docker Hub.
"""

from __future__ import annotations

from generator.lean import NamedTuple

HUB = "docker.io"
_HUBS = frozenset({HUB, "index.docker.io", "registry-1.docker.io"})


class Image(NamedTuple):
    """An image reference in its parts; tag and digest are "" where there is none."""

    registry: str
    repository: str
    tag: str
    digest: str


def parse(text: str) -> Image:
    """The parts of an image reference, with the registry and the folder that are left out for Docker Hub."""
    name, _, digest = text.partition("@")
    before, slash, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    first, _, rest = f"{before}{slash}{last}".partition("/")
    if not rest or not ("." in first or ":" in first or first == "localhost"):
        first, rest = HUB, f"{first}/{rest}" if rest else first
    if first in _HUBS:
        return Image(HUB, rest if "/" in rest else f"library/{rest}", tag, digest)
    return Image(first, rest, tag, digest)


MUTABLE = frozenset(
    {
        "alpha", "alpine", "beta", "canary", "current", "dev", "devel", "develop", "development", "edge", "head",
        "latest", "lts", "main", "master", "next", "nightly", "prod", "production", "rc", "release", "slim",
        "snapshot", "stable", "staging", "test", "testing", "trunk", "unstable",
    }
)  # fmt: skip
"""Tags that are moved by habit: ``latest``, and the names of branches, channels and variants."""


def is_mutable(tag: str) -> bool:
    """Whether a tag is one of those that are moved, by itself or before a variant: ``stable-alpine``.

    With a digit in it, as in ``nightly-20260115`` or ``main-3fa633d``, it names one build.
    """
    lower = tag.lower()
    return lower in MUTABLE or (lower.partition("-")[0] in MUTABLE and not any(one.isdigit() for one in lower))


def is_placeholder(text: str) -> bool:
    """Whether an image stands for another one that is put in later: ``$(IMAGE)``, ``{image}``, ``<image>``, ``ko://web``."""
    return not _OPEN.isdisjoint(text) or text.startswith("ko://")


_OPEN = frozenset("$<{%")
