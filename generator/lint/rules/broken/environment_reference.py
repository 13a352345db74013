"""A variable that refers to one which is not there yet, or not at all.

`$(NAME)` in the value of a variable, in `command` and in `args` is replaced by the value of `NAME`. Variables are
read from top to bottom: one that is defined further down, or nowhere, is not replaced, and the program gets the text
`$(NAME)`.

```yaml
env:
- name: URL
  value: postgres://$(HOST)/shop    # wrong: HOST comes later
- name: HOST
  value: db
```

A name that stands nowhere is a warning, and counts only if it looks like a variable (capitals) and no ConfigMap or
Secret that is not in the scope may bring it. `$$(NAME)` is the text itself; names that Services give
(`…_SERVICE_HOST`) are known. A strategic merge patch of Kustomize puts new variables first and so breaks the order.

Source: Kubernetes documentation, "Define Dependent Environment Variables".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.config_references import keys
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_OF_SERVICES = ("_SERVICE_HOST", "_SERVICE_PORT", "_PORT", "_TCP_ADDR", "_TCP_PORT", "_TCP_PROTO", "_TCP")


def check(container: Container, scope: Scope) -> Iterator[Report]:
    """The references in a container's environment and arguments that are not replaced."""
    variables = maps(container.value.get("env"))
    names = [str(variable.get("name") or "") for variable in variables]
    imported: set[str] | str | None = ""
    defined: set[str] = set()
    for path, text, position in _texts(container):
        if position is not None:
            defined = set(names[:position])
        for name in _references(text):
            if name in (defined if position is not None else names):
                continue
            imported = _imported(container, scope) if imported == "" else imported
            if imported is None or name in imported:
                continue
            if position is not None and name in names:
                where = "refers to itself" if name == names[position] else "is defined further down"
                yield Report(path, f"$({name}) is not replaced: {name} {where}", "define it before it is used")
            elif _looks_like_variable(name):
                message = f"$({name}) is not replaced: the container has no variable {name}"
                yield Report(path, message, f"define it, or write $$({name}) for the text", severity="warning")


def _texts(container: Container) -> Iterator[tuple[Path, str, int | None]]:
    """The texts in which references are replaced, with the position of the variable that each belongs to."""
    for index, variable in enumerate(maps(container.value.get("env"))):
        if "$(" in (variable.get("value") or ""):
            yield ("env", index, "value"), variable["value"], index
    for key in ("command", "args"):
        for index, text in enumerate(container.value.get(key) or ()):
            if "$(" in text:
                yield (key, index), text, None


def _references(text: str) -> Iterator[str]:
    """The names in a text that are replaced: ``$(NAME)``, and not ``$$(NAME)``."""
    seen = set()
    index = text.find("$")
    while index != -1 and index + 1 < len(text):
        end = text.find(")", index) if text[index + 1] == "(" else -1
        name = text[index + 2 : end]
        if end != -1 and name not in seen:
            seen.add(name)
            yield name
        index = text.find("$", end + 1 if end != -1 else index + 2)


def _imported(container: Container, scope: Scope) -> set[str] | None:
    """The variables that come from ConfigMaps and Secrets; None where one of these is not known."""
    found: set[str] = set()
    for entry in maps(container.value.get("envFrom")):
        for field, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
            if not entry.get(field):
                continue
            resource = scope.named(kind, str(at(entry, field, "name") or ""), container.pod.owner)
            own = keys(resource) if resource else None
            if not own:
                return None
            found.update(f"{entry.get('prefix') or ''}{key}" for key in own)
    return found


def _looks_like_variable(name: str) -> bool:
    plain = name.replace("_", "A")
    return plain.isascii() and plain.isalnum() and name.isupper() and not name.endswith(_OF_SERVICES)
