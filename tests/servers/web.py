"""HTTP servers in threads of the test: one that publishes a folder, and stand-ins for servers that cannot be had here.

``Museum`` stands in for ChartMuseum: the API as its documentation says it, with an index
in Helm's form. ``Careless`` stands in for a server that speaks S3 and ignores the conditions of writes.
"""

from __future__ import annotations

import base64
import email
import email.policy
import functools
import hashlib
import json
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from tests.servers.process import HOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import MIMEPart
    from pathlib import Path

USER, PASSWORD = "pusher", "a-secret-word"


@contextmanager
def listening(
    handler: Callable[..., BaseHTTPRequestHandler], certificate: tuple[str, str] | None = None
) -> Iterator[str]:
    """The URL of a server with this handler; over HTTPS where it has a certificate and its key."""
    with ThreadingHTTPServer((HOST, 0), handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"{'https' if certificate else 'http'}://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the output is the test's."""


def folder_server(folder: Path) -> Any:
    """A context with the URL under which a folder is published."""
    return listening(functools.partial(Quiet, directory=str(folder)))


class Museum:
    """A stand-in for ChartMuseum: what it holds by name and version, what was asked, and how it behaves."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], dict[str, Any]] = {}
        self.provenances: list[bytes] = []
        self.requests: list[str] = []
        self.login = ""
        self.before_upload: Callable[[], None] = lambda: None
        self.redirect = ""
        self.moved = ""
        self.lock = threading.Lock()

    def handler(self, *arguments: Any) -> BaseHTTPRequestHandler:
        return _MuseumHandler(self, *arguments)

    def add(self, name: str, version: str, content: bytes) -> bool:
        """Whether the version was not there yet."""
        with self.lock:
            if (name, version) in self.entries:
                return False
            digest = hashlib.sha256(content).hexdigest()
            self.entries[name, version] = {"name": name, "version": version, "digest": digest}
            return True

    def index(self) -> bytes:
        entries: dict[str, list[Any]] = {}
        for (name, _), entry in sorted(self.entries.items()):
            entries.setdefault(name, []).append(entry)
        return json.dumps({"apiVersion": "v1", "entries": entries}).encode()


class _MuseumHandler(Quiet):
    def __init__(self, museum: Museum, *arguments: Any) -> None:
        self.museum = museum
        super().__init__(*arguments)

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def allowed(self) -> bool:
        self.museum.requests.append(f"{self.command} {self.path} {self.headers.get('Authorization', '-')}")
        login = self.museum.login
        wanted = f"Basic {base64.b64encode(login.encode()).decode()}"
        return not login or self.headers.get("Authorization") == wanted

    def do_GET(self) -> None:
        if not self.allowed():
            self.answer(401, b'{"error":"unauthorized"}')
        elif self.museum.redirect:
            self.answer(302, Location=self.museum.redirect + self.path)
        elif self.path == "/index.yaml":
            self.answer(200, self.museum.index())
        else:
            self.answer(404, b'{"error":"not found"}')

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.allowed():
            self.answer(401, b'{"error":"unauthorized"}')
            return
        if self.museum.moved:
            self.answer(302, Location=self.museum.moved)
            return
        if self.path not in {"/api/charts", "/upload"}:
            self.answer(404, b'{"error":"not found"}')
            return
        self.museum.before_upload()
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form = email.message_from_bytes(head + body, policy=email.policy.HTTP)
        files = {part.get_param("name", header="Content-Disposition"): part for part in form.iter_parts()}
        name, _, version = str(files["chart"].get_filename()).removesuffix(".tgz").partition("-")
        if "prov" in files:
            self.museum.provenances.append(content_of(files["prov"]))
        new = self.museum.add(name, version, content_of(files["chart"]))
        self.answer(201 if new else 409, b'{"saved":true}' if new else b'{"error":"file already exists"}')


def content_of(part: MIMEPart) -> bytes:
    """The bytes of a part of a form."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


class Careless:
    """A stand-in for a server of S3 that stores whatever it gets; ``ignored`` are the conditions that it ignores."""

    def __init__(self, *ignored: str) -> None:
        self.objects: dict[str, bytes] = {}
        self.ignored = ignored

    def handler(self, *arguments: Any) -> BaseHTTPRequestHandler:
        return _CarelessHandler(self, *arguments)


class _CarelessHandler(Quiet):
    def __init__(self, store: Careless, *arguments: Any) -> None:
        self.store = store
        super().__init__(*arguments)

    def answer(self, status: int, content: bytes = b"", etag: str = "") -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **({"ETag": etag} if etag else {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        if self.path in self.store.objects:
            content = self.store.objects[self.path]
            self.answer(200, content, etag_of(content))
        else:
            self.answer(404, b"<Error><Code>NoSuchKey</Code><Message>none</Message></Error>")

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        there = self.store.objects.get(self.path)
        met = {
            "If-None-Match": there is None,
            "If-Match": there is not None and self.headers.get("If-Match") == etag_of(there),
        }
        if any(name in self.headers and not met[name] for name in met if name not in self.store.ignored):
            self.answer(412, b"<Error><Code>PreconditionFailed</Code><Message>no</Message></Error>")
            return
        self.store.objects[self.path] = content
        self.answer(200, b"", etag_of(content))


def etag_of(content: bytes) -> str:
    return f'"{hashlib.md5(content).hexdigest()}"'  # noqa: S324 - what S3 does
