"""``matchLabelKeys`` and ``mismatchLabelKeys`` of affinity terms and topology spread constraints.

Source: kubernetes pkg/apis/core/validation (ValidateMatchLabelKeysAndMismatchLabelKeys,
ValidateMatchLabelKeysInTopologySpread).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path

_KINDS = ("matchLabelKeys", "mismatchLabelKeys")


def label_key_faults(term: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with the label keys of a term at a path."""
    for kind in _KINDS:
        keys = term.get(kind) or []
        if keys and not isinstance(term.get("labelSelector"), dict):
            yield Report((*path, kind), f"{kind} needs a labelSelector beside it", "write labelSelector", key=True)
            continue
        for index, key in enumerate(keys):
            reason = syntax.qualified_name(key)
            if reason:
                yield Report((*path, kind, index), f"{key!r} is no label key: {reason}")
    refused = set(term.get("mismatchLabelKeys") or ()).intersection(term.get("matchLabelKeys") or ())
    for key in sorted(refused):
        yield Report((*path, "matchLabelKeys"), f"{key} stands in matchLabelKeys and in mismatchLabelKeys")


def selected_twice(term: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """The keys of matchLabelKeys that the labelSelector names as well."""
    selector = term.get("labelSelector") or {}
    named = {*(selector.get("matchLabels") or {}), *(one.get("key") for one in maps(selector.get("matchExpressions")))}
    for index, key in enumerate(term.get("matchLabelKeys") or ()):
        if key in named:
            yield Report((*path, "matchLabelKeys", index), f"{key} stands in matchLabelKeys and in labelSelector")
