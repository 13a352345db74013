"""The options of ``fairlead inject``; a table, because injecting must start at once (see ``command_line``)."""

from __future__ import annotations

from generator.cli.command_line import Option
from generator.inject.keys import KEYS
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.inject.keys import Key

ABOUT = "Files and folders of manifests; - is stdin, and so is a pipe where no path is given."
PATHS = "path"
FORMATS = ("text", "json")


def _option(key: Key) -> Option:
    about = f"{key.help} Without one: {key.implied}." if key.implied else key.help
    return Option((key.flag,), about, key.metavar, "", choices=key.choices, implied=key.implied)


SAID: tuple[Option, ...] = tuple(_option(key) for key in KEYS if key.flag)
"""What can be said of the workloads: an option for each key that has one."""

OPTIONS: tuple[Option, ...] = (
    Option(("--write", "-w"), "Write what changed back into the files."),
    Option(("--diff",), "Show what would change, and change nothing; exit 1 where anything would."),
    Option(("--check",), "Name the files that would change, and change nothing; exit 1 where any would."),
    Option(("--override",), "Also change what is there and wrong."),
    *SAID,
    Option(
        ("--kube-version", "-k"),
        "A Kubernetes version (1.33) to be right for; may be repeated. Default: every one that an object is valid for.",
        "VERSION",
        many=True,
    ),
    Option(
        ("--exclude",), "Leave out files and folders that match this pattern; may be repeated.", "PATTERN", many=True
    ),
    Option(("--around",), "Read the folder around each file, and change the files named alone (for pre-commit)."),
    Option(("--whole",), "These are all the objects of the application: what is not here is nowhere."),
    Option(("--krm",), "Be a KRM function: a ResourceList from stdin, a ResourceList to stdout."),
    Option(("--helm-plugin",), "Write the plugin for Helm 4 into this folder, and do nothing else.", "DIR", ""),
    Option(("--format", "-f"), "How to tell what was put in and why.", "FORMAT", "text", choices=FORMATS),
    Option(("--report",), "Tell it in this file instead of on stderr.", "FILE", ""),
    Option(("--quiet", "-q"), "Say only what is wrong with the input."),
)
