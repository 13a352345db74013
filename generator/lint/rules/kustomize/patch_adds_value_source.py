"""A patch that gives an environment variable `value` and `valueFrom` together.

A variable has one of the two. A patch is merged into the variable of the same name: one that says `valueFrom` for a
variable with a `value` (or the other way round) leaves both, and the API server refuses them. Take the old one away
in the same patch.

```yaml
env:
  - name: PASSWORD
    value: null        # without this line it has both
    valueFrom: {secretKeyRef: {name: db, key: password}}
```

Source: Kubernetes API, EnvVar ("cannot be used if value is not empty"); kustomize's strategic merge.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.kustomization import Overlay
from generator.lint.strategic_merge import DIRECTIVE, containers, is_replaced
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_EITHER = (("value", "valueFrom"), ("valueFrom", "value"))


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The variables that get both."""
    for patch, resource in Overlay(folder).strategic():
        for container in containers(patch.value, resource):
            if is_replaced(container.patch.get("env")):
                continue
            known = {entry.get("name"): entry for entry in maps(container.into.get("env"))}
            for index, entry in enumerate(maps(container.patch.get("env"))):
                there = known.get(entry.get("name"), {})
                for old, new in _EITHER:
                    if there.get(old) and entry.get(new) and old not in entry and DIRECTIVE not in entry:
                        message = f"{entry.get('name')} keeps its {old} and gets {new} as well"
                        path = (*container.path, "env", index, new)
                        yield patch.problem(path, message, f"write {old}: null beside it", key=True)
