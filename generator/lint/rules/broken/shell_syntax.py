"""A command in the syntax of a shell, where no shell reads it.

`command` of a container, and `exec` of probes and hooks, start a program with arguments. Nothing splits a text at its
blanks and nothing knows `&&`, `|` or `>`: a command of one text is looked for as a program of that name, and the
operators become arguments. The container does not start; a probe always fails; a hook does nothing.

```yaml
exec:
  command: ["pg_isready -U postgres"]              # wrong: there is no program of that name
  command: [pg_isready, -U, postgres]              # right
  command: [sh, -c, "pg_isready && test -f /ok"]   # right where a shell is needed
```

Paths of Windows may hold blanks and are no fault.

Source: Kubernetes documentation, "Define a Command and Arguments for a Container", "Configure Liveness, Readiness and
Startup Probes" (the command is not run in a shell).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.probe_times import PROBES
from generator.objects.shutdown import is_shell
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_OPERATORS = frozenset({"&&", "||", "|", ">", ">>", "2>&1", "2>/dev/null", ">/dev/null", "<", ";"})
_PLACES: tuple[Path, ...] = (
    ("command",),
    *((probe, "exec", "command") for probe in PROBES),
    ("lifecycle", "preStop", "exec", "command"),
    ("lifecycle", "postStart", "exec", "command"),
)


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """The commands of a container that only a shell would understand."""
    if container.pod.is_windows:
        return
    for path in _PLACES:
        command = at(container.value, *path)
        report = _fault(path, command) if command else None
        if report:
            yield report


def _fault(path: Path, command: list[str]) -> Report | None:
    program, blank, _ = command[0].strip().partition(" ")
    if blank and "\\" not in command[0] and not command[0].endswith(".exe"):
        message = f"the program would be {_shortened(command[0])!r}, blanks and all: no shell splits it"
        cure = "write a list with an item for each word" if "\n" not in command[0] else 'write ["sh", "-c", "…"]'
        return Report((*path, 0), message, cure)
    if is_shell(program) or any(is_shell(word) for word in command[1:]):
        return None
    index = next((index for index, word in enumerate(command) if word in _OPERATORS), None)
    if index is None:
        return None
    message = f"{command[index]!r} is only an argument for {program}: no shell reads it"
    return Report((*path, index), message, 'write ["sh", "-c", "…"]')


def _shortened(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
