"""One thing that lint found, for people and for machines."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.errors import Place


class Finding(NamedTuple):
    """What a rule found at a place.

    ``severity`` is "error", "warning" or "note". ``object`` is the object at fault (``Deployment/shop/web``), "" where
    there is none, and ``path`` the path in it (``spec.replicas``). ``environments`` are the environments or values
    files that have the finding, ``versions`` the Kubernetes versions (minor numbers); () where all have it.
    ``source_line`` is the line at the place without its line break.
    """

    rule: str
    severity: str
    message: str
    place: Place
    object: str = ""
    path: str = ""
    cure: str = ""
    source_line: str = ""
    environments: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()


class Result(NamedTuple):
    """What a run found, and how much it looked at.

    ``files`` counts the files that were read, ``objects`` the objects in them, ``skipped`` the objects without a
    schema by their type (``Certificate.cert-manager.io/v1``) with how often. ``ignored`` counts the findings that
    comments, annotations or the baseline asked not to report. ``versions`` are the Kubernetes versions.
    """

    findings: tuple[Finding, ...]
    files: int = 0
    objects: int = 0
    skipped: tuple[tuple[str, int], ...] = ()
    ignored: int = 0
    versions: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def printable(text: str) -> str:
    """The text with what a terminal or a log would obey (control characters, line breaks) written as escapes."""
    if text.isprintable():
        return text
    shown = (one if one.isprintable() or one == "\t" else one.encode("unicode_escape").decode() for one in text)
    return "".join(shown)
