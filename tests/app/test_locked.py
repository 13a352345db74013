from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.app.conftest import Description

LOCKS = "locked: [components.*.type, components.*.replicas, components.*.ports.*.containerPort, image]\n"


@pytest.mark.parametrize(
    "environment",
    [
        "{components: {web: {type: web, ports: {http: 8080}}}}",
        "{components: {web: {ports: {http: null, other: 9090}, probes: null}}}",
        "{components: {more: {type: worker}}}",
        "{components: {web: {ports: {http: {servicePort: 80}}}}}",
    ],
)
def test_what_is_no_override(description: Description, minimal: str, environment: str) -> None:
    description.load(LOCKS + minimal.replace("dev: {}", f"dev: {environment}"))


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ("{components: {web: {replicas: 9}}}", "app.yaml:10:41: components.web.replicas: is locked at app.yaml:1:29"),
        (
            "{components: {web: {replicas: null}}}",
            "app.yaml:10:41: components.web.replicas: is locked at app.yaml:1:29",
        ),
        (
            "{preset: production}",
            "fairlead:overlays/production.yaml:6:5: components.web.replicas: is locked at app.yaml:1:29",
        ),
        ("{image: {tag: x}}", "app.yaml:10:30: image.tag: overrides image, which is locked at app.yaml:1:88"),
    ],
)
def test_overrides(description: Description, minimal: str, environment: str, said: str) -> None:
    messages = description.refused(LOCKS + minimal.replace("dev: {}", f"dev: {environment}"))
    assert said in messages


def test_the_command_line_is_bound_by_locks(description: Description, minimal: str) -> None:
    messages = description.refused(LOCKS + minimal, sets=("components.web.type=worker",))
    assert "--set components.web.type=worker: components.web.type: is locked at app.yaml:1:10" in messages
