"""The fields that the API server lets nobody change: the table that ``generator.diff.immutable`` looks into.

Source: the update validation of Kubernetes 1.25 to 1.37 (pkg/apis/*/validation, which each row names), and what the API
server of 1.37 says to each change of tests/diff/immutable_cases.py.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.lean import TypeAlias

    Fields: TypeAlias = tuple[str, ...]


class Immutable(NamedTuple):
    """A field that cannot be changed, with all below it but ``but``, whose paths begin at the field.

    ``way`` names the way out (``generator.diff.ways``). ``source`` is the function that refuses. ``until`` is the last
    minor version that does, 0 where all do. ``when`` names the condition (``generator.diff.immutable``) under which a
    change is refused, "" where every one is. ``by_server`` says that only server-side apply is refused: Helm 4,
    ``kubectl apply --server-side``, Argo CD and Flux where they are set to it.
    """

    path: Fields
    way: str
    source: str
    but: tuple[Fields, ...] = ()
    until: int = 0
    when: str = ""
    by_server: bool = False


_STATEFUL_SET_MAY_CHANGE: tuple[Fields, ...] = (
    ("replicas",), ("template",), ("updateStrategy",), ("persistentVolumeClaimRetentionPolicy",), ("minReadySeconds",),
    ("ordinals",), ("revisionHistoryLimit",),
)  # fmt: skip
_POD_MAY_CHANGE: tuple[Fields, ...] = (
    ("containers", "*", "image"), ("initContainers", "*", "image"), ("activeDeadlineSeconds",), ("tolerations",),
    ("schedulingGates",), ("ephemeralContainers",),
)  # fmt: skip
_VOLUME_MAY_CHANGE: tuple[Fields, ...] = (
    ("accessModes",), ("capacity",), ("claimRef",), ("mountOptions",), ("nodeAffinity",),
    ("persistentVolumeReclaimPolicy",), ("storageClassName",), ("volumeAttributesClassName",),
)  # fmt: skip
_CLAIM_MAY_CHANGE: tuple[Fields, ...] = (("resources", "requests", "storage"), ("volumeAttributesClassName",))
_CLAIM = "core: ValidatePersistentVolumeClaimUpdate"
_VOLUME = "core: ValidatePersistentVolumeUpdate"
_JOB = "batch: ValidateJobSpecUpdate"
_SERVICE = "core: ValidateServiceUpdate"
_STORAGE_CLASS = "storage: ValidateStorageClassUpdate"
_CSI_DRIVER = "storage: ValidateCSIDriverUpdate"
_CRD = "apiextensions: validateCustomResourceDefinitionSpecUpdate"
_STORED = "apiextensions: ValidateCustomResourceDefinitionStoredVersions"
_CONFIG_MAP = "core: ValidateConfigMapUpdate"
_SECRET = "core: ValidateSecretUpdate"  # noqa: S105 - the name of a function

FIELDS: Mapping[str, tuple[Immutable, ...]] = {
    "Deployment": (
        Immutable(("spec", "selector"), "selector", "apps: ValidateDeploymentUpdate"),
        Immutable(
            ("spec", "strategy"), "bounds", "apps: ValidateDeploymentStrategy", when="bounds filled in", by_server=True
        ),
    ),
    "DaemonSet": (Immutable(("spec", "selector"), "selector", "apps: ValidateDaemonSetSpecUpdate"),),
    "ReplicaSet": (Immutable(("spec", "selector"), "selector", "apps: ValidateReplicaSetUpdate"),),
    "StatefulSet": (
        Immutable(("spec",), "stateful set", "apps: ValidateStatefulSetUpdate", but=_STATEFUL_SET_MAY_CHANGE),
        Immutable(("spec", "revisionHistoryLimit"), "stateful set", "apps: ValidateStatefulSetUpdate", until=32),
        Immutable(("spec", "updateStrategy"), "bounds", "apps: ValidateStatefulSetSpec", when="bounds filled in"),
    ),
    "ControllerRevision": (Immutable(("data",), "replace", "apps: ValidateControllerRevisionUpdate"),),
    "Job": (
        Immutable(("spec", "template"), "job", "batch: validatePodTemplateUpdate", when="job template"),
        Immutable(("spec", "completions"), "job", "batch: validateCompletions", when="completions"),
        *(
            Immutable(("spec", name), "job", _JOB)
            for name in (
                "selector", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy",
            )
        ),
    ),
    "Pod": (
        Immutable(("spec",), "pod", "core: ValidatePodUpdate", but=_POD_MAY_CHANGE),
        Immutable(("spec", "tolerations"), "pod", "core: validateOnlyAddedTolerations", when="toleration taken away"),
        Immutable(("spec", "schedulingGates"), "pod", "core: validateOnlyDeletedSchedulingGates", when="gate added"),
        Immutable(("spec", "activeDeadlineSeconds"), "pod", "core: ValidatePodSpecUpdate", when="deadline put off"),
    ),
    "Service": (
        Immutable(("spec", "clusterIP"), "address", _SERVICE, when="address"),
        Immutable(("spec", "clusterIPs"), "address", _SERVICE, when="address"),
        Immutable(("spec", "type"), "address", "core: ValidateService", when="headless with another type"),
        Immutable(("spec", "ipFamilies"), "address", _SERVICE, when="first family"),
        Immutable(("spec", "loadBalancerClass"), "balancer", "core: validateLoadBalancerClassField", when="balancer"),
        Immutable(
            ("spec", "healthCheckNodePort"), "balancer", "core: validateServiceExternalTrafficFieldsUpdate",
            when="health check",
        ),
    ),
    "EndpointSlice": (Immutable(("addressType",), "replace", "discovery: ValidateEndpointSliceUpdate"),),
    "ServiceCIDR": (
        Immutable(("spec", "cidrs"), "name", "networking: ValidateServiceCIDRUpdate", when="range not only added"),
    ),
    "IPAddress": (Immutable(("spec", "parentRef"), "replace", "networking: ValidateIPAddressUpdate"),),
    "IngressClass": (
        Immutable(("spec", "controller"), "class", "networking: validateIngressClassSpecUpdate"),
    ),
    "PersistentVolumeClaim": (
        Immutable(("spec",), "claim", _CLAIM, but=_CLAIM_MAY_CHANGE, when="not bound since"),
        Immutable(("spec", "resources", "requests", "storage"), "smaller", _CLAIM, when="smaller"),
        Immutable(
            ("spec", "resources", "requests", "storage"), "expansion", "plugin PersistentVolumeClaimResize",
            when="class without expansion",
        ),
        Immutable(("spec", "volumeAttributesClassName"), "claim", _CLAIM, until=33),
        Immutable(("spec", "volumeAttributesClassName"), "attributes", _CLAIM, when="taken away"),
    ),
    "PersistentVolume": (
        Immutable(("spec",), "volume", _VOLUME, but=_VOLUME_MAY_CHANGE),
        Immutable(("spec", "nodeAffinity"), "volume", "core: validatePvNodeAffinity", when="affinity not only added"),
        Immutable(("spec", "volumeAttributesClassName"), "volume", _VOLUME, until=33),
        Immutable(("spec", "volumeAttributesClassName"), "attributes", _VOLUME, when="taken away"),
    ),
    "StorageClass": tuple(
        Immutable((name,), "class", _STORAGE_CLASS)
        for name in ("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")
    ),
    "VolumeAttributesClass": (
        Immutable(("driverName",), "class", "storage: ValidateVolumeAttributesClassUpdate"),
        Immutable(("parameters",), "class", "storage: ValidateVolumeAttributesClassUpdate"),
    ),
    "VolumeAttachment": (Immutable(("spec",), "replace", "storage: ValidateVolumeAttachmentUpdate"),),
    "CSIDriver": (
        Immutable(("spec", "attachRequired"), "replace", _CSI_DRIVER),
        Immutable(("spec", "volumeLifecycleModes"), "replace", _CSI_DRIVER),
        Immutable(("spec", "fsGroupPolicy"), "replace", _CSI_DRIVER, until=29),
        Immutable(("spec", "podInfoOnMount"), "replace", _CSI_DRIVER, until=29),
    ),
    "CSIStorageCapacity": (
        Immutable(("nodeTopology",), "replace", "storage: ValidateCSIStorageCapacityUpdate"),
        Immutable(("storageClassName",), "replace", "storage: ValidateCSIStorageCapacityUpdate"),
    ),
    "ConfigMap": tuple(
        Immutable((name,), "config", _CONFIG_MAP, when="immutable") for name in ("data", "binaryData", "immutable")
    ),
    "Secret": (
        Immutable(("type",), "replace", _SECRET),
        *(Immutable((name,), "config", _SECRET, when="immutable") for name in ("data", "stringData", "immutable")),
    ),
    "RoleBinding": (Immutable(("roleRef",), "role", "rbac: ValidateRoleBindingUpdate"),),
    "ClusterRoleBinding": (Immutable(("roleRef",), "role", "rbac: ValidateClusterRoleBindingUpdate"),),
    "PriorityClass": (
        Immutable(("value",), "class", "scheduling: ValidatePriorityClassUpdate"),
        Immutable(("preemptionPolicy",), "class", "scheduling: ValidatePriorityClassUpdate"),
    ),
    "RuntimeClass": (Immutable(("handler",), "class", "node: ValidateRuntimeClassUpdate"),),
    "ResourceQuota": (Immutable(("spec", "scopes"), "replace", "core: ValidateResourceQuotaUpdate"),),
    "ResourceClaim": (Immutable(("spec",), "replace", "resource: ValidateResourceClaimUpdate"),),
    "ResourceClaimTemplate": (Immutable(("spec",), "name", "resource: ValidateResourceClaimTemplateUpdate"),),
    "ClusterTrustBundle": (
        Immutable(("spec", "signerName"), "replace", "certificates: ValidateClusterTrustBundleUpdate"),
    ),
    "CustomResourceDefinition": (
        Immutable(("spec", "group"), "definition", _CRD),
        Immutable(("spec", "names", "plural"), "definition", _CRD),
        Immutable(("spec", "scope"), "definition", _CRD),
        Immutable(("spec", "names", "kind"), "definition", _CRD),
        Immutable(("spec", "versions"), "versions", _STORED, when="stored"),
    ),
}  # fmt: skip
"""The immutable fields by the object's type (``Resource.type``)."""
