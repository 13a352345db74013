"""A cluster for the tests of this folder, as ``scripts/cluster`` makes it: one for all of them."""

from __future__ import annotations

import itertools
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from scripts.controlplane.api import Api
from scripts.controlplane.binaries import UnavailableError, cache_folder, kubectl
from scripts.controlplane.clusters import Cluster, programs_for
from tests.cluster.live import Live
from tests.conftest import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = cache_folder()  # now, because the tests get a cache folder of their own
NODES = 3
NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def programs(request: pytest.FixtureRequest) -> str:
    """The folder for programs of this user, in which all that a cluster needs can be found or made."""
    if request.config.getoption("--no-cluster"):
        pytest.skip("--no-cluster was given")
    try:
        programs_for(NODES, CACHE)
        kubectl(CACHE)
    except UnavailableError as error:
        missing("a control plane", str(error))
    return CACHE


@pytest.fixture(scope="session")
def cluster(programs: str) -> Iterator[Cluster]:
    """A cluster with three nodes."""
    with Cluster("tests", NODES, cache=programs) as cluster:
        yield cluster


@pytest.fixture
def live(cluster: Cluster, programs: str) -> Iterator[Live]:
    """An empty namespace of the cluster."""
    with closing(Api(cluster.kubeconfig)) as api:
        yield Live(api, cluster.kubeconfig, kubectl(programs), f"test-{next(NUMBERS)}")
