"""Which built-in kinds belong to no namespace, and where kinds hold the pods that they make.

Source: the resources that the API server of Kubernetes 1.25 to 1.37 lists (``kubectl api-resources``), which say of
each kind whether it is namespaced; the published schemas do not.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLUSTER_SCOPED: Mapping[str, frozenset[str]] = {
    "": frozenset({"ComponentStatus", "Namespace", "Node", "PersistentVolume"}),
    "admissionregistration.k8s.io": frozenset({
        "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
    }),
    "apiextensions.k8s.io": frozenset({"CustomResourceDefinition"}),
    "apiregistration.k8s.io": frozenset({"APIService"}),
    "authentication.k8s.io": frozenset({"SelfSubjectReview", "TokenReview"}),
    "authorization.k8s.io": frozenset({"SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"}),
    "certificates.k8s.io": frozenset({"CertificateSigningRequest", "ClusterTrustBundle"}),
    "extensions": frozenset({"PodSecurityPolicy"}),
    "flowcontrol.apiserver.k8s.io": frozenset({"FlowSchema", "PriorityLevelConfiguration"}),
    "internal.apiserver.k8s.io": frozenset({"StorageVersion"}),
    "networking.k8s.io": frozenset({"ClusterCIDR", "IPAddress", "IngressClass", "ServiceCIDR"}),
    "node.k8s.io": frozenset({"RuntimeClass"}),
    "policy": frozenset({"PodSecurityPolicy"}),
    "rbac.authorization.k8s.io": frozenset({"ClusterRole", "ClusterRoleBinding"}),
    "resource.k8s.io": frozenset({"DeviceClass", "DeviceTaintRule", "ResourceClass", "ResourceSlice"}),
    "scheduling.k8s.io": frozenset({"PriorityClass"}),
    "storage.k8s.io": frozenset({"CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"}),
    "storagemigration.k8s.io": frozenset({"StorageVersionMigration"}),
}  # fmt: skip

_POD_PATHS: Mapping[str, tuple[str, ...]] = {
    "Pod": (),
    "PodTemplate": ("template",),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    **dict.fromkeys(
        ("DaemonSet", "Deployment", "Job", "ReplicaSet", "ReplicationController", "StatefulSet"), ("spec", "template")
    ),
}


def is_cluster_scoped(api_version: str, kind: str) -> bool:
    """Whether a built-in kind belongs to no namespace, in whatever version; False for custom resources."""
    group = api_version.partition("/")[0] if "/" in api_version else ""
    return kind in _CLUSTER_SCOPED.get(group, ())


def pod_path(kind: str) -> tuple[str, ...] | None:
    """Where a built-in kind holds ``metadata`` and ``spec`` of its pods: () for a Pod, None where it has no pods."""
    return _POD_PATHS.get(kind)


def pod_spec_path(kind: str) -> tuple[str, ...] | None:
    """Where a built-in kind holds the specification of its pods, None where it has none."""
    path = _POD_PATHS.get(kind)
    return None if path is None else (*path, "spec")
