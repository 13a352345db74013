"""Talking to an API server over connections that stay open."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import socket
import ssl
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MERGE = "application/merge-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"
JSON = "application/json"


class Answer(NamedTuple):
    """What the server answered: the HTTP status, the object or Status, and what its Warning headers say."""

    status: int
    body: dict[str, Any]
    warnings: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """Why the server refused, in its own words."""
        return str(self.body.get("message", ""))


class Api:
    """An API server as a kubeconfig of ``credentials.kubeconfig`` names it; each thread has a connection of its own."""

    def __init__(self, kubeconfig: str) -> None:
        with open(kubeconfig, encoding="utf-8") as file:
            config = json.load(file)
        cluster = config["clusters"][0]["cluster"]
        authority = base64.b64decode(cluster["certificate-authority-data"]).decode()
        self._address = cluster["server"].removeprefix("https://")
        self._headers = {"Authorization": f"Bearer {config['users'][0]['user']['token']}", "Accept": JSON}
        self._tls = ssl.create_default_context(cadata=authority)
        self._local = threading.local()
        self._connections: list[http.client.HTTPSConnection] = []

    def request(self, method: str, path: str, body: Any = None, content: str = JSON) -> Answer:
        """One request. ``body`` is JSON, or bytes that are sent as they are; a lost connection is opened once more."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = {**self._headers, "Content-Type": content}
        try:
            return self._ask(method, path, data, headers)
        except (http.client.HTTPException, OSError):
            return self._ask(method, path, data, headers)

    def _ask(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Answer:
        connection = self._connection()
        try:
            connection.request(method, path, data, headers)
            response = connection.getresponse()
            text = response.read()
        except (http.client.HTTPException, OSError):
            connection.close()  # it is opened again by the next request
            raise
        return Answer(response.status, _json(text), tuple(response.headers.get_all("Warning", ())))

    def watch(self, path: str, version: str) -> Watch:
        """The changes of a collection since a resource version."""
        query = f"watch=1&allowWatchBookmarks=true&resourceVersion={version}"
        connection = http.client.HTTPSConnection(self._address, context=self._tls)
        connection.request("GET", f"{path}?{query}", None, self._headers)
        return Watch(connection)

    def close(self) -> None:
        """Closes the connections of all threads."""
        for connection in self._connections:
            connection.close()

    def _connection(self) -> http.client.HTTPSConnection:
        connection: http.client.HTTPSConnection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = http.client.HTTPSConnection(self._address, context=self._tls, timeout=60)
            self._local.connection = connection
            self._connections.append(connection)
        return connection


class Watch:
    """The events of a collection as they come, until the server ends the watch or ``close`` is called."""

    def __init__(self, connection: http.client.HTTPSConnection) -> None:
        self._connection = connection
        self._socket = connection.sock
        self._closed = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        try:
            with self._connection.getresponse() as response:
                for line in response:
                    yield json.loads(line)
        except (OSError, ValueError, http.client.HTTPException):
            if not self._closed:
                raise
        finally:
            self._connection.close()

    def close(self) -> None:
        """Ends the watch, also for another thread that is waiting for the next event."""
        self._closed = True
        with contextlib.suppress(OSError):  # the server was faster
            self._socket.shutdown(socket.SHUT_RDWR)


def _json(text: bytes) -> dict[str, Any]:
    """A JSON object, or a text that is none as a Status would carry it."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {"message": text.decode(errors="replace")}
