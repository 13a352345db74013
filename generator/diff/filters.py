"""What of a comparison a person asks for: some objects, all but some fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diff.steps import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.diff.model import Diff, ObjectDiff


def without_fields(diff: Diff, ignore: Sequence[str]) -> Diff:
    """The differences but for some fields, and the objects in which others are left.

    A pattern is a path as reports show it (``spec.replicas``, ``spec.template.spec.containers[name=web].image``) and
    takes in all that is below; ``*`` is any text.
    """
    unwanted = _expression(ignore, r"(?=$|[.\[])")
    return diff if unwanted is None else _each(diff, lambda one: _without(one, unwanted))


def of_objects(diff: Diff, only: Sequence[str]) -> Diff:
    """The objects that match one of some patterns, all where there are none.

    A pattern is ``Deployment/*`` or ``*/web``, and is held against ``kind/name`` and ``kind/namespace/name``. The
    effects on the environment as a whole stay.
    """
    wanted = _expression(only, "$")
    return diff if wanted is None else _each(diff, lambda one: one if _is_wanted(one, wanted) else None)


def _each(diff: Diff, change: Callable[[ObjectDiff], ObjectDiff | None]) -> Diff:
    environments = [
        one._replace(objects=tuple(left for each in one.objects if (left := change(each)) is not None))
        for one in diff.environments
    ]
    return diff._replace(environments=tuple(environments))


def _expression(patterns: Iterable[str], end: str) -> re.Pattern[str] | None:
    texts = [re.escape(one).replace(r"\*", ".*") for one in patterns]
    return re.compile(f"(?:{'|'.join(texts)}){end}") if texts else None


def _is_wanted(one: ObjectDiff, wanted: re.Pattern[str]) -> bool:
    resources = [resource for resource in (one.before, one.after) if resource is not None]
    return any(wanted.match(str(each)) or wanted.match(f"{each.kind}/{each.name}") for each in resources)


def _without(one: ObjectDiff, unwanted: re.Pattern[str]) -> ObjectDiff | None:
    """The object without the differences that are not asked for; None where no other is left."""
    if one.action in ("created", "deleted"):
        return one
    differences = tuple(each for each in one.differences if not unwanted.match(shown(each.path)))
    return one._replace(differences=differences) if differences else None
