"""The shapes of the kinds that make pods, scale them or keep them.

Sources: pkg/apis/apps/v1, batch/v1, autoscaling/v2 and core/v1 (defaults.go) of Kubernetes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.shape import Shape, shape, where, whole
from generator.objects.values import at
from generator.resources.nodes import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain


def _backoff(spec: dict[str, Plain]) -> Plain:
    return 6 if spec.get("backoffLimitPerIndex") is None else 2**31 - 1


def _completions(spec: dict[str, Plain]) -> Plain:
    return 1 if spec.get("completions") is None and spec.get("parallelism") is None else ABSENT


def _pod_replacement(spec: dict[str, Plain]) -> Plain:
    return "TerminatingOrFailed" if spec.get("podFailurePolicy") is None else "Failed"


def _scaling(*policies: tuple[str, int]) -> list[dict[str, Plain]]:
    return [{"type": kind, "value": value, "periodSeconds": 15} for kind, value in policies]


def _labels_of_pods(spec: dict[str, Plain]) -> Plain:
    return at(spec, "template", "metadata", "labels") or ABSENT


_UP = {"stabilizationWindowSeconds": 0, "selectPolicy": "Max", "policies": _scaling(("Pods", 4), ("Percent", 100))}
_DOWN = {"selectPolicy": "Max", "policies": _scaling(("Percent", 100))}
_CPU = {
    "type": "Resource",
    "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 80}},
}
_ROLLING: tuple[Plain, ...] = (None, "", "RollingUpdate")
_WORKLOAD = {"replicas": 1}

WORKLOADS: Mapping[str, Shape] = {
    "Pod": whole(spec="BarePodSpec"),
    "PodTemplate": whole(template="Template"),
    "ReplicationController": whole(spec="ReplicationControllerSpec"),
    "ReplicationControllerSpec": shape(
        {**_WORKLOAD, "selector": _labels_of_pods}, "minReadySeconds", template="Template"
    ),
    "ReplicaSet": whole(spec="ReplicaSetSpec"),
    "ReplicaSetSpec": shape(_WORKLOAD, "minReadySeconds", template="Template", selector="LabelSelector"),
    "Deployment": whole(spec="DeploymentSpec"),
    "DeploymentSpec": shape(
        {**_WORKLOAD, "strategy": {}, "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600},
        "minReadySeconds paused", template="Template", strategy="DeploymentStrategy", selector="LabelSelector",
    ),
    "DeploymentStrategy": shape(
        {"type": "RollingUpdate", "rollingUpdate": where("type", _ROLLING, {})}, "type",
        rollingUpdate="DeploymentRollingUpdate",
    ),
    "DeploymentRollingUpdate": shape({"maxSurge": "25%", "maxUnavailable": "25%"}),
    "DaemonSet": whole(spec="DaemonSetSpec"),
    "DaemonSetSpec": shape(
        {"updateStrategy": {}, "revisionHistoryLimit": 10}, "minReadySeconds",
        template="Template", updateStrategy="DaemonSetStrategy", selector="LabelSelector",
    ),
    "DaemonSetStrategy": shape(
        {"type": "RollingUpdate", "rollingUpdate": where("type", _ROLLING, {})}, "type",
        rollingUpdate="DaemonSetRollingUpdate",
    ),
    "DaemonSetRollingUpdate": shape({"maxUnavailable": 1, "maxSurge": 0}),
    "StatefulSet": whole(spec="StatefulSetSpec"),
    "StatefulSetSpec": shape(
        {
            **_WORKLOAD, "podManagementPolicy": "OrderedReady", "updateStrategy": {}, "revisionHistoryLimit": 10,
            "persistentVolumeClaimRetentionPolicy": {},
        },
        "podManagementPolicy minReadySeconds serviceName", template="Template", selector="LabelSelector",
        updateStrategy="StatefulSetStrategy", volumeClaimTemplates="ClaimTemplate",
        persistentVolumeClaimRetentionPolicy="ClaimRetention",
    ),
    "StatefulSetStrategy": shape(
        {"type": "RollingUpdate", "rollingUpdate": where("type", _ROLLING, {})}, "type",
        rollingUpdate="StatefulSetRollingUpdate",
    ),
    "StatefulSetRollingUpdate": shape({"partition": 0, "maxUnavailable": 1}),
    "ClaimRetention": shape({"whenDeleted": "Retain", "whenScaled": "Retain"}, "whenDeleted whenScaled"),
    "Job": whole(spec="JobSpec"),
    "JobSpec": shape(
        {
            "backoffLimit": _backoff, "completions": _completions, "parallelism": 1, "completionMode": "NonIndexed",
            "suspend": False, "podReplacementPolicy": _pod_replacement, "manualSelector": False,
        },
        template="Template", podFailurePolicy="PodFailurePolicy",
    ),
    "PodFailurePolicy": shape(rules="PodFailureRule"),
    "PodFailureRule": shape(onPodConditions="PodCondition"),
    "PodCondition": shape({"status": "True"}),
    "CronJob": whole(spec="CronJobSpec"),
    "CronJobSpec": shape(
        {
            "concurrencyPolicy": "Allow", "suspend": False, "successfulJobsHistoryLimit": 3,
            "failedJobsHistoryLimit": 1,
        },
        "concurrencyPolicy", jobTemplate="JobTemplate",
    ),
    "JobTemplate": shape({"metadata": {}}, metadata="TemplateMeta", spec="JobSpec"),
    "HorizontalPodAutoscaler": whole(spec="AutoscalerSpec"),
    "AutoscalerSpec": shape(
        {"minReplicas": 1, "metrics": [_CPU]}, metrics="Metric", behavior="ScalingBehavior",
    ),
    "Metric": shape(resource="MetricSource", containerResource="MetricSource", pods="MetricSource"),
    "ScalingBehavior": shape({"scaleUp": {}, "scaleDown": {}}, scaleUp="ScalingUp", scaleDown="ScalingDown"),
    "ScalingUp": shape(_UP, policies="ScalingPolicy"),
    "ScalingDown": shape(_DOWN, policies="ScalingPolicy"),
    "PodDisruptionBudget": whole(spec="BudgetSpec"),
    "BudgetSpec": shape(selector="LabelSelector"),
}  # fmt: skip
