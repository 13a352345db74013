from __future__ import annotations

from typing import Any

import pytest

from generator.inject.settings import Exposed
from tests.inject.workloads import Outcome, served, service, workload

TIMES = {"periodSeconds": 5, "timeoutSeconds": 2, "failureThreshold": 3}
READY = {"httpGet": {"path": "/readyz", "port": "http"}}
LIVE = {"httpGet": {"path": "/livez", "port": "http"}}


def handler(probe: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in probe.items() if key in ("httpGet", "tcpSocket", "grpc", "exec")}


@pytest.mark.parametrize(
    ("ports", "wanted", "port"),
    [
        ([{"name": "http", "containerPort": 8080}], [{"port": 80, "targetPort": "http"}], "http"),
        ([{"name": "http", "containerPort": 8080}], [{"port": 80, "targetPort": 8080}], "http"),
        ([{"containerPort": 8080}], [{"port": 80, "targetPort": 8080}], 8080),
        ([{"containerPort": 8080}], [{"port": 8080}], 8080),
        (None, [{"port": 8080}], 8080),
        ([{"containerPort": 9000}], [{"port": 8080}], 8080),
        (
            [{"name": "admin", "containerPort": 9000}, {"name": "http", "containerPort": 8080}],
            [{"port": 80, "targetPort": "http"}],
            "http",
        ),
        (
            [{"name": "metrics", "containerPort": 9000}, {"name": "http", "containerPort": 8080}],
            [{"name": "metrics", "port": 9000}, {"name": "http", "port": 80, "targetPort": "http"}],
            "http",
        ),
        (
            [{"name": "dns", "containerPort": 53, "protocol": "UDP"}, {"name": "dns-tcp", "containerPort": 53}],
            [{"name": "dns", "port": 53, "protocol": "UDP"}, {"name": "dns-tcp", "port": 53, "targetPort": "dns-tcp"}],
            "dns-tcp",
        ),
        ([{"name": "http", "containerPort": 8080}], [{"port": 80, "targetPort": "web"}], "http"),
    ],
)
def test_without_a_path_it_connects_to_the_port_that_a_service_sends_to(ports: Any, wanted: Any, port: Any) -> None:
    found = Outcome([workload(container={"ports": ports}), service(*wanted)])
    assert found.container["readinessProbe"] == {"tcpSocket": {"port": port}, **TIMES}


def test_a_mere_connection_is_said() -> None:
    note = served().note("readinessProbe")
    assert note.reason == "no readiness path is known: it only connects to port http"
    assert note.source == "Service/web"


def test_without_services_the_port_of_the_container_counts() -> None:
    found = Outcome([workload()])
    assert found.container["readinessProbe"]["tcpSocket"] == {"port": "http"}
    assert found.note("readinessProbe").source == "port http of web"


def test_a_service_with_an_address_comes_before_a_headless_one() -> None:
    ports = [{"name": "peer", "containerPort": 7000}, {"name": "http", "containerPort": 8080}]
    headless = service({"port": 7000, "targetPort": "peer"}, clusterIP="None")
    found = Outcome([workload(container={"ports": ports}), headless, service()])
    assert found.container["readinessProbe"]["tcpSocket"] == {"port": "http"}


def test_a_headless_service_sends_requests_too() -> None:
    found = Outcome([workload(), service(clusterIP="None")])
    assert found.container["readinessProbe"]["tcpSocket"] == {"port": "http"}


def test_what_a_dockerfile_exposes_counts_where_nothing_else_is_known() -> None:
    exposed = Exposed((3000,), "Dockerfile:7")
    found = Outcome([workload(container={"ports": None})], exposed=exposed)
    assert found.container["readinessProbe"]["tcpSocket"] == {"port": 3000}
    assert found.note("readinessProbe").source == "EXPOSE 3000 of Dockerfile:7"


def test_what_a_dockerfile_exposes_is_nothing_beside_a_port_of_the_container() -> None:
    found = Outcome([workload()], exposed=Exposed((3000,), "Dockerfile:7"))
    assert found.container["readinessProbe"]["tcpSocket"] == {"port": "http"}


def test_where_no_service_selects_the_pods_there_is_no_probe() -> None:
    other = service()
    other["spec"]["selector"] = {"app": "other"}
    found = Outcome([workload(), other])
    assert [key for key in found.container if key.endswith("Probe")] == []


def test_a_port_of_udp_cannot_be_connected_to() -> None:
    port = {"name": "dns", "containerPort": 53, "protocol": "UDP"}
    found = Outcome([workload(container={"ports": [port]}), service({"port": 53, "protocol": "UDP"})])
    assert "readinessProbe" not in found.container
    assert found.note("readinessProbe").action == "refused"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("/readyz", READY),
        ("9090/readyz", {"httpGet": {"path": "/readyz", "port": 9090}}),
        ("grpc:9000", {"grpc": {"port": 9000}}),
        ("tcp", {"tcpSocket": {"port": "http"}}),
        ("exec:/bin/check", {"exec": {"command": ["/bin/check"]}}),
    ],
)
def test_readiness_as_it_is_said(said: str, expected: Any) -> None:
    found = served({"readiness": said})
    assert found.container["readinessProbe"] == {**expected, **TIMES}
    assert handler(found.container["startupProbe"]) == expected
    assert found.note("readinessProbe").source == "--readiness"


