"""Reports of two texts of manifests, for the tests of views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.compare import compare
from generator.diff.effects.environment import effects_of
from generator.diff.telling import told
from tests.diff.effecting import NEWEST
from tests.diff.objects import scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diff.report import Report

MARKUP = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: new, namespace: shop}
data: {page: "<script>alert(1)</script>"}
"""


def report_of(before: Mapping[str, str], after: Mapping[str, str], *, show_secrets: bool = False) -> Report:
    """The report of texts by the names of their environments, read from before.yaml and after.yaml."""
    sides = [
        {name: scope(text, file) for name, text in texts.items()}
        for texts, file in ((before, "before.yaml"), (after, "after.yaml"))
    ]
    found = compare(sides[0], sides[1], ("HEAD", "working tree"))
    environments = tuple(effects_of(one, NEWEST) for one in found.environments)
    return told(found._replace(environments=environments), show_secrets=show_secrets)


def workload(image: str, replicas: int) -> str:
    """A Deployment of an image."""
    return (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n"
        f"spec:\n  replicas: {replicas}\n  selector: {{matchLabels: {{app: web}}}}\n  template:\n"
        f"    metadata: {{labels: {{app: web}}}}\n    spec: {{containers: [{{name: web, image: '{image}'}}]}}\n---\n"
    )


def two_environments() -> Report:
    """A Deployment with a new image in two environments, and a new ConfigMap, which holds markup, in the first."""
    before, after = workload("shop:1.0", 2), workload("shop:1.1", 2)
    return report_of({"staging": before, "prod": before}, {"staging": after + MARKUP, "prod": after})
