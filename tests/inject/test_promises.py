"""What inject promises, tried on workloads that are made at random."""

from __future__ import annotations

from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st

from generator.documents.emitter import emit
from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Source
from generator.inject.keys import BY_NAME
from generator.inject.run import File, inject
from generator.inject.settings import Settings
from generator.lint.catalogue import entries
from generator.lint.engine import Engine
from generator.lint.settings import Settings as LintSettings
from tests.inject.workloads import claim, scaler, service, workload

ENGINE = Engine(LintSettings(profile="strict"))
JUDGED = {entry.id for entry in entries() if entry.group in ("rollout", "broken")}
NEW = {"unhealthy-pod-eviction", "single-replica"}
"""What a new budget lacks where it has to be valid for 1.25 and 1.26 as well; what Recreate has hidden."""

ASKED_FOR = {
    "maxUnavailable": "capacity-lost",
    "startupBudgetSeconds": "progress-deadline",
    "readiness": "liveness-is-readiness",
}
"""What lint finds because people want it so, beside what is kept: a deadline, a liveness probe."""

SECONDS = st.sampled_from([0, 1, 2, 5, 9, 10, 11, 29, 30, 31, 60, 100, 300, 599, 600, 601, 3600])
HANDLERS = st.sampled_from(
    [
        {"httpGet": {"path": "/readyz", "port": "http"}},
        {"httpGet": {"path": "/livez", "port": 8080}},
        {"httpGet": {"port": "nowhere"}},
        {"tcpSocket": {"port": "http"}},
        {"grpc": {"port": 9000}},
        {"exec": {"command": ["/bin/check"]}},
        {},
    ]
)


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A map with some of these keys."""
    return st.fixed_dictionaries({}, optional=parts)


TIMES = some(
    initialDelaySeconds=SECONDS,
    periodSeconds=st.sampled_from([1, 5, 10, 30]),
    timeoutSeconds=st.sampled_from([1, 5, 10, 30]),
    failureThreshold=st.sampled_from([1, 2, 3, 30, 100]),
)
PROBE = st.builds(lambda handler, times: {**handler, **times}, HANDLERS, TIMES)
HOOK = st.one_of(
    st.builds(lambda seconds: {"exec": {"command": ["sleep", str(seconds)]}}, SECONDS),
    st.just({"httpGet": {"path": "/stop", "port": 8080}}),
)
PORTS = st.sampled_from(
    [
        [{"name": "http", "containerPort": 8080}],
        [{"containerPort": 8080}],
        [{"name": "http", "containerPort": 80}, {"name": "metrics", "containerPort": 9090}],
        [{"name": "dns", "containerPort": 53, "protocol": "UDP"}],
        [{"name": "http", "containerPort": 8080, "hostPort": 8080}],
    ]
)
CONTAINER = some(
    ports=PORTS,
    startupProbe=PROBE,
    readinessProbe=PROBE,
    livenessProbe=PROBE,
    lifecycle=some(preStop=HOOK),
    resources=st.just({"requests": {"cpu": "100m"}, "limits": {"cpu": "100m"}}),
    securityContext=some(
        privileged=st.booleans(),
        runAsUser=st.sampled_from([0, 1000]),
        readOnlyRootFilesystem=st.booleans(),
        capabilities=some(add=st.just(["NET_ADMIN"]), drop=st.just(["ALL"])),
    ),
)
AFFINITY = {"labelSelector": {"matchLabels": {"app": "web"}}, "topologyKey": "kubernetes.io/hostname"}
POD = some(
    terminationGracePeriodSeconds=SECONDS,
    volumes=st.just([{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]),
    hostNetwork=st.just(True),
    os=st.just({"name": "windows"}),
    affinity=st.just({"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [AFFINITY]}}),
    initContainers=st.lists(
        st.fixed_dictionaries(
            {"name": st.just("side"), "image": st.just("side:1.0")},
            optional={"restartPolicy": st.just("Always"), "startupProbe": PROBE},
        ),
        max_size=1,
    ),
)
BOUND = st.sampled_from([0, 1, 2, "0%", "25%", "100%"])
SPEC = some(
    replicas=st.sampled_from([0, 1, 2, 3, 4, 10]),
    minReadySeconds=SECONDS,
    progressDeadlineSeconds=SECONDS,
    strategy=st.one_of(
        st.sampled_from([{"type": "Recreate"}, {"type": "RollingUpdate"}, {}]),
        st.builds(lambda rolling: {"rollingUpdate": rolling}, some(maxSurge=BOUND, maxUnavailable=BOUND)),
    ),
)
OTHERS = st.lists(
    st.sampled_from([service(), service(clusterIP="None"), scaler(1), scaler(3), claim(), claim("ReadWriteMany")]),
    unique_by=lambda one: one["kind"],
)
SAID = some(
    longestRequestSeconds=st.sampled_from(["10", "90s", "1h"]),
    preStopSleepSeconds=st.sampled_from(["0", "5", "40"]),
    readiness=st.sampled_from(["/readyz", "tcp", "nowhere/x", "exec:/x"]),
    liveness=st.sampled_from(["/livez", "/readyz", "tcp"]),
    startup=st.sampled_from(["/started"]),
    startupBudgetSeconds=st.sampled_from(["1", "60", "1h"]),
    minReadySeconds=st.sampled_from(["0", "10", "1000"]),
    progressDeadlineSeconds=st.sampled_from(["100", "1h"]),
    maxSurge=st.sampled_from(["0", "1", "50%"]),
    maxUnavailable=st.sampled_from(["0", "1"]),
    disruptionBudget=st.sampled_from(["none", "2", "50%"]),
    spread=st.sampled_from(["hard", "none"]),
    requests=st.sampled_from(["cpu=50m", "cpu=1"]),
    security=st.sampled_from(["restricted", "platform"]),
)
KIND = st.sampled_from(["Deployment", "Deployment", "StatefulSet", "DaemonSet"])
MINORS = st.sampled_from([(), (), (25,), (29,), (30,), (27, 37)])


@st.composite
def applications(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A workload and what there is beside it."""
    kind, spec = draw(KIND), draw(SPEC)
    if kind != "Deployment":
        spec = {key: value for key, value in spec.items() if key in ("minReadySeconds", "replicas")}
    if kind == "DaemonSet":
        spec.pop("replicas", None)
    one = workload(kind, draw(CONTAINER), draw(POD), spec)
    return [one, *draw(OTHERS)]