def test_a_port_that_the_container_does_not_have_is_refused() -> None:
    found = served({"readiness": "admin/readyz"})
    assert "readinessProbe" not in found.container
    assert "refused" in found.note("readinessProbe").action
    assert found.note("readinessProbe").reason == "--readiness: the container web has no port named 'admin'"


def test_liveness_is_never_invented() -> None:
    assert "livenessProbe" not in served({"readiness": "/readyz"}).container


def test_liveness_as_it_is_said() -> None:
    found = served({"liveness": "/livez"}).container["livenessProbe"]
    assert found == {**LIVE, "periodSeconds": 10, "timeoutSeconds": 5, "failureThreshold": 3}


@pytest.mark.parametrize(
    "parts",
    [
        {"said": {"readiness": "/readyz", "liveness": "/readyz"}},
        {"said": {"readiness": "/readyz", "liveness": "8080/readyz"}},
        {"said": {"liveness": "/readyz"}, "container": {"readinessProbe": READY}},
        {"said": {"liveness": "tcp"}},
    ],
)
def test_liveness_is_never_what_readiness_asks(parts: Any) -> None:
    found = served(**parts)
    assert "livenessProbe" not in found.container
    assert "it is what readiness asks" in found.note("livenessProbe").reason


@pytest.mark.parametrize("name", ["startupProbe", "readinessProbe", "livenessProbe"])
@pytest.mark.parametrize("probe", [LIVE, {"exec": {"command": ["/x"]}, "periodSeconds": 77}, {"grpc": {"port": 1}}])
def test_a_probe_that_is_there_stays(name: str, probe: Any) -> None:
    assert served(container={name: probe}).container[name] == probe


def test_a_probe_without_a_handler_is_completed() -> None:
    found = served(container={"readinessProbe": {"periodSeconds": 3, "successThreshold": 2}})
    assert found.container["readinessProbe"] == {
        "periodSeconds": 3,
        "successThreshold": 2,
        "tcpSocket": {"port": "http"},
        "timeoutSeconds": 2,
        "failureThreshold": 3,
    }


@pytest.mark.parametrize(("period", "timeout"), [(1, 1), (2, 2), (3, 2)])
def test_what_completes_a_probe_fits_its_period(period: int, timeout: int) -> None:
    found = served(container={"readinessProbe": {"periodSeconds": period}}).container["readinessProbe"]
    assert found["timeoutSeconds"] == timeout


def test_a_period_that_is_said_is_never_shorter_than_the_timeout() -> None:
    found = served({"readiness": {"httpGet": {"path": "/r"}, "periodSeconds": 1}}).container["readinessProbe"]
    assert (found["periodSeconds"], found["timeoutSeconds"]) == (1, 1)


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        ({}, {"tcpSocket": {"port": "http"}}),
        ({"livenessProbe": LIVE}, LIVE),
        ({"livenessProbe": LIVE, "readinessProbe": READY}, LIVE),
        ({"readinessProbe": READY}, {"tcpSocket": {"port": "http"}}),
        ({"readinessProbe": {"grpc": {"port": 9000}}}, {"tcpSocket": {"port": 9000}}),
    ],
)
def test_the_start_is_judged_by_no_more_than_liveness(container: Any, expected: Any) -> None:
    assert handler(served(container=container).container["startupProbe"]) == expected


def test_a_command_that_says_readiness_says_nothing_of_the_start() -> None:
    found = served(container={"readinessProbe": {"exec": {"command": ["/is-leader"]}}})
    assert "startupProbe" not in found.container


def test_what_is_said_of_the_start() -> None:
    found = served({"startup": "/started", "startupBudgetSeconds": "5m"}).container["startupProbe"]
    assert found["httpGet"] == {"path": "/started", "port": "http"}
    assert (found["failureThreshold"] - 1) * found["periodSeconds"] == 300


def test_a_start_that_cannot_be_asked_for_is_refused() -> None:
    found = served({"startup": "admin/started"})
    assert "startupProbe" not in found.container
    assert found.note("startupProbe").reason == "--startup: the container web has no port named 'admin'"


@pytest.mark.parametrize(
    ("container", "budget"),
    [
        ({}, 60),
        ({"livenessProbe": {**LIVE, "initialDelaySeconds": 300}}, 320),
        ({"livenessProbe": {**LIVE, "periodSeconds": 10, "failureThreshold": 31}}, 300),
        ({"livenessProbe": LIVE}, 60),
        ({"readinessProbe": {**READY, "initialDelaySeconds": 90}}, 150),
    ],
)
def test_a_start_is_given_no_less_time_than_before(container: Any, budget: int) -> None:
    found = served(container=container).container["startupProbe"]
    assert (found["failureThreshold"] - 1) * found["periodSeconds"] == budget


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({}, (2, 5)),
        ({"timeoutSeconds": 1}, (2, 5)),
        ({"timeoutSeconds": 4}, (4, 5)),
        ({"timeoutSeconds": 10, "periodSeconds": 20}, (10, 10)),
    ],
)
def test_the_start_waits_for_an_answer_as_liveness_does(times: Any, expected: Any) -> None:
    found = served(container={"livenessProbe": {**LIVE, **times}}).container["startupProbe"]
    assert (found["timeoutSeconds"], found["periodSeconds"]) == expected


