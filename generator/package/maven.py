"""The version of a Maven project: that of pom.xml, or of its parent, with its own properties put in.

Read with expat, and nothing that a document type could bring in: entities are refused before one is looked at.
"""

from __future__ import annotations

import re
from typing import NoReturn
from xml.parsers import expat

from generator.package.version_files import unusable
from generator.package.versions import LONGEST

_PROPERTY = re.compile(r"\$\{([^{}]*)\}")
_DEEPEST = 10
"""Properties that name properties."""
_ASK = '--version "$(mvn -q -DforceStdout help:evaluate -Dexpression=project.version)"'


class _DocumentTypeError(Exception):
    """The file declares a document type."""


def project_version(path: str, text: str) -> tuple[str, int]:
    """The version, and the line it is written on. InputError where there is none, or a property that is set elsewhere.

    Source: Maven's "POM Reference" (a version is inherited from the parent) and "Maven CI Friendly Versions".
    """
    found = _read(path, text)
    where = next((one for one in ("project/version", "project/parent/version") if found.get(one, ("", 0))[0]), "")
    if not where:
        raise unusable(path, text, 0, "has no project.version, and no parent that has one", _ASK)
    written, line = found[where]
    version = written
    for _ in range(_DEEPEST):
        if not _PROPERTY.search(version):
            return version, line
        if len(version) > LONGEST:
            break
        version = _PROPERTY.sub(lambda match: _value(found, match[1]) or match[0], version)
    unknown = ", ".join(sorted({f"${{{name}}}" for name in _PROPERTY.findall(version)}))
    raise unusable(path, text, line, f"the version is {written}, and {unknown} is set elsewhere", f"ask Maven: {_ASK}")


def _value(found: dict[str, tuple[str, int]], name: str) -> str:
    parent = {"project.parent.version": 0, "parent.version": 0}
    place = "project/parent/version" if name in parent else f"project/properties/{name}"
    return found.get(place, ("", 0))[0]


def _read(path: str, text: str) -> dict[str, tuple[str, int]]:
    """The first text at each path of element names without prefixes, and its line; no deeper than needed."""
    found: dict[str, tuple[str, int]] = {}
    steps: list[str] = []
    parser = expat.ParserCreate("utf-8")

    def start(name: str, _: dict[str, str]) -> None:
        steps.append(name.rpartition(":")[2])

    def end(_: str) -> None:
        steps.pop()

    def characters(data: str) -> None:
        place = "/".join(steps)
        if data.strip() and len(steps) <= 3:  # noqa: PLR2004 - project/properties/<name>
            before, line = found.get(place, ("", parser.CurrentLineNumber))
            found[place] = before + data.strip(), line

    def doctype(*_: object) -> NoReturn:
        raise _DocumentTypeError

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = characters, doctype
    try:
        parser.Parse(text.encode(), True)
    except _DocumentTypeError:
        line = parser.CurrentLineNumber
        raise unusable(path, text, line, "declares a document type, which is not read", "take it out") from None
    except expat.ExpatError as error:
        reason = f"is no XML: {expat.ErrorString(error.code)}"
        raise unusable(path, text, error.lineno, reason, "mend it, or name a version with --version") from None
    return found
