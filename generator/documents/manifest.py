"""A manifest: one object as Kubernetes reads it, and what can say where each of its values was written."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.documents.node import Plain
    from generator.errors import Place

Path: TypeAlias = tuple[str | int, ...]
"""Map keys and list indexes from an object's root: ("spec", "containers", 0, "image")."""


class Origin(Protocol):
    """What knows where the values of an object were written."""

    @property
    def source(self) -> str:
        """The file, as a person named it: ``deploy/web.yaml``, ``<stdin>``."""

    @property
    def text(self) -> str:
        """The text that the object was read from, "" where there is none."""

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value at a path is written, or its key; the nearest value above it where there is none."""

    def line(self, place: Place) -> str:
        """The source line of a place without its line break, "" where there is none to show."""


class Caused(Protocol):
    """An origin whose values may come from elsewhere: a template's from a values file."""

    def cause(self, path: Path) -> Place | None:
        """Where the value at a path comes from, None where it is written where ``place`` says."""


class Manifest(NamedTuple):
    """An object's plain value, nulls kept, with its origin; ``prefix`` is its path within the origin's document.

    ``environment`` names the environment of an app description, or the values file of a chart, that the object was
    rendered for; "" where there is none. ``clean`` is set where it is known already that Kubernetes 1.``clean`` takes
    the object as it is.
    """

    value: Plain
    origin: Origin
    prefix: Path = ()
    environment: str = ""
    clean: int = 0

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value at a path of this object is written, or its key."""
        return self.origin.place(self.prefix + path, key=key)

    def cause(self, path: Path) -> Place | None:
        """Where the value at a path of this object comes from, None where that is not elsewhere."""
        origin: Any = self.origin
        caused: Caused | None = origin if hasattr(origin, "cause") else None
        return caused.cause(self.prefix + path) if caused else None


def flatten(manifests: Iterable[Manifest]) -> Iterator[Manifest]:
    """The manifests with the items of lists (``kind: List`` and ``ConfigMapList`` alike) in the place of the lists.

    As in kubectl, a list is an object whose kind ends with List and which has ``items``; lists in lists as well.
    """
    for manifest in manifests:
        value = manifest.value
        if isinstance(value, dict) and isinstance(value.get("items"), list) and str(value.get("kind")).endswith("List"):
            items = (
                manifest._replace(value=item, prefix=(*manifest.prefix, "items", index), clean=0)
                for index, item in enumerate(value["items"])
            )
            yield from flatten(items)
        else:
            yield manifest


def shown(path: Path) -> str:
    """A path as people write it: ``spec.containers[0].image``, keys with dots in brackets and quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif "." in step or "/" in step or not step:
            text += f'["{step}"]'
        else:
            text += f".{step}" if text else step
    return text