def test_the_start_waits_no_longer_than_the_period_that_it_says() -> None:
    container = {"livenessProbe": {**LIVE, "timeoutSeconds": 5}, "startupProbe": {"periodSeconds": 1}}
    assert served(container=container).container["startupProbe"]["timeoutSeconds"] == 1


@pytest.mark.parametrize(("deadline", "budget"), [(60, 50), (40, 30), (120, 60), (66, 60), (65, 55), (11, 5)])
def test_a_start_ends_before_the_deadline_that_is_written(deadline: int, budget: int) -> None:
    found = served(spec={"progressDeadlineSeconds": deadline})
    probe = found.container["startupProbe"]
    guaranteed = (probe["failureThreshold"] - 1) * probe["periodSeconds"]
    assert guaranteed == budget
    assert deadline > guaranteed + found.spec["minReadySeconds"]


def test_a_deadline_that_leaves_no_time_is_said() -> None:
    found = served(spec={"progressDeadlineSeconds": 10})
    assert "startupProbe" not in found.container
    assert found.note("startupProbe").action == "refused"


@pytest.mark.parametrize("budget", [20, 50])
def test_where_no_request_comes_liveness_is_given_time(budget: int) -> None:
    probe = {"exec": {"command": ["/x"]}, "periodSeconds": 10, "failureThreshold": budget // 10 + 1}
    found = Outcome([workload(container={"ports": None, "livenessProbe": probe})])
    assert found.container["startupProbe"]["exec"] == {"command": ["/x"]}


def test_where_no_request_comes_patient_liveness_is_enough() -> None:
    probe = {"exec": {"command": ["/x"]}, "initialDelaySeconds": 60}
    found = Outcome([workload(container={"ports": None, "livenessProbe": probe})])
    assert "startupProbe" not in found.container


def test_where_no_request_comes_a_handler_that_is_said_is_used() -> None:
    found = Outcome([workload(container={"ports": None})], {"readiness": "exec:/ready"})
    assert found.container["readinessProbe"]["exec"] == {"command": ["/ready"]}


def test_only_the_main_container_is_meant() -> None:
    ports = [{"name": "edge", "containerPort": 8443}]
    proxy = {"name": "proxy", "image": "proxy:1", "ports": ports}
    both = service(
        {"name": "http", "port": 80, "targetPort": "http"}, {"name": "edge", "port": 443, "targetPort": "edge"}
    )
    one = workload()
    one["spec"]["template"]["spec"]["containers"].append(proxy)
    found = Outcome([one, both], {"readiness": "/readyz"})
    asked = [handler(each["readinessProbe"]) for each in found.pod["containers"]]
    assert asked == [READY, {"tcpSocket": {"port": "edge"}}]


def test_the_main_container_can_be_named() -> None:
    one = workload(template={"labels": {"app": "web"}, "annotations": {"kubectl.kubernetes.io/default-container": "b"}})
    ports = [{"name": "other", "containerPort": 9000}]
    one["spec"]["template"]["spec"]["containers"].append({"name": "b", "image": "b:1", "ports": ports})
    found = Outcome([one], {"readiness": "/readyz"})
    assert handler(found.pod["containers"][1]["readinessProbe"]) == {"httpGet": {"path": "/readyz", "port": "other"}}


def test_init_containers_are_left_alone() -> None:
    init = {"name": "init", "image": "init:1", "ports": [{"containerPort": 80}]}
    found = served(pod={"initContainers": [init]}).pod["initContainers"]
    assert found == [init]


def test_a_native_sidecar_is_probed_where_requests_come_to_it() -> None:
    edge = {
        "name": "edge",
        "image": "e:1",
        "restartPolicy": "Always",
        "ports": [{"name": "edge", "containerPort": 8443}],
    }
    found = Outcome([workload(pod={"initContainers": [edge]}), service({"port": 443, "targetPort": "edge"})])
    assert found.pod["initContainers"][0]["readinessProbe"]["tcpSocket"] == {"port": "edge"}
    assert "readinessProbe" not in found.container


@pytest.mark.parametrize(("replicas", "there"), [(1, True), (3, False)])
def test_members_that_may_have_to_find_each_other_are_not_only_connected_to(replicas: int, there: bool) -> None:
    found = Outcome([workload("StatefulSet", spec={"replicas": replicas}), service(clusterIP="None")])
    assert ("readinessProbe" in found.container) == there


def test_members_have_the_readiness_that_is_said() -> None:
    found = Outcome([workload("StatefulSet", spec={"replicas": 3}), service()], {"readiness": "/readyz"})
    assert handler(found.container["readinessProbe"]) == READY


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet", "DaemonSet"])
def test_every_kind_is_probed(kind: str) -> None:
    assert "readinessProbe" in Outcome([workload(kind), service()]).container
