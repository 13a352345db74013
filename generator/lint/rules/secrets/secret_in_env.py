"""A secret that stands in the manifest as the value of an environment variable.

Who reads the repository, the pod (`kubectl get pod -o yaml`), the release or the log of the pipeline has it, and it
stays in the history after it is gone from the file.

```yaml
env:
  - name: DB_PASSWORD
    value: correct-horse    # wrong
  - name: DB_PASSWORD
    valueFrom:
      secretKeyRef: {name: db, key: password}
```

The rule goes by the name (`PASSWORD`, `TOKEN`, `SECRET`, `API_KEY` at its end) and looks for passwords in URLs. It
leaves alone what is no secret: references such as `$(DB_PASSWORD)` or `vault:…`, paths (`PASSWORD_FILE`), names of
Secrets, switches, numbers and placeholders. Tokens that tell by their form what they are belong to `token-in-manifest`.

Source: Kubernetes documentation, *Good practices for Kubernetes Secrets*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.secret_texts import in_value
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_CURE = "keep it in a Secret, and refer to that with valueFrom: {secretKeyRef: {name: …, key: …}}"


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The variables of a container that hold secrets."""
    for index, variable in enumerate(maps(container.value.get("env"))):
        name, value = variable.get("name"), variable.get("value")
        found = in_value(name, value) if name and value else None
        if found is None:
            continue
        yield Report(("env", index, "value"), f"{name} holds {found} in plain text", _CURE, key=True)
