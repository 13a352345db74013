"""What a comparison found: environments, their objects, and each difference with where it is on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from generator.resources.nodes import ABSENT

if TYPE_CHECKING:
    from generator.diff.effect import Effect
    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.errors import Problem
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

__all__ = [
    "ABSENT", "Action", "Diff", "Difference", "EnvironmentDiff", "Item", "ObjectDiff", "Order", "Side", "Step", "Steps",
]  # fmt: skip

Action: TypeAlias = Literal["created", "deleted", "changed", "renamed"]
Order: TypeAlias = Literal["", "meant", "hashed"]
Side: TypeAlias = Any
"""A plain value, or ABSENT where a side has none; None is never one, as null counts as absent."""


class Item(NamedTuple):
    """A step into a list by what tells its items apart: ``Item((("name", "web"),))``.

    The item of a list of scalars that is a set is ``Item((("", "10.0.0.1"),))``.
    """

    keys: tuple[tuple[str, Plain], ...]

    def __str__(self) -> str:
        """``[name=web]``, ``[containerPort=80,protocol=TCP]``, ``[10.0.0.1]``."""
        return f"[{','.join(f'{key}={value}' if key else str(value) for key, value in self.keys)}]"


Step: TypeAlias = "str | int | Item"
"""A key of a map, an index of a list whose items nothing tells apart (the after side's where it has one), or an item
of a list by its keys."""
Steps: TypeAlias = "tuple[Step, ...]"


class Difference(NamedTuple):
    """A value that one side has and the other has not, or has differently.

    ``before`` and ``after`` are as they were written, of Secrets ``data`` as the text behind the base64. Maps and items
    that only one side has are one difference, not one for each leaf. ``before_path`` and ``after_path`` are with
    indexes, for ``Manifest.place``; None where the side has nothing there.

    ``into`` is the path before of the map or list that an added value goes into, None for all other differences.

    ``default`` is what Kubernetes fills in on the side that has nothing, ABSENT where it does not.

    A difference with an ``order`` is about the order of a list alone: ``path`` is the list's, ``before`` and ``after``
    are tuples of Item, those that both sides have, as each side orders them. It is "meant" where the order says
    something (containers, env that others refer to, paths of an Ingress), and "hashed" where it says nothing, but the
    list is part of a pod template, whose hash is another one in another order.

    ``follows`` names the renamed object ("ConfigMap/shop/web-3f2a") whose new name is all that this difference is.
    """

    path: Steps
    before: Side
    after: Side
    before_path: Path | None
    after_path: Path | None
    default: Side = ABSENT
    order: Order = ""
    follows: str = ""
    into: Path | None = None


class ObjectDiff(NamedTuple):
    """An object that one side alone has, or that differs; ``before`` or ``after`` is None where a side has none.

    ``differences`` are in the order of the after side's fields; () for what was created or deleted. Of a renamed object
    the first ones are ``metadata.name`` and ``metadata.namespace``, as far as they changed.
    """

    action: Action
    before: Resource | None
    after: Resource | None
    differences: tuple[Difference, ...]
    effects: tuple[Effect, ...] = ()

    @property
    def resource(self) -> Resource:
        """The object, as it is after the change where it still is there. Raises ValueError for a diff of nothing."""
        found = self.after or self.before
        if found is None:
            raise ValueError("an object that neither side has")
        return found


class EnvironmentDiff(NamedTuple):
    """What changed in an environment: "prod", "values.prod.yaml", "" for plain manifests.

    ``before`` or ``after`` is None where the environment is new or gone. ``objects`` are in the order in which they are
    applied, by kind, then namespace and name; objects without any difference are left out. ``effects`` are those on the
    environment as a whole.
    """

    name: str
    before: Scope | None
    after: Scope | None
    objects: tuple[ObjectDiff, ...]
    effects: tuple[Effect, ...] = ()


class Diff(NamedTuple):
    """All environments, changed or not; ``before`` and ``after`` name the sides: "HEAD", "working tree"."""

    before: str
    after: str
    environments: tuple[EnvironmentDiff, ...]
    problems: tuple[Problem, ...] = ()
