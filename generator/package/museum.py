"""A chart repository behind a server with the API of ChartMuseum: archives are sent, the server writes its index.

GitLab, Gitea and Forgejo have the same API. The index is read first, because not every server refuses a version that is
there. Credentials come from helm's repositories.yaml, or the variables of helm's plugin for ChartMuseum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from generator.errors import ProgramError
from generator.package import index as indexes
from generator.package.helm_repositories import login_for
from generator.package.index import Index
from generator.package.pushed import Pushed, Rebuilt, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from urllib.request import OpenerDirector

    from generator.package.chart_archive import ChartArchive
    from generator.package.pushed import Say
    from generator.programs.helm import Connection

TIMEOUT = 120.0
"""Seconds that a server may be silent."""
_LONGEST_ANSWER = 200
_ABSENT, _CONFLICT, _UNAUTHORIZED, _FORBIDDEN = 404, 409, 401, 403
_FINE = range(200, 300)
_REDIRECTS = range(300, 400)


class _Answer(NamedTuple):
    status: int
    content: bytes


class Museum:
    """The repository at a URL; archives are sent to ``upload``, by default ``<url>/api/charts``."""

    def __init__(self, url: str, upload: str, connection: Connection, say: Say) -> None:
        self._url = url.rstrip("/")
        self._upload = upload or f"{self._url}/api/charts"
        self._login = login_for(self._url)
        self._opener = _opener(self._login.over(connection))
        self._say = say

    def push(self, archives: Sequence[ChartArchive]) -> Iterator[Pushed]:
        """Each archive as soon as it is there; nothing is sent where one is there with other bytes.

        DifferenceError for such a one, ProgramError where the server fails.
        """
        index = self._index()
        refuse(found for archive in archives if (found := self._rebuilt(archive, index)))
        for archive in archives:
            there = index.entry(archive.name, archive.version) is not None
            new = not there and self._send(archive)
            yield Pushed(archive, f"{self._url}/{archive.file}", f"sha256:{archive.sha256}", new)

    def _index(self) -> Index:
        address = f"{self._url}/{indexes.FILE}"
        answer = self._ask(address, None, {"Cache-Control": "no-cache"})
        if answer.status not in {*_FINE, _ABSENT}:
            raise _failure("GET", address, answer)
        return Index(answer.content if answer.status in _FINE else b"", address)

    def _rebuilt(self, archive: ChartArchive, index: Index) -> Rebuilt | None:
        entry = index.entry(archive.name, archive.version)
        digest = str((entry or {}).get("digest") or "").removeprefix("sha256:")
        if entry is None or digest == archive.sha256:
            return None
        return Rebuilt(archive, f"{self._url}/{archive.file}", digest)

    def _send(self, archive: ChartArchive) -> bool:
        """Whether the server took the archive; False where another push of the same bytes was faster."""
        self._say(f"POST {self._upload} {archive.file}")
        content, kind = _form(archive)
        answer = self._ask(self._upload, content, {"Content-Type": kind})
        if answer.status in _FINE:
            return True
        if answer.status == _CONFLICT:
            index = self._index()
            refuse(found for found in [self._rebuilt(archive, index)] if found)
            if index.entry(archive.name, archive.version):
                return False
        raise _failure("POST", self._upload, answer)

    def _ask(self, address: str, content: bytes | None, headers: dict[str, str]) -> _Answer:
        """What a server answers, whatever its status; ProgramError where it does not."""
        from http.client import HTTPException
        from urllib.error import HTTPError
        from urllib.request import Request

        request = Request(address, content, headers)  # noqa: S310 - http and https: see transfer
        if self._login.authorization:
            # Not to where a redirect leads.
            request.add_unredirected_header("Authorization", self._login.authorization)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return _Answer(response.status, response.read())
        except HTTPError as error:
            with error:
                return _Answer(error.code, error.read())
        except (OSError, HTTPException, ValueError) as error:
            raise ProgramError(f"{address}: {getattr(error, 'reason', '') or error}") from None


def _opener(connection: Connection) -> OpenerDirector:
    import ssl
    from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

    class Redirects(HTTPRedirectHandler):
        """Goes where a redirect leads to read, but never with an archive: that would become a GET, and be lost."""

        def redirect_request(self, req: Request, *answer: Any) -> Request | None:
            return None if req.data is not None else super().redirect_request(req, *answer)

    try:
        context = ssl.create_default_context(cafile=connection.ca_file or None)
        if connection.insecure:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        if connection.cert_file:
            context.load_cert_chain(connection.cert_file, connection.key_file or None)
    except OSError as error:
        files = ", ".join(filter(None, (connection.ca_file, connection.cert_file, connection.key_file)))
        raise ProgramError(f"{files}: cannot be used: {error}") from None
    return build_opener(HTTPSHandler(context=context), Redirects)


def _form(archive: ChartArchive) -> tuple[bytes, str]:
    """A multipart form with the archive as ``chart`` and its provenance as ``prov``, and its content type."""
    boundary = f"fairlead-{archive.sha256}"
    parts = [("chart", archive.file, archive.content), ("prov", f"{archive.file}.prov", archive.provenance)]
    lines: list[bytes] = []
    for field, name, content in parts:
        if content:
            about = f'Content-Disposition: form-data; name="{field}"; filename="{name}"'
            lines += [f"--{boundary}".encode(), about.encode(), b"Content-Type: application/octet-stream", b"", content]
    return b"\r\n".join([*lines, f"--{boundary}--".encode(), b""]), f"multipart/form-data; boundary={boundary}"


def _failure(method: str, address: str, answer: _Answer) -> ProgramError:
    said = " ".join(answer.content.decode("utf-8", "replace").split())
    said = "".join(character for character in said if character.isprintable())
    shown = f": {said[:_LONGEST_ANSWER]}" if said else ""
    cure = ""
    if answer.status in {_UNAUTHORIZED, _FORBIDDEN}:
        cure = "\n    cure: helm repo add NAME URL --username …, or HELM_REPO_USERNAME and HELM_REPO_PASSWORD"
    elif answer.status in _REDIRECTS:
        cure = "\n    cure: name the address that it redirects to"
    elif answer.status == _ABSENT:
        cure = "\n    cure: where the server takes archives at another address, name it: --upload-url URL"
    return ProgramError(f"{method} {address}: the server answers {answer.status}{shown}{cure}")
