"""Fields that a version's schema has while their feature gate is off by default: the API server drops them.

Each row gives a field's path ("*" stands for every item of a list) and the version from which on its gate is on by
default; ``NEVER`` where no version so far has it on. Source: kubernetes pkg/features/kube_features.go and the
functions that drop fields (pkg/api/pod/util.go, the strategies under pkg/registry).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path

NEVER = 99

OF_PODS: Mapping[str, int] = {
    "hostUsers": 33,
    "schedulingGates": 27,
    "resourceClaims": 34,
    "resources": 34,
    "hostnameOverride": 35,
    "evictionResponders": NEVER,
    "schedulingGroup": NEVER,
    "securityContext.supplementalGroupsPolicy": 33,
    "securityContext.seLinuxChangePolicy": 33,
    "topologySpreadConstraints.*.minDomains": 27,
    "topologySpreadConstraints.*.matchLabelKeys": 27,
    "topologySpreadConstraints.*.nodeAffinityPolicy": 26,
    "topologySpreadConstraints.*.nodeTaintsPolicy": 26,
    "affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution.*.matchLabelKeys": 31,
    "affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution.*.mismatchLabelKeys": 31,
    "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.*.matchLabelKeys": 31,
    "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.*.mismatchLabelKeys": 31,
    "affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution.*.podAffinityTerm.matchLabelKeys": 31,
    "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.*.podAffinityTerm.matchLabelKeys": 31,
    "volumes.*.image": 35,
    "volumes.*.emptyDir.mode": NEVER,
    "volumes.*.projected.sources.*.clusterTrustBundle": 37,
    "volumes.*.projected.sources.*.podCertificate": 37,
}
"""Fields of a pod's ``spec``."""

OF_CONTAINERS: Mapping[str, int] = {
    "resizePolicy": 33,
    "restartPolicyRules": 35,
    "resources.claims": 34,
    "lifecycle.stopSignal": NEVER,
    "securityContext.procMount": 33,
    "volumeMounts.*.recursiveReadOnly": 31,
    "volumeMounts.*.bindMountOptions": NEVER,
    "livenessProbe.httpGet.protocol": NEVER,
    "readinessProbe.httpGet.protocol": NEVER,
    "startupProbe.httpGet.protocol": NEVER,
    "livenessProbe.grpc.mode": NEVER,
    "readinessProbe.grpc.mode": NEVER,
    "startupProbe.grpc.mode": NEVER,
}
"""Fields of containers of any role."""

OWN_POLICIES = 35
"""From 1.35 on all containers have any ``restartPolicy``; 1.34 has it in the schema, and earlier versions refuse it."""
SIDECARS = 29
"""From 1.29 on init containers have a ``restartPolicy``."""

OF_KINDS: Mapping[str, Mapping[str, int]] = {
    "StatefulSet": {
        "spec.persistentVolumeClaimRetentionPolicy": 27,
        "spec.ordinals": 27,
        "spec.updateStrategy.rollingUpdate.maxUnavailable": 37,
    },
    "Job": {
        "spec.podFailurePolicy": 26,
        "spec.backoffLimitPerIndex": 29,
        "spec.maxFailedIndexes": 29,
        "spec.podReplacementPolicy": 29,
        "spec.successPolicy": 31,
        "spec.managedBy": 32,
    },
    "PodDisruptionBudget": {"spec.unhealthyPodEvictionPolicy": 27},
    "Service": {"spec.trafficDistribution": 31},
    "HorizontalPodAutoscaler": {"spec.behavior.scaleUp.tolerance": 35, "spec.behavior.scaleDown.tolerance": 35},
    "PersistentVolumeClaim": {"spec.volumeAttributesClassName": 34},
    "CustomResourceDefinition": {"spec.versions.*.selectableFields": 31},
    "MutatingWebhookConfiguration": {"webhooks.*.matchConditions": 28},
    "ValidatingWebhookConfiguration": {"webhooks.*.matchConditions": 28},
}
"""Fields of whole objects by their kind; those of a Job stand in a CronJob below ``spec.jobTemplate``."""


def fields_off(kind: str, minor: int) -> tuple[tuple[tuple[str, ...], int], ...]:
    """The fields that 1.``minor`` drops, as steps, with the version that has them on.

    ``kind`` is that of an object, or "pod" or "container".
    """
    return _off((kind, minor))


@remembered
def _off(asked: tuple[str, int]) -> tuple[tuple[tuple[str, ...], int], ...]:
    kind, minor = asked
    table = {"pod": OF_PODS, "container": OF_CONTAINERS, **OF_KINDS}.get(kind, {})
    return tuple((tuple(field.split(".")), since) for field, since in table.items() if minor < since)


def found(value: Any, steps: tuple[str, ...], path: Path = ()) -> Iterator[Path]:
    """The paths of a field in a value, as far as it is there."""
    if value is None:
        return
    if not steps:
        yield path
    elif steps[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from found(item, steps[1:], (*path, index))
    elif isinstance(value, dict):
        yield from found(value.get(steps[0]), steps[1:], (*path, steps[0]))
