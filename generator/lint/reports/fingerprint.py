"""A name for a finding that stays the same while lines move."""

from __future__ import annotations

from hashlib import sha256

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.lint.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with a hash of its file, rule, object, path and words, and of how many alike came before it."""
    seen: dict[str, int] = {}
    for finding in findings:
        parts = (finding.place.source, finding.rule, finding.object, finding.path, finding.message)
        text = "\0".join((*parts, *finding.environments)).encode("utf-8", "backslashreplace")
        name = sha256(text).hexdigest()
        count = seen[name] = seen.get(name, 0) + 1
        yield finding, name if count == 1 else sha256(f"{name} {count}".encode()).hexdigest()
