"""The shapes of all objects, and of the kinds that are about storage, access, admission and the API itself.

Sources: pkg/apis/core/v1, rbac/v1, storage/v1, scheduling/v1, admissionregistration/v1, flowcontrol/v1 and resource/v1
(defaults.go) of Kubernetes; apiextensions/v1 and apiregistration/v1 of their own modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diff.shape import Shape, same_as, shape, where, whole
from generator.resources.nodes import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain

_RBAC = "rbac.authorization.k8s.io"
_SELECT_ALL: dict[str, Any] = {"namespaceSelector": {}, "objectSelector": {}, "matchPolicy": "Equivalent"}
_SERVER_FIELDS = "uid resourceVersion generation creationTimestamp managedFields selfLink"
_SERVER_ANNOTATIONS = (
    "kubectl.kubernetes.io/last-applied-configuration deployment.kubernetes.io/revision"
    " deprecated.daemonset.template.generation pv.kubernetes.io/bind-completed pv.kubernetes.io/bound-by-controller"
    " pv.kubernetes.io/provisioned-by volume.kubernetes.io/storage-provisioner volume.kubernetes.io/selected-node"
    " volume.beta.kubernetes.io/storage-provisioner autoscaling.alpha.kubernetes.io/conditions"
    " autoscaling.alpha.kubernetes.io/current-metrics batch.kubernetes.io/job-tracking"
)
_WEBHOOK = {**_SELECT_ALL, "failurePolicy": "Fail", "timeoutSeconds": 10}


_META = shape(
    empties="generateName",
    ignored=_SERVER_FIELDS,
    annotations="Annotations",
    ownerReferences="OwnerReference",
    finalizers="Text",
)


def _subject_group(subject: dict[str, Plain]) -> Plain:
    return _RBAC if subject.get("kind") in ("User", "Group") else ABSENT


def _lower_kind(names: dict[str, Plain]) -> Plain:
    return str(names["kind"]).lower() if names.get("kind") else ABSENT


def _list_kind(names: dict[str, Plain]) -> Plain:
    return f"{names['kind']}List" if names.get("kind") else ABSENT


def _limits(item: dict[str, Plain]) -> Plain:
    return item.get("max") or ABSENT if item.get("type") == "Container" else ABSENT


def _requests(item: dict[str, Plain]) -> Plain:
    if item.get("type") != "Container":
        return ABSENT
    known = [item.get(name) for name in ("min", "max", "default")]
    return {key: one for amounts in known if isinstance(amounts, dict) for key, one in amounts.items()} or ABSENT


KINDS: Mapping[str, Shape] = {
    "Object": whole(),
    "ClusterMeta": _META._replace(ignored=_META.ignored | {"namespace"}),
    "ObjectMeta": _META,
    "Annotations": shape(ignored=_SERVER_ANNOTATIONS),
    "Namespace": whole({"spec": {"finalizers": ["kubernetes"]}}, metadata="NamespaceMeta"),
    "NamespaceMeta": shape(ignored=_SERVER_FIELDS, annotations="Annotations", labels="NamespaceLabels"),
    "NamespaceLabels": shape(ignored="kubernetes.io/metadata.name"),
    "Secret": whole({"type": "Opaque"}, "type"),
    "ServiceAccount": whole(secrets="NamedReference", imagePullSecrets="NamedReference"),
    "ClaimTemplate": shape(
        {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {}}, ignored="status",
        metadata="ObjectMeta", spec="ClaimSpec",
    ),
    "PersistentVolumeClaim": whole(spec="ClaimSpec"),
    "ClaimSpec": shape(
        {
            "volumeMode": "Filesystem", "resources": {}, "dataSource": same_as("dataSourceRef"),
            "dataSourceRef": same_as("dataSource"),
        },
        "volumeName", accessModes="Text", selector="LabelSelector"
    ),
    "PersistentVolume": whole(metadata="ClusterMeta", spec="VolumeSpec"),
    "VolumeSpec": shape(
        {"persistentVolumeReclaimPolicy": "Retain", "volumeMode": "Filesystem"},
        "persistentVolumeReclaimPolicy storageClassName",
        hostPath="HostPath", csi="ReadOnly", nfs="ReadOnly", iscsi="Iscsi", rbd="Rbd", azureDisk="AzureDisk",
        azureFile="ReadOnly", gcePersistentDisk="ReadOnly", awsElasticBlockStore="ReadOnly", glusterfs="ReadOnly",
        cinder="ReadOnly", cephfs="ReadOnly", fc="ReadOnly", flexVolume="ReadOnly",
    ),
    "StorageClass": whole({"reclaimPolicy": "Delete", "volumeBindingMode": "Immediate"}, metadata="ClusterMeta"),
    "CSIDriver": whole(spec="CSIDriverSpec", metadata="ClusterMeta"),
    "CSIDriverSpec": shape({
        "attachRequired": True, "podInfoOnMount": False, "storageCapacity": False, "requiresRepublish": False,
        "fsGroupPolicy": "ReadWriteOnceWithFSType", "preventPodSchedulingIfMissing": False,
        "volumeLifecycleModes": ["Persistent"], "seLinuxMount": False,
    }),
    "PriorityClass": whole(
        {"preemptionPolicy": "PreemptLowerPriority"}, "globalDefault description", metadata="ClusterMeta"
    ),
    "Role": whole(rules="PolicyRule"),
    "ClusterRole": whole(rules="PolicyRule", metadata="ClusterMeta"),
    "RoleBinding": whole(roleRef="RoleRef", subjects="Subject"),
    "ClusterRoleBinding": whole(roleRef="RoleRef", subjects="Subject", metadata="ClusterMeta"),
    "RoleRef": shape({"apiGroup": _RBAC}, "apiGroup"),
    "Subject": shape({"apiGroup": _subject_group}, "apiGroup namespace"),
    "MutatingWebhookConfiguration": whole(webhooks="MutatingWebhook", metadata="ClusterMeta"),
    "ValidatingWebhookConfiguration": whole(webhooks="ValidatingWebhook", metadata="ClusterMeta"),
    "MutatingWebhook": shape(
        {**_WEBHOOK, "reinvocationPolicy": "Never"}, clientConfig="WebhookClient", rules="WebhookRule"
    ),
    "ValidatingWebhook": shape(_WEBHOOK, clientConfig="WebhookClient", rules="WebhookRule"),
    "WebhookClient": shape(service="WebhookService"),
    "WebhookService": shape({"port": 443}),
    "WebhookRule": shape({"scope": "*"}, apiGroups="Text", apiVersions="Text", operations="Text", resources="Text"),
    "ValidatingAdmissionPolicy": whole(spec="AdmissionPolicySpec", metadata="ClusterMeta"),
    "MutatingAdmissionPolicy": whole(spec="AdmissionPolicySpec", metadata="ClusterMeta"),
    "AdmissionPolicySpec": shape({"failurePolicy": "Fail"}, matchConstraints="MatchResources"),
    "MatchResources": shape(_SELECT_ALL, resourceRules="WebhookRule", excludeResourceRules="WebhookRule"),
    "ValidatingAdmissionPolicyBinding": whole(spec="PolicyBindingSpec", metadata="ClusterMeta"),
    "PolicyBindingSpec": shape(empties="policyName", matchResources="MatchResources", validationActions="Text"),
    "FlowSchema": whole(spec="FlowSchemaSpec", metadata="ClusterMeta"),
    "FlowSchemaSpec": shape({"matchingPrecedence": 1000}, "matchingPrecedence"),
    "CustomResourceDefinition": whole(spec="DefinitionSpec", metadata="ClusterMeta"),
    "DefinitionSpec": shape(
        {"conversion": {"strategy": "None"}}, "preserveUnknownFields", names="DefinitionNames",
        versions="DefinitionVersion", conversion="Conversion",
    ),
    "DefinitionNames": shape(
        {"singular": _lower_kind, "listKind": _list_kind}, "singular listKind", shortNames="Text", categories="Text"
    ),
    "DefinitionVersion": shape(empties="deprecated", additionalPrinterColumns="PrinterColumn"),
    "PrinterColumn": shape(empties="format description priority"),
    "Conversion": shape(webhook="ConversionWebhook"),
    "ConversionWebhook": shape(clientConfig="WebhookClient"),
    "APIService": whole(metadata="ClusterMeta", spec="APIServiceSpec"),
    "APIServiceSpec": shape(service="WebhookService"),
    "LimitRange": whole(spec="LimitRangeSpec"),
    "LimitRangeSpec": shape(limits="LimitRangeItem"),
    "LimitRangeItem": shape({"default": _limits, "defaultRequest": _requests}),
    "ResourceClaim": whole(spec="ResourceClaimSpec"),
    "ResourceClaimTemplate": whole(spec="ResourceClaimTemplateSpec"),
    "ResourceClaimTemplateSpec": shape({"metadata": {}}, metadata="TemplateMeta", spec="ResourceClaimSpec"),
    "ResourceClaimSpec": shape(devices="DeviceClaim"),
    "DeviceClaim": shape(requests="DeviceRequest"),
    "DeviceRequest": shape(exactly="ExactRequest", firstAvailable="ExactRequest"),
    "ExactRequest": shape(
        {"allocationMode": "ExactCount", "count": where("allocationMode", (None, "", "ExactCount"), 1)},
        "allocationMode count", tolerations="DeviceToleration",
    ),
    "DeviceToleration": shape({"operator": "Equal"}, "operator"),
}  # fmt: skip
