"""A value, or a key, that Kubernetes reads as something else than it looks.

Kubernetes reads YAML 1.1: `yes`, `no`, `on`, `off`, `y` and `n` are booleans, `0755` is the number 493, `1_000` is
1000 and `1e3` is 1000. Whoever means the text gets something else, and the API server refuses it where it wants text,
or takes it where it wants a number or a boolean. Keys are read in the same way: `on:` becomes `"true"`.

```yaml
country: no       # false
country: "no"     # the text
build: 1e3        # 1000
build: "1e3"      # the text
```

Quote what is meant as text, and write booleans as `true` and `false`, numbers in decimal. File modes (`defaultMode`,
`mode`) with a leading zero are meant so, and are not reported.

Source: sigs.k8s.io/yaml; YAML 1.1, "bool", "int" and "float" types.
"""

from __future__ import annotations

from generator.documents.manifest import shown
from generator.errors import Problem
from generator.lean import TYPE_CHECKING, Any, Protocol
from generator.lint.rule import Fix
from generator.schemas.schema import field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.documents.source import Source
    from generator.documents.written import Ambiguous
    from generator.errors import Place
    from generator.schemas.schema import Schema

_MODES = ("mode", "defaultMode")
_EXACT = 2**53
"""Whole numbers below this are what they look like, whoever reads them."""


class Origin(Protocol):
    """What knows the scalars of an object that mislead."""

    @property
    def text(self) -> str:
        """The text of the object."""

    @property
    def ambiguous(self) -> tuple[Ambiguous, ...]:
        """The scalars with their places."""

    def line(self, place: Place) -> str:
        """The line of a place."""


def check(source: Source) -> Iterator[Problem]:
    """The scalars that mislead."""
    for origin in _origins(source):
        for place, path, text, value in origin.ambiguous:
            if not (path and path[-1] in _MODES and text.startswith("0")):
                yield _secret(place, path) if _is_secret(origin, path) else _told(origin, place, path, text, value)


def _told(origin: Origin, place: Place, path: Path, text: str, value: Plain) -> Problem:
    is_key = isinstance(value, str)
    read = f'the key "{value}"' if is_key else _said(value)
    cure = f'write "{text}" if the text is meant' + ("" if is_key else f", {read} if not")
    return Problem(place, shown(path), f"{text} is read as {read}", cure, origin.line(place))


def _secret(place: Place, path: Path) -> Problem:
    return Problem(place, shown(path), "this is read as a number or a boolean", "put it in quotes if the text is meant")


def _is_secret(origin: Origin, path: Path) -> bool:
    """Whether a value must not be repeated."""
    return path[:1] in (("data",), ("stringData",)) and "Secret" in origin.text


def _origins(source: Source) -> Iterable[Origin]:
    """What knows where scalars are: of a chart the templates, not what was rendered from them."""
    if source.kind != "chart":
        return source.documents
    origins: list[Any] = [manifest.origin for manifest in source.manifests]
    return [origin for origin in origins if hasattr(origin, "ambiguous")]


def _said(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def fix(schema: Schema, scalar: Ambiguous) -> Iterator[Fix]:
    """Text is put in quotes as it is written, a boolean becomes `true` or `false`, a number decimal.

    As the schema of the object says which of them the field holds; keys, and fields that take several, are left.
    """
    _, path, text, value = scalar
    wanted = field(schema, path)
    types = wanted.types - {"null"} if wanted is not None and not wanted.is_free else frozenset()
    if isinstance(value, str) or wanted is None:
        return
    if types == {"string"} and not wanted.format:
        yield Fix(path, text)
    elif isinstance(value, bool):
        yield from [Fix(path, value, "rewrite")] if types == {"boolean"} else []
    elif types in ({"integer"}, {"number"}) and abs(value) < _EXACT and value == int(value):
        yield Fix(path, int(value), "rewrite")
