"""Where a push goes, by what its target looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from generator.errors import UsageError
from generator.programs.helm import Connection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from urllib.parse import SplitResult

    from generator.package.chart_archive import ChartArchive
    from generator.package.pushed import Pushed, Say


class Target(Protocol):
    """What takes chart archives."""

    def push(self, archives: Sequence[ChartArchive]) -> Iterator[Pushed]:
        """The archives as they are there, in their order.

        DifferenceError where one is there with other bytes: then nothing was pushed. ProgramError where the push fails.
        """


class Wishes(NamedTuple):
    """What a command line says besides the target: ``url`` for an index, ``upload_url`` for a server."""

    connection: Connection = Connection()
    url: str = ""
    upload_url: str = ""


def target_of(text: str, wishes: Wishes, say: Say) -> Target:
    """The target with this name; ``say`` is told what is run or sent. UsageError for one that does not exist."""
    scheme, separator, _ = text.partition("://")
    if not separator:
        return _folder(text, wishes)
    parts = _split(text)
    if not parts.netloc or parts.query or parts.fragment:
        raise UsageError(f"{text} is no target; write one like {_LIKE.get(scheme, _LIKE['oci'])}")
    _check(scheme, wishes)
    return _remote(scheme, parts, text, wishes, say)


def _split(url: str) -> SplitResult:
    """The parts of a URL. UsageError for what is none, and for one with a login, which is not repeated."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        raise UsageError(f"{url} is no URL") from None
    if parts.username is not None or parts.password is not None:
        raise UsageError("an address holds no name or password, which everybody would see; see docs/push.md")
    return parts


_LIKE = {
    "oci": "oci://registry.example.com/charts",
    "s3": "s3://bucket/charts",
    "gs": "gs://bucket/charts",
    "http": "http://charts.example.com",
    "https": "https://charts.example.com",
}


def _remote(scheme: str, parts: SplitResult, text: str, wishes: Wishes, say: Say) -> Target:
    if scheme == "oci":
        from generator.package.registry import Registry

        return Registry(text, wishes.connection, say)
    if scheme in {"http", "https"}:
        from generator.package.museum import Museum

        return Museum(text, wishes.upload_url, wishes.connection, say)
    from generator.package.repository import Repository

    if scheme == "s3":
        from generator.package.s3 import S3Store

        return Repository(S3Store(parts.netloc, parts.path, wishes.connection), wishes.url)
    from generator.package.gcs import GcsStore

    return Repository(GcsStore(parts.netloc, parts.path), wishes.url)


def _folder(path: str, wishes: Wishes) -> Target:
    from generator.package.folder import FolderStore
    from generator.package.repository import Repository

    _check("", wishes)
    return Repository(FolderStore(path), wishes.url)


def _check(scheme: str, wishes: Wishes) -> None:
    """UsageError for a scheme that is not known, and for an option that means nothing for its targets."""
    if scheme and scheme not in _LIKE:
        raise UsageError(f"{scheme}:// is no target; there are {', '.join(f'{name}://' for name in _LIKE)} and folders")
    connection = wishes.connection
    tls = connection._replace(plain_http=False) != Connection()
    wrong = {
        "--plain-http": connection.plain_http and scheme != "oci",
        "--ca-file, --cert-file, --key-file and --insecure-skip-tls-verify": tls and scheme in {"", "gs", "http"},
        "--url": wishes.url and scheme not in {"", "s3", "gs"},
        "--upload-url": wishes.upload_url and scheme not in {"http", "https"},
    }
    for option, meaningless in wrong.items():
        if meaningless:
            raise UsageError(f"{option}: not for {f'{scheme}:// targets' if scheme else 'a folder'}")
    for url in filter(None, (wishes.url, wishes.upload_url)):
        if _split(url).scheme not in {"http", "https"}:
            raise UsageError(f"{url} is no URL; write one like https://charts.example.com")
