"""A binding to the group system:masters.

Its members may do everything without any role: the API server does not ask RBAC or any webhook about them, and no
change of a role or a binding takes it away again. A binding to that group gives them nothing, and shows that somebody
counts on certificates of it.

```yaml
subjects:
  - kind: Group
    name: system:masters   # wrong: a group of your own
```

Source: Kubernetes documentation, *RBAC Good Practices*, least privilege.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rbac import MASTERS, ships, subjects
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The subjects of a binding that are system:masters."""
    if ships(resource):
        return
    for index, (_, name) in enumerate(subjects(resource)):
        if name == MASTERS:
            message = "system:masters may do everything already, and no binding can take it away"
            yield Report(("subjects", index, "name"), message, "bind a group of your own")
