"""Versions as Helm and registries want them: Semantic Versioning 2.0.0, made of what tags and build tools write."""

from __future__ import annotations

import re

LONGEST = 128
"""Characters: the limit of an OCI tag, which a chart's version becomes."""

_NUMBER = "(0|[1-9][0-9]*)"
_IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_BUILD = r"(?:\+(?P<build>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
_STRICT = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-(?P<pre>{_IDENTIFIER}(?:\.{_IDENTIFIER})*))?{_BUILD}", re.ASCII
)
_LOOSE = re.compile(r"([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?([^+]*)(?:\+([0-9A-Za-z._-]+))?", re.ASCII)
_LOOSE_PRE = re.compile(r"-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)", re.ASCII)
_PYTHON_PRE = re.compile(r"[._-]?(alpha|beta|preview|pre|rc|dev|a|b|c)[._-]?([0-9]*)", re.ASCII | re.IGNORECASE)
_PYTHON_NAMES = {"a": "alpha", "b": "beta", "c": "rc", "pre": "rc", "preview": "rc"}
"""PEP 440, "Normalization": the same phases, spelled out as they are in SemVer."""


def semantic(text: str) -> str | None:
    """The semantic version that a text means, None where it means none.

    A leading v goes, missing numbers are 0, zeros in front of numbers go. Python's ``1.2.3rc1`` is 1.2.3-rc.1 and its
    ``1.2.3.dev4`` 1.2.3-dev.4. What has no equal there is none: four numbers, ``.post1``, an epoch.
    """
    bare = text.strip()
    bare = bare[1:] if bare[:1] in ("v", "V") else bare
    if not bare or len(bare) > LONGEST:
        return None
    if _STRICT.fullmatch(bare):
        return bare
    found = _LOOSE.fullmatch(bare)
    pre = _pre_release(found[4]) if found else None
    if found is None or pre is None:
        return None
    numbers = ".".join(str(int(found[at] or "0")) for at in (1, 2, 3))
    build = re.sub("[._-]+", ".", found[5]).strip(".") if found[5] else ""
    return numbers + (f"-{pre}" if pre else "") + (f"+{build}" if build else "")


def _pre_release(text: str) -> str | None:
    """The identifiers of a pre-release, "" for none, None where the text is something else."""
    if not text:
        return ""
    python = _PYTHON_PRE.fullmatch(text)
    if python and not text.startswith("-"):
        name = python[1].lower()
        return f"{_PYTHON_NAMES.get(name, name)}.{int(python[2] or '0')}"
    loose = _LOOSE_PRE.fullmatch(text)
    if loose is None:
        return None
    return ".".join(str(int(one)) if one.isdigit() else one for one in loose[1].split("."))


def after(version: str, commits: int, commit: str) -> str:
    """The version of a commit that comes some commits after that of a release.

    It lies between the release and the next: 1.2.3 is followed by 1.2.4-dev.4.g3fa633d, 1.3.0-rc.1 by
    1.3.0-rc.1.dev.4.g3fa633d. No ``+``, which neither image tags nor OCI tags nor labels can hold.
    """
    found = _STRICT.fullmatch(version)
    if found is None:
        raise ValueError(version)
    step = f"dev.{commits}.g{commit}"
    if found["pre"]:
        return f"{found[1]}.{found[2]}.{found[3]}-{found['pre']}.{step}"
    return f"{found[1]}.{found[2]}.{int(found[3]) + 1}-{step}"


def precedence(version: str) -> tuple[object, ...]:
    """A key that sorts semantic versions as their specification does (11)."""
    found = _STRICT.fullmatch(version)
    if found is None:
        raise ValueError(version)
    numbers = tuple(int(found[at]) for at in (1, 2, 3))
    identifiers = tuple(
        (0, int(one), "") if one.isdigit() else (1, 0, one) for one in (found["pre"] or "").split(".") if one
    )
    return (*numbers, not found["pre"], identifiers)
