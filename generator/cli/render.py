"""``fairlead render``: the chart, the Kustomize folders and the manifests."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.options import (
    DESCRIPTION,
    App,
    Assignments,
    Environments,
    chosen,
    loaded,
    warnings_of,
)
from generator.cli.outcome import Outcome
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.render.folder import Written
    from generator.render.staleness import Staleness

EXAMPLES = """\b
Examples:
  fairlead render                          everything into build/
  fairlead render --env dev -o -           the manifests of dev to stdout
  fairlead render -f chart -o out shop/    only the chart of shop/app.yaml, below out/
  fairlead render --set image.tag=1.43.0   with another image
  fairlead render --check                  fail when build/ is stale or was edited by hand
"""


class Format(StrEnum):
    """What can be rendered."""

    chart = "chart"
    kustomize = "kustomize"
    manifests = "manifests"
    all = "all"


FORMATS = ("chart", "kustomize", "manifests")
PER_ENVIRONMENT = {"kustomize": "kustomize/overlays", "manifests": "manifests"}
"""Where units stand that come and go with an environment."""


def render(
    app: App = DESCRIPTION,
    env: Environments = None,
    format: Annotated[
        list[Format] | None, typer.Option("--format", "-f", help="What to render.", show_default="all")
    ] = None,
    output_dir: Annotated[
        str, typer.Option("--output-dir", "-o", metavar="DIR|-", help="Where to; - is stdout.")
    ] = "build",
    set_: Assignments = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 with the diff.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace even what is not fairlead's.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Answer from no earlier run.")] = False,
) -> Outcome:
    """Render the chart, the Kustomize folders and the manifests.

    All three give the same objects. What was written is said on stderr. An output folder is replaced as a whole or not
    at all, and never when it holds files that fairlead did not write.
    """
    del no_cache  # replay.key_of has seen it
    formats = _formats(format or [], output_dir, folder_needed=check or force)
    from generator.render.outputs import render as rendered

    application, files = loaded(app, tuple(set_ or ()))
    environments = chosen(application, env)
    if output_dir == "-":
        tree = rendered(application, ("manifests",), environments)
        from generator.cli.dependencies import dependencies_of

        return Outcome(_stream(tree, environments), warnings_of(application, environments), 0, dependencies_of(files))
    tree = rendered(application, formats, environments)
    left = () if env else _left_over(tree, output_dir, application.name, formats)
    if check:
        return _checked(tree, output_dir, left, warnings_of(application, environments))
    from generator.render.folder import write

    written = write(tree, output_dir, application.name, left, force=force)
    written.sort(key=lambda unit: os.path.dirname(unit.unit))
    return Outcome(stderr=warnings_of(application, environments) + "".join(_line(output_dir, unit) for unit in written))


def _formats(named: list[Format], output_dir: str, *, folder_needed: bool) -> tuple[str, ...]:
    """The formats that are asked for. Raises UsageError where they do not go together with the output."""
    names = {one.value for one in named}
    formats = tuple(one for one in FORMATS if not names or "all" in names or one in names)
    if not output_dir:
        raise UsageError("-o needs a folder, or - for stdout")
    if output_dir == "-" and folder_needed:
        raise UsageError("--check and --force need a folder, and -o - is stdout")
    if output_dir == "-" and named and formats != ("manifests",):
        raise UsageError("-o - prints manifests; the other formats are folders: name one with -o DIR")
    return formats


def _left_over(tree: dict[str, bytes], folder: str, app: str, formats: tuple[str, ...]) -> tuple[str, ...]:
    """Units of environments that the description no longer has; a render of everything removes them."""
    from generator.render.units import left_over

    return tuple(left_over(folder, app, tree, [PER_ENVIRONMENT[one] for one in formats if one in PER_ENVIRONMENT]))


def _stream(tree: dict[str, bytes], environments: tuple[str, ...]) -> bytes:
    """The manifests as one YAML stream; with several environments each starts with a comment that names it."""
    parts: list[bytes] = []
    last = ""
    for path, content in tree.items():
        environment = path.split("/")[1]
        header = f"# environment: {environment}\n" if environment != last and len(environments) > 1 else ""
        last = environment
        body = content.removeprefix(b"---\n")
        parts.append(b"---\n" + header.encode() + body + (b"" if body.endswith(b"\n") else b"\n"))
    return b"".join(parts)


def _line(folder: str, unit: Written) -> str:
    place = os.path.join(folder, unit.unit)
    if not unit.files:
        return f"{place}: removed, no longer rendered\n"
    return f"{place}: {_files(unit.files)}, {f'{unit.changed} changed' if unit.changed else 'unchanged'}\n"


def _checked(tree: dict[str, bytes], folder: str, left: tuple[str, ...], warnings: str) -> Outcome:
    """The diff of everything that a write would change, each file after a line that says why; exit code 1 with any."""
    from generator.cli.terminal import is_coloured, painted_difference
    from generator.render.staleness import compare

    found = compare(tree, folder, left)
    difference = "".join(f"# {one.path}: {one.reason}\n{one.difference}" for one in found)
    if is_coloured(sys.stdout):
        difference = painted_difference(difference)
    return Outcome(
        difference.encode("utf-8", "backslashreplace"), warnings + _summary(folder, found), 1 if found else 0
    )


def _summary(folder: str, found: list[Staleness]) -> str:
    """How many files differ for each reason, and what to do about it."""
    reasons = [one.reason for one in found]
    counts = {reason: reasons.count(reason) for reason in reasons}
    lines = [f"{folder}: {_files(count)}: {reason}\n" for reason, count in counts.items()]
    cure = "    cure: fairlead render; what was edited by hand belongs in the description\n"
    return "".join([*lines, cure] if lines else [])


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
