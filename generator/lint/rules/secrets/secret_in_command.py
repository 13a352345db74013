"""A secret that stands in the manifest as part of a container's command.

It is in the repository and its history, and besides every process of the pod and of the node sees it in the list of
processes.

```yaml
args: ["--db-password=correct-horse"]   # wrong
args: ["--db-password-file=/run/secrets/db/password"]
```

A program that takes its password as an argument alone can get it with `$(DB_PASSWORD)` from a variable that refers to a
Secret. The rule goes by the names of options and variables (`--password`, `TOKEN=`), and looks for passwords in URLs.

Source: Kubernetes documentation, *Good practices for Kubernetes Secrets*; proc(5), cmdline.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.secret_texts import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_CURE = "keep it in a Secret, and pass a file, or $(NAME) of a variable that refers to the Secret"


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The words of a container's command that hold secrets."""
    for key in ("command", "args"):
        for index, found in in_words(container.value.get(key) or []):
            what = f"{found.name}, {found}," if found.name else str(found)
            yield Report((key, index), f"the command holds {what} in plain text", _CURE)
