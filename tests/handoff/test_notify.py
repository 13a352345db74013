"""Notifications: what is sent to whom, to a real server with its faults, and that nothing of it stops a deploy."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from generator.handoff.notify.message import Message
from generator.handoff.notify.posts import NotSetError, post_for
from generator.handoff.notify.sending import send
from generator.handoff.notify.settings import Channel, Settings, configured

if TYPE_CHECKING:
    from collections.abc import Iterator

DONE = Message(
    "shop",
    "prod",
    "prod-eu",
    "1.42.0",
    7,
    "success",
    "deployed",
    "1 changed; rolls 3 pods",
    "",
    (),
    "https://ci/1",
    "abc",
)
FAILED = DONE._replace(
    outcome="failure",
    status="rolled back",
    failure="helm upgrade: Deployment/shop-web: timed out",
    reasons=("shop-web-1: CrashLoopBackOff: <exit 1>",),
)


class Server(ThreadingHTTPServer):
    """Keeps what it is sent; answers with the codes that it was given, one after the other, then with 200."""

    daemon_threads = True

    def __init__(self) -> None:
        self.received: list[tuple[str, dict[str, str], Any]] = []
        self.codes: list[int] = []
        self.delay = 0.0
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, dict(self.headers), json.loads(body)))
        time.sleep(self.server.delay)
        code = self.server.codes.pop(0) if self.server.codes else 200
        if code == 0:  # the connection breaks off
            self.close_connection = True
            return
        try:
            self.send_response(code)
            self.end_headers()
        except OSError:  # the other side waits no longer
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def told(section: dict[str, Any]) -> Settings:
    settings, wrong = configured(section)
    assert wrong == []
    return settings


def slack(server: Server) -> tuple[Settings, dict[str, str]]:
    return Settings((Channel("slack", url="HOOK"),)), {"HOOK": f"{server.address}/services/T0/s3cret"}


def test_slack_is_told_what_failed(server: Server) -> None:
    settings, environ = slack(server)
    assert send(settings, FAILED, environ) == []
    ((path, _, body),) = server.received
    assert path == "/services/T0/s3cret"
    assert body["text"].splitlines() == [
        ":x: *shop 1.42.0 in prod: rolled back*",
        "Changes: 1 changed; rolls 3 pods",
        "helm upgrade: Deployment/shop-web: timed out",
        "• shop-web-1: CrashLoopBackOff: &lt;exit 1&gt;",
        "<https://ci/1|Build>",
    ]


def test_a_webhook_gets_everything_and_its_token(server: Server) -> None:
    settings = told({"webhook": {"url": "HOOK", "token": "TOKEN"}})
    assert send(settings, DONE, {"HOOK": server.address, "TOKEN": "s3cret"}) == []
    ((_, headers, body),) = server.received
    assert headers["Authorization"] == "Bearer s3cret"
    assert (body["fairlead"], body["environment"], body["outcome"], body["revision"]) == (1, "prod", "success", 7)


def test_the_commit_on_github(server: Server) -> None:
    environ = {"TOKEN": "s3cret", "GITHUB_REPOSITORY": "acme/shop", "GITHUB_API_URL": f"{server.address}/api/v3"}
    long = FAILED._replace(reasons=("x" * 200,))
    assert send(told({"github": {"token": "TOKEN"}}), long, environ) == []
    ((path, headers, body),) = server.received
    assert path == "/api/v3/repos/acme/shop/statuses/abc"
    assert headers["Authorization"] == "Bearer s3cret"
    assert (body["state"], body["context"], body["target_url"]) == ("failure", "fairlead/shop/prod", "https://ci/1")
    assert len(body["description"]) == 140


def test_the_commit_on_gitlab(server: Server) -> None:
    environ = {"TOKEN": "s3cret", "CI_API_V4_URL": f"{server.address}/api/v4"}
    assert send(told({"gitlab": {"token": "TOKEN", "project": "acme/shop"}}), FAILED, environ) == []
    ((path, headers, body),) = server.received
    assert path == "/api/v4/projects/acme%2Fshop/statuses/abc"
    assert headers["Private-Token"] == "s3cret"
    assert (body["state"], body["name"]) == ("failed", "fairlead/shop/prod")


def test_a_server_at_fault_is_asked_twice(server: Server) -> None:
    settings, environ = slack(server)
    server.codes = [500]
    assert send(settings, DONE, environ) == []
    server.codes = [500, 503]
    assert send(settings, DONE, environ) == ["notify slack: the server answered 503"]
    assert len(server.received) == 4


def test_a_refusal_is_a_remark_without_the_secret_address(server: Server) -> None:
    settings, environ = slack(server)
    server.codes = [403]
    assert send(settings, DONE, environ) == ["notify slack: the server answered 403"]
    assert len(server.received) == 1


def test_a_server_that_does_not_answer_is_not_waited_for(server: Server) -> None:
    settings, environ = slack(server)
    server.delay = 2
    started = time.monotonic()
    assert send(settings, DONE, environ, patience=0.2) == ["notify slack: no answer within 0.2 s"]
    assert time.monotonic() - started < 2


def test_a_connection_that_breaks_off(server: Server) -> None:
    settings, environ = slack(server)
    server.codes = [0, 0]
    assert send(settings, DONE, environ) == ["notify slack: the connection broke off"]


def test_nobody_there() -> None:
    environ = {"HOOK": "http://127.0.0.1:9/s3cret"}
    found = send(Settings((Channel("slack", url="HOOK"),)), DONE, environ)
    assert found == ["notify slack: the server cannot be reached"]


def test_one_that_fails_keeps_nobody_else_from_being_told(server: Server) -> None:
    settings = told({"slack": {"url": "HOOK"}, "github": {"token": "MISSING"}, "webhook": {"url": "FILE"}})
    environ = {"HOOK": server.address, "FILE": "file:///etc/passwd", "GITHUB_REPOSITORY": "acme/shop"}
    assert send(settings, DONE, environ) == [
        "notify github: the environment variable MISSING is not set",
        "notify webhook: the address is no http:// or https:// address",
    ]
    assert len(server.received) == 1


def test_other_environments_are_nobodys_business(server: Server) -> None:
    settings, environ = slack(server)
    assert send(settings._replace(environments=("staging",)), DONE, environ) == []
    assert send(Settings(), DONE, environ) == []
    assert server.received == []


def test_without_a_commit_there_is_no_status() -> None:
    with pytest.raises(NotSetError, match="there is no commit"):
        post_for(
            told({"github": {"token": "T", "repository": "a/b"}}).channels[0], DONE._replace(commit=""), {"T": "t"}
        )


def test_the_configuration() -> None:
    section = {"slack": {"url": "HOOK"}, "gitlab": {"token": "T", "project": "1"}, "environments": ["prod"]}
    settings, wrong = configured(section)
    assert wrong == []
    assert settings.channels[0] == Channel("slack", url="HOOK")
    assert settings.channels[1]._asdict() == {
        "kind": "gitlab",
        "url": "",
        "token": "T",
        "repository": "",
        "project": "1",
    }
    assert settings.environments == ("prod",)


@pytest.mark.parametrize(
    ("section", "path", "said"),
    [
        ([], (), "must be a map"),
        ({"mail": {}}, ("mail",), "there is no mail here"),
        ({"slack": "HOOK"}, ("slack",), "must be a map"),
        ({"slack": {"url": "https://hooks.example.com/s3cret"}}, ("slack", "url"), "name of an environment variable"),
        ({"slack": {}}, ("slack",), "lacks url"),
        ({"github": {"token": "T", "colour": "x"}}, ("github", "colour"), "there is no colour here"),
        ({"github": {"token": 1}}, ("github", "token"), "must be a text"),
        ({"environments": "prod"}, ("environments",), "must be a list"),
    ],
)
def test_what_is_wrong_with_a_configuration(section: Any, path: tuple[str, ...], said: str) -> None:
    settings, wrong = configured(section)
    assert settings == Settings()
    assert wrong[0].path == path
    assert said in wrong[0].message
    assert "s3cret" not in str(wrong)
