"""Images of environments: which can move, where that is written, and what of them goes into the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.app.files import Files
from generator.app.load import load
from generator.package.images import Used, movable, recorded, used_images
from generator.package.release import ImageUse
from generator.render.outputs import checked_model
from generator.sources.descriptions import application_sources

if TYPE_CHECKING:
    from pathlib import Path

    from generator.errors import Problem

DIGEST = "sha256:" + "a" * 64
APP = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components:
  web:
    type: web
    ports: {http: 8080}
    probes: {readiness: /readyz}
    initContainers:
      wait: {image: "busybox:stable"}
  report: {type: cron, schedule: "15 3 * * *"}
extra: {manifests: [extra/*.yaml]}
environments:
  dev:
    image: {tag: main}
  prod:
    protected: true
"""
JOB = """\
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: once, image: registry.example.com/once}]}}}
"""


def used(folder: Path, app: str = APP) -> list[Used]:
    (folder / "extra").mkdir()
    (folder / "extra" / "job.yaml").write_text(JOB)
    (folder / "app.yaml").write_text(app)
    application = load("app.yaml", Files(str(folder)))
    model = checked_model(application, application.environments)
    sources = application_sources(application, model, ())
    return [one for source in sources for one in used_images(source)]


def said(problems: list[Problem]) -> list[str]:
    return [str(problem).partition("\n")[0] for problem in problems]


def test_what_moves_is_said_at_its_line(tmp_path: Path) -> None:
    problems = movable(used(tmp_path), ["prod"], frozenset())
    latest = "registry.example.com/once: has no tag, which means latest, and that moves"
    assert said(problems) == [
        "app.yaml:10:21: in prod: busybox:stable: the tag stable moves",
        f"extra/job.yaml:4:81: in prod: {latest}",
        "warning: app.yaml:10:21: in dev: busybox:stable: the tag stable moves",
        "warning: app.yaml:15:18: in dev: registry.example.com/shop:main: the tag main moves",
        f"warning: extra/job.yaml:4:81: in dev: {latest}",
    ]
    assert problems[0].source_line == '      wait: {image: "busybox:stable"}'
    assert all("digest" in problem.cure for problem in problems)


def test_the_record_has_each_image_once(tmp_path: Path) -> None:
    app = APP.replace("image: registry.example.com/shop:1.42.0", f"image: registry.example.com/shop@{DIGEST}")
    found = [one for one in used(tmp_path, app) if one.environment == "prod"]
    assert recorded(found) == (
        ImageUse("busybox:stable", ""),
        ImageUse("registry.example.com/once", ""),
        ImageUse(f"registry.example.com/shop@{DIGEST}", DIGEST),
    )
    assert {one.object for one in found if DIGEST in one.image} == {"CronJob/shop-report", "Deployment/shop-web"}


@pytest.mark.parametrize(
    "image",
    [
        "shop", "shop:latest", "shop:LATEST", "shop:main", "shop:stable-alpine", "registry:5000/shop",
        "shop:feature-login", "shop:Feature-Login", "shop:release-1.4", "$(IMAGE)", "ko://shop", "",
    ],
)  # fmt: skip
def test_images_that_can_move(tmp_path: Path, image: str) -> None:
    one = used(tmp_path)[0]._replace(image=image, environment="prod")
    [problem] = movable([one, one], ["prod"], frozenset({"feature/login", "release/1.4"}))
    assert problem.severity == "error"
    assert problem.environments == ("prod",)


@pytest.mark.parametrize(
    "image",
    ["shop:1.42.0", "shop:nightly-20260115", "shop:main-3fa633d", f"shop@{DIGEST}", f"shop:latest@{DIGEST}", "shop:v2"],
)
def test_images_that_cannot(tmp_path: Path, image: str) -> None:
    one = used(tmp_path)[0]._replace(image=image)
    assert movable([one], ["dev", "prod"], frozenset({"main", "feature/login"})) == []
