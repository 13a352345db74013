"""What of a Chart.yaml an index.yaml holds: the fields that Helm knows, with the types that Helm gives them.

Helm reads an index strictly: a field that it does not know makes the whole repository unreadable. The fields are those
of Helm's ``chart.Metadata``, ``Maintainer`` and ``Dependency``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.documents.node import Plain


def index_fields(chart: Plain) -> dict[str, Any]:
    """The fields of a Chart.yaml for its entry in an index; {} for what is no map."""
    return _fields(_CHART, chart)


def _fields(known: Mapping[str, Callable[[Plain], Any]], value: Plain) -> dict[str, Any]:
    """The fields that are known and say something, in the order of their names."""
    if not isinstance(value, dict):
        return {}
    read = {key: known[key](value[key]) for key in sorted(value) if key in known}
    return {key: field for key, field in read.items() if field not in ("", [], {}, None, False)}


def _text(value: Plain) -> str:
    """A scalar as the text that Helm makes of it: 1.16 is "1.16", 1.0 is "1"; "" for what is no scalar."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _flag(value: Plain) -> bool:
    return value is True


def _texts(value: Plain) -> list[str]:
    return [_text(item) for item in value] if isinstance(value, list) else []


def _text_map(value: Plain) -> dict[str, str]:
    return {key: _text(item) for key, item in value.items()} if isinstance(value, dict) else {}


def _as_it_is(value: Plain) -> Any:
    return value if isinstance(value, list) else []


def _maps(known: Mapping[str, Callable[[Plain], Any]]) -> Callable[[Plain], list[dict[str, Any]]]:
    return lambda value: [_fields(known, item) for item in value] if isinstance(value, list) else []


_MAINTAINER = dict.fromkeys(("name", "email", "url"), _text)
_DEPENDENCY: dict[str, Callable[[Plain], Any]] = {
    **dict.fromkeys(("name", "version", "repository", "condition", "alias"), _text),
    "tags": _texts,
    "enabled": _flag,
    "import-values": _as_it_is,
}
_CHART: dict[str, Callable[[Plain], Any]] = {
    **dict.fromkeys(("name", "home", "version", "description", "icon", "apiVersion", "condition", "tags"), _text),
    **dict.fromkeys(("appVersion", "kubeVersion", "type"), _text),
    "sources": _texts,
    "keywords": _texts,
    "maintainers": _maps(_MAINTAINER),
    "deprecated": _flag,
    "annotations": _text_map,
    "dependencies": _maps(_DEPENDENCY),
}
