"""What ``fairlead push`` does; free of typer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from generator.cli.outcome import Outcome
from generator.cli.push_options import ARCHIVES, OPTIONS
from generator.errors import FairleadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.package.pushed import Pushed

_FEWEST = 2
"""An archive and a target."""


def push_quickly(arguments: Sequence[str]) -> Outcome | None:
    """Push as a plain command line says; None for one that typer has to look at."""
    from generator.cli.command_line import parsed

    values = parsed(arguments, OPTIONS, ARCHIVES)
    return None if values is None else push(values)


def push(values: dict[str, Any]) -> Outcome:
    """Push chart archives to a registry, a repository or a bucket.

    A version that is there with the same bytes is left alone; one that is there with other bytes is refused, and then
    nothing is pushed. Prints each chart's address and digest.

    Exit code 0, 1 where a version is there with other bytes, 4 where the push failed.
    """
    from generator.package.chart_archive import read_archives
    from generator.package.transfer import target_of

    *paths, target = values[ARCHIVES] or [""]
    if len(values[ARCHIVES]) < _FEWEST:
        raise UsageError("push needs archives and a target: fairlead push dist/shop-1.2.3.tgz oci://HOST/PATH")
    say = _silent if values["quiet"] else _say
    found: list[Pushed] = []
    messages, code = "", 0
    try:
        # What is wrong with the command line is said before what is wrong with the archives.
        place = target_of(target, _wishes(values), say)
        for one in place.push(read_archives(paths)):
            found.append(one)
            say(f"{one.archive.path}: {'pushed' if one.new else 'already there, the same bytes'}")
    except FairleadError as error:
        messages, code = f"{error}\n", error.exit_code
    return Outcome(_shown(found, values["format"]), messages, code)


def _wishes(values: dict[str, Any]) -> Any:
    from generator.package.transfer import Wishes
    from generator.programs.helm import Connection

    connection = Connection(
        plain_http=values["plain_http"],
        ca_file=values["ca_file"],
        cert_file=values["cert_file"],
        key_file=values["key_file"],
        insecure=values["insecure_skip_tls_verify"],
    )
    if connection.key_file and not connection.cert_file:
        raise UsageError("--key-file needs --cert-file")
    return Wishes(connection, values["url"], values["upload_url"])


def _say(text: str) -> None:
    """A line on stderr at once: a push may take a while."""
    print(text, file=sys.stderr, flush=True)


def _silent(_: str) -> None:
    """Nothing."""


def _shown(found: Sequence[Pushed], form: str) -> bytes:
    """The product: a line ``address digest`` a chart, or a JSON list."""
    if form == "text":
        return "".join(f"{one.address} {one.digest}\n" for one in found).encode()
    import json

    rows = [
        {
            "archive": one.archive.path,
            "name": one.archive.name,
            "version": one.archive.version,
            "address": one.address,
            "digest": one.digest,
            "sha256": one.archive.sha256,
            "new": one.new,
        }
        for one in found
    ]
    return (json.dumps(rows, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
