"""A folder that holds an application once for each environment is read as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Source
from generator.lint.run import lint
from generator.lint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  REPLICAS
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: shop/web:1.4.2, resources: {requests: {cpu: 100m}}}
"""
AUTOSCALER = """\
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 4
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
"""
FIXED, FREE = DEPLOYMENT.replace("REPLICAS", "replicas: 2"), DEPLOYMENT.replace("  REPLICAS\n", "")


def found_in(files: Mapping[str, str]) -> list[str]:
    documents = [document for name, text in files.items() for document in read(text, name).documents]
    manifests = tuple(Manifest(document.value, document) for document in documents)
    result = lint([Source("deploy", "manifests", manifests)], Settings(only=("broken",)))
    return [f"{finding.place.source}: {finding.rule}" for finding in result.findings]


def test_an_autoscaler_is_that_of_the_deployment_beside_it() -> None:
    files = {"deploy/dev/web.yaml": FIXED, "deploy/prod/web.yaml": FREE, "deploy/prod/autoscaler.yaml": AUTOSCALER}
    assert found_in(files) == []


def test_what_is_beside_it_still_counts() -> None:
    files = {"deploy/dev/web.yaml": FREE, "deploy/prod/web.yaml": FIXED, "deploy/prod/autoscaler.yaml": AUTOSCALER}
    assert [line for line in found_in(files) if "autoscaler-and-replicas" in line]


def test_without_variants_folders_mean_nothing() -> None:
    assert found_in({"deploy/web/deployment.yaml": FIXED, "deploy/scaling/web.yaml": AUTOSCALER})
