"""Environment variables that the API server refuses.

A variable has a name and either `value` or `valueFrom`; `valueFrom` has exactly one source. Names may hold letters,
digits, '-', '_' and '.' and not begin with a digit; from Kubernetes 1.32 on they may hold any printable ASCII
character but '='. The same holds for the prefix of `envFrom`, whose entries name exactly one ConfigMap or Secret.

```yaml
env:
- name: PASSWORD
  value: ""          # an empty value counts as none
  valueFrom:
    secretKeyRef: {name: db, key: password}
```

A strategic merge patch that gives `valueFrom` to a variable that has a `value` in the base makes the refused pair.

Source: `pkg/apis/core/validation/validation.go` (`ValidateEnv`, `ValidateEnvFrom`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_RELAXED = 32
_FILES = 35
_SOURCES = ("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef")


@of_pods
def check(container: Container, scope: Scope) -> Iterator[Report]:
    """What is wrong with a container's environment, sources apart."""
    for index, variable in enumerate(maps(container.value.get("env"))):
        path = ("env", index)
        name = variable.get("name")
        reason = _name_fault(name, scope.minor) if isinstance(name, str) else None
        if reason:
            yield Report((*path, "name"), f"{name!r} is no name for a variable: {reason}")
        source = variable.get("valueFrom")
        if isinstance(source, dict):
            yield from _source(variable, source, (*path, "valueFrom"), scope.minor)
    for index, entry in enumerate(maps(container.value.get("envFrom"))):
        yield from _from(entry, ("envFrom", index), scope.minor)


def _name_fault(name: str, minor: int) -> str | None:
    if not name:
        return "it is empty"
    if name.isascii() and name.replace("_", "a").isalnum() and not name[0].isdigit():
        return None
    if minor >= _RELAXED:
        wrong = next((char for char in name if not " " <= char <= "~" or char == "="), "")
        return f"{wrong!r} cannot stand in it" if wrong else None
    wrong = next((char for char in name if not (char.isascii() and char.isalnum()) and char not in "-._"), "")
    if wrong:
        return f"{wrong!r} cannot stand in it before Kubernetes 1.{_RELAXED}"
    if name[0].isdigit():
        return f"it begins with a digit, which Kubernetes allows from 1.{_RELAXED} on"
    return f"it begins with '..' before Kubernetes 1.{_RELAXED}" if name == "." or name.startswith("..") else None


def _source(variable: Mapping[str, Any], source: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    kinds = (*_SOURCES, "fileKeyRef") if minor >= _FILES else _SOURCES
    found = [kind for kind in kinds if isinstance(source.get(kind), dict)]
    if not found:
        yield Report(path, f"valueFrom has none of {', '.join(kinds)}", "write exactly one of them")
    elif variable.get("value"):
        yield Report(path, "value and valueFrom stand together", "keep one of them", key=True)
    elif len(found) > 1:
        yield Report((*path, found[1]), f"{' and '.join(found)} stand together", "keep one of them", key=True)


def _from(entry: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    prefix = entry.get("prefix")
    reason = _name_fault(prefix, minor) if prefix else None
    if reason:
        yield Report((*path, "prefix"), f"{prefix!r} is no prefix for variables: {reason}")
    found = [kind for kind in ("configMapRef", "secretRef") if isinstance(entry.get(kind), dict)]
    if len(found) != 1:
        message = "configMapRef and secretRef stand together" if found else "it has neither configMapRef nor secretRef"
        yield Report(path, message, "write one of them in each entry")
    for kind in found:
        name = entry[kind].get("name") or ""
        reason = syntax.dns_subdomain(name.removesuffix("-")) if name else "it is missing"
        if reason:
            yield Report((*path, kind, "name"), f"{name!r} is no name of an object: {reason}")
