"""Every fixture app on a real control plane: installed, updated and rolled back, by helm and by kubectl.

While its workloads roll, their pods are counted: never fewer are available than the description promises, and never
more are there than ``fairlead diff`` predicts.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.cluster.deploying import ByHelm, ByKubectl
from tests.cluster.ground import NODES, namespaces, prepare_namespace
from tests.cluster.live import until
from tests.cluster.versions import environments_of, predicted, version_of
from tests.cluster.watching import Seen, Watching
from tests.cluster.workloads import are_calm, is_settled, promises_of
from tests.conftest import require_helm
from tests.fixture_apps import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from scripts.controlplane.clusters import Cluster
    from tests.cluster.deploying import Way
    from tests.cluster.live import Live
    from tests.cluster.versions import Version
    from tests.cluster.watching import Name
    from tests.cluster.workloads import Promise

pytestmark = pytest.mark.cluster

WAYS = ("helm 3", "kubectl", "helm 4", "kubectl")
LEFT_OUT = {("patches", "other"): "its worker is available after 1,000,000 s"}
PATIENCE = 90.0
HEAD = (
    "| app | environment | by | workload | pods | promised | fewest available | most, predicted | most | "
    "with ending ones, predicted | with ending ones |\n|---|---|---|---|---:|---:|---:|---:|---:|---:|---:|\n"
)


class Case(NamedTuple):
    """A workload of an app, and how it was deployed."""

    app: str
    environment: str
    way: str
    name: Name


class Row(NamedTuple):
    """What was seen of a workload in an update and the way back, beside what was promised and predicted."""

    case: Case
    promise: Promise
    seen: Seen
    surge: int | None
    peak: int | None

    def __str__(self) -> str:
        numbers = (self.promise.pods, self.promise.least, self.seen.least)
        peaks = (self.surge, self.seen.most, self.peak, self.seen.peak)
        cells = [self.case.app, self.case.environment or "none", self.case.way, self.case.name, *numbers, *peaks]
        return "".join(f"| {'' if cell is None else cell} " for cell in cells) + "|\n"

    @property
    def wrong(self) -> list[str]:
        """What was promised or predicted otherwise."""
        bounds = [("to stay", self.seen.most, self.surge), ("to stay", self.seen.most, self.promise.most)]
        bounds.append(("with those that end", self.seen.peak, self.peak))
        over = [one for one in bounds if one[2] is not None and one[1] > one[2]]
        found = [f"{seen} pods {text} instead of {bound}" for text, seen, bound in over]
        if self.case.name.kind == "Deployment" and self.promise.most > self.promise.pods and self.surge is None:
            found.append("diff predicts nothing")
        if self.seen.least < self.promise.least:
            found.append(f"only {self.seen.least} of {self.promise.least} pods were available")
        return [f"{' '.join(map(str, self.case))}: {text}" for text in found]


@pytest.fixture
def namespace(cluster: Cluster, programs: str) -> Iterator[Callable[[str], Live]]:
    with namespaces(cluster, programs) as make:
        yield make


@pytest.mark.parametrize("app", NAMES)
def test_an_update_keeps_what_is_promised(app: str, namespace: Callable[[str], Live], tmp_path: Path) -> None:
    environments = [one for one in environments_of(app) if (app, one) not in LEFT_OUT]
    first = NAMES.index(app) % 2 * 2
    helms = {way: require_helm(way[-1]) for way in WAYS if way.startswith("helm")}

    def judged(number: int) -> list[Row]:
        environment, name = environments[number], WAYS[(first + number) % len(WAYS)]
        live = namespace(f"judge-{app}-{environment or 'none'}")
        versions = [version_of(app, environment, live.namespace, tag, tmp_path) for tag in ("1", "2")]
        prepare_namespace(live, versions[0].objects)
        way = ByHelm(live, helms[name], versions[0].app) if name in helms else ByKubectl(live)
        promises = promises_of(versions[0].objects, len(NODES))
        seen = rolled(live, way, versions, promises)
        told = predicted(*versions)
        cases = [Case(app, environment, name, workload) for workload in promises]
        return [row(case, promises[case.name], seen[case.name], told.get(id_of(case.name, live), {})) for case in cases]

    with ThreadPoolExecutor() as pool:
        rows = [one for found in pool.map(judged, range(len(environments))) for one in found]
    sys.stdout.write(f"\n{HEAD}{''.join(map(str, rows))}")
    assert [text for one in rows for text in one.wrong] == []


def rolled(live: Live, way: Way, versions: list[Version], promises: Mapping[Name, Promise]) -> dict[Name, list[Seen]]:
    """What was seen of each workload while one version made room for another, and while it came back."""
    first, second = versions
    way.install(first)
    found: dict[Name, list[Seen]] = {name: [] for name in promises}
    for change in (partial(way.upgrade, second), way.roll_back):
        until(lambda: are_calm(live, promises), PATIENCE)
        with Watching(live, {name: promise.delay for name, promise in promises.items()}) as watching:
            change()
            until(lambda: all(is_settled(live, *one) for one in promises.items()), PATIENCE)
        for name, seen in watching.seen.items():
            found[name].append(seen)
    return found


def row(case: Case, promise: Promise, seen: list[Seen], told: Mapping[str, list[int | None]]) -> Row:
    """A row of the table; ``told`` are the numbers of diff, {} where it has none."""
    both = Seen(min(one.least for one in seen), max(one.most for one in seen), max(one.peak for one in seen))
    return Row(case, promise, both, told.get("surge", [None])[-1], told.get("peak", [None])[-1])


def id_of(name: Name, live: Live) -> str:
    """What diff calls a workload."""
    return f"{name.kind}/{live.namespace}/{name.name}"
