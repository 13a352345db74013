"""Versions of a CustomResourceDefinition that the API server refuses.

Exactly one version is the one that is stored, each has a name of its own (`v1`, `v1beta1`) and a schema. Columns have
a type (`integer`, `number`, `string`, `boolean`, `date`) and a path that begins with `.`; the paths of the scale
subresource lie under `.spec` and `.status`.

```yaml
versions:
- name: v1
  served: true
  storage: false   # wrong: no version is stored
```

Source: `apiextensions-apiserver` `pkg/apis/apiextensions/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Fix, Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_TYPES = frozenset({"integer", "number", "string", "boolean", "date"})
_FORMATS = frozenset({"", "int32", "int64", "float", "double", "byte", "date", "date-time", "password"})
_SCALE = (("specReplicasPath", (".spec.",)), ("statusReplicasPath", (".status.",)))
_SELECTOR = ("labelSelectorPath", (".spec.", ".status."))
_WARNING = 256


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the versions of a definition."""
    versions = maps(resource.spec.get("versions"))
    stored = [index for index, version in enumerate(versions) if version.get("storage") is True]
    if not stored and "versions" in resource.spec:
        yield Report(("spec", "versions"), "no version is stored", "write storage: true at one")
    for index in stored[1:]:
        yield Report(("spec", "versions", index, "storage"), "a second version is stored", "write storage: false")
    names: set[str] = set()
    for index, version in enumerate(versions):
        path = ("spec", "versions", index)
        name = version.get("name")
        if isinstance(name, str):
            reason = syntax.dns_1035_label(name) or ("another version has it" if name in names else None)
            if reason:
                yield Report((*path, "name"), f"{name!r} is no name for a version: {reason}")
            names.add(name)
        yield from _version(version, path)


def _version(version: Mapping[str, Any], path: Path) -> Iterator[Report]:
    if not isinstance(at(version, "schema", "openAPIV3Schema"), dict):
        yield Report(path, f"the version {version.get('name')} has no schema", "write schema.openAPIV3Schema")
    warning = version.get("deprecationWarning")
    if isinstance(warning, str) and (version.get("deprecated") is not True or len(warning) > _WARNING):
        message = f"deprecationWarning is for versions with deprecated: true, and has {_WARNING} characters at most"
        yield Report((*path, "deprecationWarning"), message)
    for index, column in enumerate(maps(version.get("additionalPrinterColumns"))):
        yield from _column(column, (*path, "additionalPrinterColumns", index))
    scale = at(version, "subresources", "scale")
    if isinstance(scale, dict):
        for field, starts in (*_SCALE, _SELECTOR):
            text = scale.get(field)
            if isinstance(text, str) and not text.startswith(starts) and (text or field != _SELECTOR[0]):
                where = (*path, "subresources", "scale", field)
                yield Report(where, f"{text!r} does not lie under {' or '.join(start[:-1] for start in starts)}")


def _column(column: Mapping[str, Any], path: Path) -> Iterator[Report]:
    kind, form, where = column.get("type"), column.get("format") or "", column.get("jsonPath")
    if column.get("name") == "":
        yield Report((*path, "name"), "the name of the column is empty")
    if isinstance(kind, str) and kind not in _TYPES:
        yield Report((*path, "type"), f"{kind!r} is no type of a column", f"write one of {', '.join(sorted(_TYPES))}")
    if form not in _FORMATS:
        yield Report((*path, "format"), f"{form!r} is no format of a column")
    if isinstance(where, str) and not where.startswith("."):
        yield Report((*path, "jsonPath"), f"the path {where!r} must begin with '.'", f"write .{where.lstrip('$.{')}")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """The path of a column gets the `.` that it begins with."""
    where = at(resource.value, *report.path)
    if report.path[-1] == "jsonPath" and where.removeprefix("$.")[:1].isalpha():
        yield Fix(report.path, f".{where.removeprefix('$.')}")
