"""What the API server asks a kubelet for when somebody runs kubectl logs."""

from __future__ import annotations

import ssl
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.controlplane.pods import Pod

LOGS = 4
"""Parts of /containerLogs/NAMESPACE/POD/CONTAINER."""


def serve(certificate: tuple[str, str], find: Callable[[str, str], Pod | None]) -> int:
    """Answers on a free port of loopback, in threads of its own; the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, text = _answer(self.path, find)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*certificate)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def _answer(path: str, find: Callable[[str, str], Pod | None]) -> tuple[int, str]:
    parsed = urllib.parse.urlsplit(path)
    parts = parsed.path.strip("/").split("/")
    if len(parts) != LOGS or parts[0] != "containerLogs":
        return 501, "there are no containers here: only their logs\n"
    pod = find(parts[1], parts[2])
    if pod is None:
        return 404, f"there is no pod {parts[2]}\n"
    previous = urllib.parse.parse_qs(parsed.query).get("previous") == ["true"]
    if previous and not pod.restarts:
        return 400, f"previous terminated container {parts[3]!r} in pod {parts[2]!r} not found\n"
    return 200, pod.log