def found_in(text: str, minor: int) -> list[Any]:
    reading = read(text, "x.yaml")
    manifests = tuple(Manifest(one.value, one) for one in reading.documents)
    return ENGINE.examine(Source("x.yaml", "manifests", manifests), minor, {})[0]


def errors(text: str, minor: int) -> set[tuple[str, str]]:
    return {(one.rule, one.path) for one in found_in(text, minor) if one.severity == "error"}


def judged(text: str) -> set[tuple[str, str]]:
    return {(one.rule, one.object) for one in found_in(text, 37) if one.rule in JUDGED}


@given(applications(), SAID, MINORS)
def test_what_is_there_stays(objects: list[Any], said: dict[str, str], minors: tuple[int, ...]) -> None:
    settings = Settings({name: BY_NAME[name].parse(value) for name, value in said.items()}, (), minors)
    text = "---\n".join(emit(one) for one in objects)
    found = inject([File("x.yaml", text)], settings)["x.yaml"]
    note(found.text)
    _is_kept(text, found.text, settings)
    lines = iter(found.text.split("\n"))
    assert [line for line in text.split("\n") if not line.endswith("{}") and line not in lines] == []


@given(applications(), SAID, MINORS)
def test_what_is_wrong_is_changed(objects: list[Any], said: dict[str, str], minors: tuple[int, ...]) -> None:
    settings = Settings({name: BY_NAME[name].parse(value) for name, value in said.items()}, (), minors, override=True)
    text = "---\n".join(emit(one) for one in objects)
    found = inject([File("x.yaml", text)], settings)["x.yaml"]
    note(found.text)
    _is_kept(text, found.text, settings)


def _is_kept(before: str, after: str, settings: Settings) -> None:
    """A second run changes nothing, what was valid is valid, and lint finds nothing that it did not find before."""
    assert inject([File("x.yaml", after)], settings)["x.yaml"].text == after
    for minor in settings.minors or (25, 30, 37):
        if not errors(before, minor):
            assert errors(after, minor) == set()
    if errors(before, 37):
        return  # what the rules make of an object that the API server refuses is of no use
    allowed = NEW | {rule for name, rule in ASKED_FOR.items() if name in settings.flags}
    assert {one for one in judged(after) - judged(before) if one[0] not in allowed} == set()
