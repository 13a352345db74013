"""Servers of buckets: versitygw speaks S3, fake-gcs-server the JSON API of Google Cloud Storage.

Both are written in Go and compiled by scripts/tools. versitygw is a gateway that people run, with conditional writes;
fake-gcs-server is made for tests, by others: Google offers no server to run.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.request import Request, urlopen

from tests.conftest import candidates, missing
from tests.servers.process import HOST, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUCKET = "shelf"
ACCESS, SECRET = "pusher", "a-secret-word"


class Bucket(NamedTuple):
    """A server with one empty bucket: ``scheme`` of its address, and the environment that leads to it."""

    scheme: str
    environment: dict[str, str]

    def target(self, prefix: str) -> str:
        return f"{self.scheme}://{BUCKET}/{prefix}"


def program(name: str) -> str:
    found = candidates(name)
    return found[0] if found else missing(name, "scripts/tools installs it")


@contextmanager
def s3(folder: Path) -> Iterator[Bucket]:
    """versitygw over a folder, where each bucket is a folder; the file system must know extended attributes."""
    (folder / "data" / BUCKET).mkdir(parents=True)
    executable = program("versitygw")
    environment = {**os.environ, "ROOT_ACCESS_KEY": ACCESS, "ROOT_SECRET_KEY": SECRET}

    def argv(port: int) -> list[str]:
        # Without --sidecar, with which it exchanges content and ETag one after the other.
        return [executable, "--port", f"{HOST}:{port}", "--quiet", "posix", str(folder / "data")]

    with serving(argv, folder / "log", environment) as port:
        yield Bucket("s3", s3_environment(port))


def s3_environment(port: int) -> dict[str, str]:
    """What boto3 reads: a server on loopback and the account of the tests, and nothing of the machine."""
    return {
        "AWS_ENDPOINT_URL": f"http://{HOST}:{port}",
        "AWS_ACCESS_KEY_ID": ACCESS,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


@contextmanager
def gcs(folder: Path) -> Iterator[Bucket]:
    """fake-gcs-server with its data in memory."""
    executable = program("fake-gcs-server")

    def argv(port: int) -> list[str]:
        where = ["-scheme", "http", "-host", HOST, "-port", str(port), "-public-host", f"{HOST}:{port}"]
        return [executable, "-backend", "memory", "-log-level", "error", *where]

    with serving(argv, folder / "log") as port:
        url = f"http://{HOST}:{port}"
        request = Request(f"{url}/storage/v1/b?project=tests", json.dumps({"name": BUCKET}).encode())  # noqa: S310
        request.add_header("Content-Type", "application/json")
        urlopen(request).close()  # noqa: S310 - on loopback
        yield Bucket("gs", {"STORAGE_EMULATOR_HOST": url, "GOOGLE_CLOUD_PROJECT": "tests"})
