"""The section ``inject`` of the configuration: ``[tool.fairlead.inject]`` of pyproject.toml, or ``.fairlead.yaml``.

The keys of ``generator.inject.keys`` are about every workload. ``workloads`` is a list of rows about some: each has
the same keys, and ``kind``, ``name``, ``namespace`` and ``labels`` to choose by. ``kube-versions`` and ``exclude`` are
as for lint. The spec of a KRM function's configuration is the same.
"""

from __future__ import annotations

from generator.inject.keys import BY_NAME, KEYS
from generator.inject.settings import Section
from generator.lean import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.documents.node import Plain

ROWS = "workloads"
SELECTORS = ("kind", "name", "namespace")
LABELS = "labels"
LISTS = ("kube-versions", "exclude")
_BY_FLAG = {key.flag.removeprefix("--"): key.name for key in KEYS if key.flag}


class Wrong(NamedTuple):
    """Something wrong with a configuration: the keys that lead to it, what, and the cure."""

    path: tuple[str, ...]
    message: str
    cure: str = ""


class Configuration(NamedTuple):
    """What a project sets for inject; what it leaves out is empty."""

    sections: tuple[Section, ...] = ()
    kube_versions: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def configured(
    section: Any, source: Callable[[tuple[str, ...]], str], lists: tuple[str, ...] = LISTS
) -> tuple[Configuration, list[Wrong]]:
    """The configuration that a section (a map as read) holds, and everything that is wrong with it.

    ``source`` says where the value at a path is written (``.fairlead.yaml:4``). Rows go before what is said of every
    workload, and among rows the first one.
    """
    if not isinstance(section, dict):
        return Configuration(), [Wrong((), "must be a map", f"rows for some workloads are a list under {ROWS}")]
    wrong: list[Wrong] = []
    own = {key: value for key, value in section.items() if key not in (*lists, ROWS)}
    sections = [*_rows(section.get(ROWS), source, wrong), *_sections(own, (), source, wrong, (*lists, ROWS))]
    texts = {name: _texts(section[name], name, wrong) for name in lists if name in section}
    found = Configuration(tuple(sections), texts.get("kube-versions", ()), texts.get("exclude", ()))
    return (Configuration() if wrong else found), wrong


def _texts(value: Any, name: str, wrong: list[Wrong]) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    wrong.append(Wrong((name,), "must be a list of texts: write each in quotes"))
    return ()


def _rows(rows: Any, source: Callable[[tuple[str, ...]], str], wrong: list[Wrong]) -> Iterator[Section]:
    if rows is None:
        return
    if not isinstance(rows, list):
        wrong.append(Wrong((ROWS,), "must be a list of rows", "begin each with a dash"))
        return
    for index, row in enumerate(rows):
        path = (ROWS, str(index))
        if not isinstance(row, dict):
            wrong.append(Wrong(path, "must be a map"))
            continue
        selector: dict[str, Any] = {key: _glob(row[key], (*path, key), wrong) for key in SELECTORS if key in row}
        labels = _labels(row[LABELS], (*path, LABELS), wrong) if LABELS in row else {}
        said = {key: value for key, value in row.items() if key not in (*SELECTORS, LABELS)}
        if not said:
            wrong.append(Wrong(path, "says nothing about its workloads", f"add one of {', '.join(BY_NAME)}"))
        for one in _sections(said, path, source, wrong, (*SELECTORS, LABELS)):
            yield one._replace(**selector, labels=labels)


def _glob(value: Any, path: tuple[str, ...], wrong: list[Wrong]) -> str:
    if not isinstance(value, str) or not value:
        wrong.append(Wrong(path, "must be text, in which * is anything"))
    return str(value)


def _labels(value: Any, path: tuple[str, ...], wrong: list[Wrong]) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        wrong.append(Wrong(path, "must be a map of labels"))
        return {}
    return {key: _glob(one, (*path, key), wrong) for key, one in value.items()}


def _sections(
    said: dict[str, Any],
    path: tuple[str, ...],
    source: Callable[[tuple[str, ...]], str],
    wrong: list[Wrong],
    others: tuple[str, ...],
) -> Iterator[Section]:
    """One section for each thing that is said, so that each has the line that it stands on."""
    for name, value in said.items():
        where = (*path, name)
        if name not in BY_NAME:
            wrong.append(_unknown(where, name, (*BY_NAME, *others)))
            continue
        try:
            parsed: Plain = BY_NAME[name].parse(value)
        except ValueError as error:
            wrong.append(Wrong(where, str(error)))
            continue
        yield Section({name: parsed}, source(where))


def _unknown(path: tuple[str, ...], name: str, known: tuple[str, ...]) -> Wrong:
    from generator.documents.wording import nearest

    near = _BY_FLAG.get(name) or nearest(name, known)
    return Wrong(path, f"there is no {name} here", f"did you mean {near}?" if near else f"known: {', '.join(known)}")
