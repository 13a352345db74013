"""The servers that are pushed to, one of each for all tests of a process."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.servers import buckets
from tests.servers.registry import Registry, registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers.buckets import Bucket


@pytest.fixture(scope="session")
def open_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with registry(tmp_path_factory.mktemp("registry")) as found:
        yield found


@pytest.fixture(scope="session")
def locked_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with registry(tmp_path_factory.mktemp("registry"), login=True) as found:
        yield found


@pytest.fixture(scope="session")
def tls_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with registry(tmp_path_factory.mktemp("registry"), tls=True) as found:
        yield found


@pytest.fixture(scope="session", params=["s3", "gcs"])
def bucket(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    """A bucket of S3 (versitygw), then one of Google Cloud Storage (fake-gcs-server)."""
    with ExitStack() as stack:
        yield stack.enter_context(getattr(buckets, request.param)(tmp_path_factory.mktemp(request.param)))


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    with buckets.s3(tmp_path_factory.mktemp("s3")) as found:
        yield found
