"""What Kubernetes makes of what a manifest leaves out: the fields of a kind, their defaults, and what counts as absent.

A shape is the part of an API type that matters to a comparison. ``fields`` name the shapes of what is below, and of the
items where a field is a list. ``defaults`` are what the API server fills in: a value, or a function of the map that
lacks it, which may give ABSENT. ``empties`` are the fields that it drops where they are "", 0 or false, so that writing
these says nothing; all other fields of that kind are pointers in Go, where false is a value of its own. ``ignored`` are
the fields that only servers write.

Sources: pkg/apis/*/v1/defaults.go and zz_generated.defaults.go of Kubernetes 1.37, and the types of k8s.io/api (a field
with ``omitempty`` that is no pointer is dropped when empty). The defaults hold from 1.25 on; where one is younger, the
default is what older versions did without being told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from generator.resources.nodes import ABSENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.documents.node import Plain

    Default = Callable[[dict[str, Plain]], Plain]

_NOTHING: Mapping[str, Any] = {}


class Shape(NamedTuple):
    """A part of an API type; see the module."""

    fields: Mapping[str, str] = _NOTHING
    defaults: Mapping[str, Any] = _NOTHING
    empties: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()


def shape(defaults: Mapping[str, Any] = _NOTHING, empties: str = "", ignored: str = "", **fields: str) -> Shape:
    """A shape; names of fields in one text, with blanks between them."""
    return Shape(fields, defaults, frozenset(empties.split()), frozenset(ignored.split()))


def whole(defaults: Mapping[str, Any] = _NOTHING, empties: str = "", **fields: str) -> Shape:
    """The shape of a whole object; its metadata is like that of all objects, unless ``fields`` name another shape."""
    return shape({"metadata": {}, **defaults}, empties, "status", **{"metadata": "ObjectMeta", **fields})


def where(name: str, values: tuple[Plain, ...], default: Plain) -> Default:
    """A default where another field of the same map has one of some values, or is left out and None is one."""

    def conditional(value: dict[str, Plain]) -> Plain:
        return default if value.get(name) in values else ABSENT

    return conditional


def same_as(name: str) -> Default:
    """A default that is what another field of the same map says."""

    def other(value: dict[str, Plain]) -> Plain:
        return value.get(name) or ABSENT

    return other
