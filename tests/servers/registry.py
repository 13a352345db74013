"""Debian's docker-registry: an OCI registry, with or without a login, over HTTP or HTTPS."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.request import Request, urlopen

from tests.conftest import missing
from tests.servers.process import HOST, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER, PASSWORD = "pusher", "a-secret-word"
# bcrypt, the only kind that docker-registry takes.
HTPASSWD = f"{USER}:$2b$05$abcdefghijklmnopqrstuumotY3uDuQi0/rtjr8hRvG7AFzrH730S\n"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


class Registry(NamedTuple):
    """A registry that runs; ``ca`` is the certificate of one that speaks HTTPS."""

    port: int
    ca: str = ""

    @property
    def host(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def target(self) -> str:
        return f"oci://{self.host}/charts"

    def digest(self, repository: str, tag: str) -> str:
        """The digest of a manifest as the registry says it."""
        url = f"http://{self.host}/v2/{repository}/manifests/{tag}"
        with urlopen(Request(url, headers={"Accept": MANIFEST})) as answer:
            return str(answer.headers["Docker-Content-Digest"])

    def tags(self, repository: str) -> list[str]:
        with urlopen(f"http://{self.host}/v2/{repository}/tags/list") as answer:
            return sorted(json.load(answer)["tags"])


def find_registry() -> str:
    return shutil.which("docker-registry", path=f"{os.environ.get('PATH', '')}:/usr/bin:/usr/sbin") or missing(
        "docker-registry", "apt-get install docker-registry installs it"
    )


@contextmanager
def registry(folder: Path, *, login: bool = False, tls: bool = False) -> Iterator[Registry]:
    """A registry that keeps its data in a folder."""
    program = find_registry()
    certificate = make_certificate(folder) if tls else None
    (folder / "htpasswd").write_text(HTPASSWD)
    auth = {"htpasswd": {"realm": "tests", "path": str(folder / "htpasswd")}}

    def argv(port: int) -> list[str]:
        http: dict[str, object] = {"addr": f"{HOST}:{port}", "secret": "for-tests"}
        if certificate:
            http["tls"] = {"certificate": certificate[0], "key": certificate[1]}
        settings = {
            "version": 0.1,
            "log": {"level": "error"},
            "storage": {"filesystem": {"rootdirectory": str(folder / "data")}},
            "http": http,
            **({"auth": auth} if login else {}),
        }
        (folder / "config.yml").write_text(json.dumps(settings))
        return [program, "serve", str(folder / "config.yml")]

    with serving(argv, folder / "log") as port:
        yield Registry(port, certificate[0] if certificate else "")


def make_certificate(folder: Path) -> tuple[str, str]:
    """A certificate for the loopback that signs itself, and its key."""
    openssl = shutil.which("openssl") or missing("openssl", "the system's package openssl installs it")
    certificate, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    names = ["-addext", f"subjectAltName=IP:{HOST}", "-out", certificate, "-keyout", key]
    subprocess.run([*command, *names], check=True, capture_output=True)
    return certificate, key
