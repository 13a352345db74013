"""What the names of objects have to look like, by their kind.

Source: the functions named Validate…Name of kubernetes pkg/apis/*/validation; for custom resources
k8s.io/apiextensions-apiserver pkg/registry/customresource/validator.go.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax

if TYPE_CHECKING:
    from collections.abc import Callable

RELAXED_SERVICES = 36
"""The Kubernetes version from which on the name of a Service may begin with a digit."""

_SUBDOMAINS = frozenset({
    "CSIDriver", "CSINode", "CSIStorageCapacity", "ConfigMap", "ControllerRevision", "CronJob", "DaemonSet",
    "Deployment", "DeviceClass", "EndpointSlice", "Endpoints", "FlowSchema", "HorizontalPodAutoscaler", "Ingress",
    "IngressClass", "Job", "Lease", "LimitRange", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration", "NetworkPolicy", "Node", "PersistentVolume", "PersistentVolumeClaim", "Pod",
    "PodTemplate", "PriorityClass", "PriorityLevelConfiguration", "ReplicaSet", "ReplicationController",
    "ResourceClaim", "ResourceClaimTemplate", "ResourceQuota", "ResourceSlice", "RuntimeClass", "Secret",
    "ServiceAccount", "ServiceCIDR", "StatefulSet", "StorageClass", "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration", "VolumeAttachment",
    "VolumeAttributesClass",
})  # fmt: skip
_PATH_SEGMENTS = frozenset({
    "CertificateSigningRequest", "ClusterRole", "ClusterRoleBinding", "PodDisruptionBudget", "Role", "RoleBinding",
})  # fmt: skip
NAMED_BY_SPEC = frozenset({"APIService", "CustomResourceDefinition"})
"""The kinds whose names are made of parts of their specification."""
_HOST_NAMES = frozenset({"Namespace", "Service"})
_FREE_GROUPS = ("openshift.io", ".config.k8s.io", "kustomize.config.k8s.io")


def needs_name(kind: str) -> bool:
    """Whether objects of a built-in kind are stored under a name, as reviews are not; a LimitRange gets one."""
    return kind != "LimitRange" and (
        kind in _SUBDOMAINS or kind in _PATH_SEGMENTS or kind in NAMED_BY_SPEC or kind in _HOST_NAMES
    )


def name_check(kind: str, minor: int) -> Callable[[str], str | None]:
    """The function that says why a text is no name for a type of objects (``Service``, ``Issuer.cert-manager.io``)."""
    if kind in _SUBDOMAINS:
        return syntax.dns_subdomain
    if kind == "Namespace":
        return syntax.dns_label
    if kind == "Service":
        return service_name_check(minor)
    is_custom = "." in kind and not kind.endswith(_FREE_GROUPS)
    return syntax.dns_subdomain if is_custom else syntax.path_segment


def service_name_check(minor: int) -> Callable[[str], str | None]:
    """The function that says why a text is no name of a Service in Kubernetes 1.``minor``."""
    return syntax.dns_label if minor >= RELAXED_SERVICES else syntax.dns_1035_label
