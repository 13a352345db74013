"""The rows of the catalogue: what the API server refuses of objects of any kind but workloads."""

from __future__ import annotations

from generator.lint.rule import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry("object-name", "invalid", "object", "error", "minimal"),
    Entry("object-namespace", "invalid", "object", "error", "minimal", (), ("namespace",)),
    Entry("label-syntax", "invalid", "object", "error", "minimal", (), ("labels",)),
    Entry("annotation-syntax", "invalid", "object", "error", "minimal", (), ("annotations",)),
    Entry("object-owner", "invalid", "object", "error", "minimal", (), ("finalizers", "ownerReferences")),
    Entry("duplicate-object", "invalid", "object", "error", "minimal"),
    Entry("config-data", "invalid", "object", "error", "minimal", ("ConfigMap", "Secret")),
    Entry(
        "base64", "invalid", "object", "error", "minimal",
        (
            "APIService", "CertificateSigningRequest", "ConfigMap", "CustomResourceDefinition",
            "MutatingWebhookConfiguration", "Secret", "ValidatingWebhookConfiguration",
        ),
        ("data", "binaryData", "caBundle", "request"),
    ),
    Entry("secret-type", "invalid", "object", "error", "minimal", ("Secret",), ("kubernetes.io/",)),
    Entry("service-type", "invalid", "object", "error", "minimal", ("Service",)),
    Entry("service-ports", "invalid", "object", "error", "minimal", ("Service",), ("ports",), fixable=True),
    Entry(
        "service-addresses", "invalid", "object", "error", "minimal", ("Service",),
        ("externalIPs", "ource-ranges", "SourceRanges", "clusterIP", "ipFamilies"),
    ),
    Entry(
        "service-traffic", "invalid", "object", "error", "minimal", ("Service",),
        ("selector", "sessionAffinityConfig", "healthCheckNodePort", "trafficDistribution"),
    ),
    Entry("ingress-rules", "invalid", "object", "error", "minimal", ("Ingress",)),
    Entry("ingress-backend", "invalid", "object", "error", "minimal", ("Ingress",), ("ackend", "tls")),
    Entry("ingress-class", "invalid", "object", "error", "minimal", ("IngressClass",)),
    Entry("network-policy", "invalid", "object", "error", "minimal", ("NetworkPolicy",), fixable=True),
    Entry("autoscaler-range", "invalid", "object", "error", "minimal", ("HorizontalPodAutoscaler",), fixable=True),
    Entry(
        "autoscaler-metrics", "invalid", "object", "error", "minimal", ("HorizontalPodAutoscaler",), ("metrics",),
        fixable=True,
    ),
    Entry("autoscaler-behavior", "invalid", "object", "error", "minimal", ("HorizontalPodAutoscaler",), ("behavior",)),
    Entry("disruption-budget", "invalid", "object", "error", "minimal", ("PodDisruptionBudget",), fixable=True),
    Entry("role-rules", "invalid", "object", "error", "minimal", ("ClusterRole", "Role"), ("ules", "aggregationRule")),
    Entry("role-binding", "invalid", "object", "error", "minimal", ("ClusterRoleBinding", "RoleBinding"), fixable=True),
    Entry("volume-claim", "invalid", "object", "error", "minimal", ("PersistentVolumeClaim",), fixable=True),
    Entry("persistent-volume", "invalid", "object", "error", "minimal", ("PersistentVolume",), fixable=True),
    Entry("storage-class", "invalid", "object", "error", "minimal", ("StorageClass", "VolumeAttributesClass")),
    Entry("resource-quota", "invalid", "object", "error", "minimal", ("ResourceQuota",), fixable=True),
    Entry("limit-range", "invalid", "object", "error", "minimal", ("LimitRange",), fixable=True),
    Entry("priority-class", "invalid", "object", "error", "minimal", ("PriorityClass",)),
    Entry("lease", "invalid", "object", "error", "minimal", ("Lease",), ("lease", "Time")),
    Entry(
        "endpoints", "invalid", "object", "error", "minimal", ("Endpoints", "EndpointSlice"),
        ("subsets", "endpoints", "ports"),
    ),
    Entry("runtime-class", "invalid", "object", "error", "minimal", ("RuntimeClass",), fixable=True),
    Entry("csi-driver", "invalid", "object", "error", "minimal", ("CSIDriver",), ("tokenRequests",)),
    Entry("certificate-request", "invalid", "object", "error", "minimal", ("CertificateSigningRequest",)),
    Entry(
        "admission-webhook", "invalid", "object", "error", "minimal",
        ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"),
    ),
    Entry(
        "admission-policy", "invalid", "object", "error", "minimal",
        (
            "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
        ),
    ),
    Entry("api-service", "invalid", "object", "error", "minimal", ("APIService",)),
    Entry("flow-control", "invalid", "object", "error", "minimal", ("FlowSchema", "PriorityLevelConfiguration")),
    Entry("custom-resource-definition", "invalid", "object", "error", "minimal", ("CustomResourceDefinition",)),
    Entry(
        "custom-resource-versions", "invalid", "object", "error", "minimal", ("CustomResourceDefinition",),
        fixable=True,
    ),
    Entry(
        "custom-resource-schema", "invalid", "object", "error", "minimal", ("CustomResourceDefinition",),
        fixable=True,
    ),
    Entry("api-not-served", "invalid", "object", "error", "minimal", fixable=True),
)  # fmt: skip
