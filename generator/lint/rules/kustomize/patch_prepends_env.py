"""A patch that adds an environment variable made from one that then comes after it.

`$(NAME)` in a value stands for a variable that is defined **before** it in the list. A strategic merge patch puts the
entries that it adds in front of those that the container has, so a variable of the container is not yet known there,
and the text `$(NAME)` stays as it is.

```yaml
# the container has DB_USER; the patch adds
env:
  - {name: DB_URL, value: "postgres://$(DB_USER)@db"}   # comes first: $(DB_USER) stays
```

Write a JSON patch, which can append: `op: add`, `path: /spec/template/spec/containers/0/env/-`.

Source: Kubernetes documentation, "Define Dependent Environment Variables"; kustomize merges lists by key with the
patch's new items first.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.kustomization import Overlay
from generator.lint.strategic_merge import containers, is_replaced
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_CURE = "append it with a JSON patch: op: add, path: …/env/-"


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The variables that a patch puts before what they are made from."""
    for patch, resource in Overlay(folder).strategic():
        for container in containers(patch.value, resource):
            if is_replaced(container.patch.get("env")):
                continue
            known = {str(entry.get("name")) for entry in maps(container.into.get("env"))}
            for index, entry in enumerate(maps(container.patch.get("env"))):
                if entry.get("name") in known:
                    continue
                for name in sorted(known & _named(entry.get("value"))):
                    message = f"{entry.get('name')} is put before {name}, so $({name}) in it stays as it is"
                    yield patch.problem((*container.path, "env", index, "value"), message, _CURE)


def _named(text: Plain) -> set[str]:
    """The variables that a text names: $(A), not $$(A)."""
    if not isinstance(text, str):
        return set()
    return {part.partition(")")[0] for part in text.replace("$$", "").split("$(")[1:] if ")" in part}
