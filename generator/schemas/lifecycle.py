"""Since when Kubernetes serves a kind, and until when."""

from __future__ import annotations

from generator.lean import NamedTuple, remembered


class Life(NamedTuple):
    """The Kubernetes versions (minor numbers) that brought, deprecated and removed a kind; None where none has.

    ``introduced`` is 0 for what was there from the start. ``removed`` is the first version without the kind; beyond
    1.37 it is what Kubernetes plans. ``replacement`` is the apiVersion and kind to use instead.
    """

    introduced: int
    deprecated: int | None
    removed: int | None
    replacement: tuple[str, str] | None

    def is_served(self, minor: int) -> bool:
        """Whether Kubernetes 1.``minor`` has the kind."""
        return self.introduced <= minor and (self.removed is None or minor < self.removed)

    def is_deprecated(self, minor: int) -> bool:
        """Whether Kubernetes 1.``minor`` has the kind and warns of it."""
        return self.is_served(minor) and self.deprecated is not None and self.deprecated <= minor


def _lives() -> dict[tuple[str, str], Life]:
    from generator.schemas.lifecycle_table import TABLE

    return _read(TABLE)


@remembered
def _read(table: str) -> dict[tuple[str, str], Life]:
    found = {}
    for line in table.splitlines():
        api_version, introduced, deprecated, removed, instead, *kinds = line.split()
        for kind in kinds:
            life = Life(int(introduced), _minor(deprecated), _minor(removed), _replacement(api_version, instead, kind))
            found[api_version, kind] = life
    return found


def _minor(text: str) -> int | None:
    return None if text == "-" else int(text)


def _replacement(api_version: str, instead: str, kind: str) -> tuple[str, str] | None:
    if instead == "-":
        return None
    group, _, last = instead.rpartition("/")
    if last[0].isupper():
        return group, last
    return (instead if group else f"{api_version.rpartition('/')[0]}/{last}"), kind


def life(api_version: str, kind: str) -> Life | None:
    """When a built-in kind came and goes, None for what never was part of Kubernetes.

    A list of objects (``DeploymentList``) lives as long as its objects.
    """
    found = _lives().get((api_version, kind))
    single = kind.removesuffix("List")
    if found is not None or single == kind:
        return found
    item = _lives().get((api_version, single))
    if item is None or item.replacement is None:
        return item
    return item._replace(replacement=(item.replacement[0], f"{item.replacement[1]}List"))


def replacement(api_version: str, kind: str, minor: int) -> tuple[str, str] | None:
    """The apiVersion and kind to use in Kubernetes 1.``minor`` instead of another one, None where there is none.

    That is the most stable version that this Kubernetes has, which may be another one than the last replacement.
    """
    found = life(api_version, kind)
    last = found and found.replacement
    lasting = last and life(*last)
    if last and lasting and lasting.is_served(minor):
        return last
    served = [version for version in _versions(api_version, kind) if _is_served(version, kind, minor)]
    best = max(served, key=_stability, default=None)
    return (best, kind) if best else None


def _versions(api_version: str, kind: str) -> list[str]:
    """The other versions of the same group that ever had a kind."""
    group = api_version.rpartition("/")[0]
    names = (kind, kind.removesuffix("List"))
    return [
        version
        for version, name in _lives()
        if name in names and version != api_version and version.rpartition("/")[0] == group
    ]


def _is_served(api_version: str, kind: str, minor: int) -> bool:
    found = life(api_version, kind)
    return found is not None and found.is_served(minor)


def _stability(api_version: str) -> tuple[int, int, int]:
    """Orders ``v1alpha2`` < ``v1beta1`` < ``v1`` < ``v2``."""
    version = api_version.rpartition("/")[2].removeprefix("v")
    for level, word in enumerate(("alpha", "beta")):
        major, found, number = version.partition(word)
        if found:
            return level, int(major), int(number)
    return 2, int(version), 0
