"""The shapes of pods and all that is in them.

Source: pkg/apis/core/v1/defaults.go (SetDefaults_PodSpec, _Container, _Probe, _HTTPGetAction, _Volume and so on); what
SetDefaults_Pod fills in is in bare pods only, not in templates of pods.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.diff.shape import Shape, same_as, shape
from generator.objects.images import parse
from generator.resources.nodes import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain


_REPOSITORY = re.compile(r"[a-z0-9]+(?:[._/-]+[a-z0-9]+)*")
"""What can be read as an image reference; of anything else no tag is known."""


def _pull_policy(reference: str) -> Any:
    def policy(container: dict[str, Plain]) -> Plain:
        text = container.get(reference)
        if not isinstance(text, str) or not text:
            return ABSENT
        image = parse(text)
        newest = image.tag == "latest" or not (image.tag or image.digest)
        return "Always" if newest and _REPOSITORY.fullmatch(image.repository) else "IfNotPresent"

    return policy


def _empty_dir(volume: dict[str, Plain]) -> Plain:
    return {} if volume.keys() <= {"name"} else ABSENT


_POD = {
    "dnsPolicy": "ClusterFirst",
    "restartPolicy": "Always",
    "schedulerName": "default-scheduler",
    "securityContext": {},
    "serviceAccount": same_as("serviceAccountName"),
    "serviceAccountName": same_as("serviceAccount"),
    "terminationGracePeriodSeconds": 30,
}
_POD_EMPTIES = (
    "restartPolicy dnsPolicy serviceAccountName serviceAccount nodeName hostNetwork hostPID hostIPC hostname subdomain"
    " schedulerName priorityClassName"
)
_POD_FIELDS = {
    "affinity": "Affinity",
    "dnsConfig": "DNSConfig",
    "hostAliases": "HostAlias",
    "imagePullSecrets": "NamedReference",
    "readinessGates": "ReadinessGate",
    "resources": "ComputeResources",
    "securityContext": "PodSecurityContext",
    "tolerations": "Toleration",
    "topologySpreadConstraints": "TopologySpread",
    "volumes": "Volume",
}
_CONTAINER = {
    "imagePullPolicy": _pull_policy("image"),
    "resources": {},
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
}
_CONTAINER_EMPTIES = (
    "image workingDir terminationMessagePath terminationMessagePolicy imagePullPolicy stdin stdinOnce tty"
)
_CONTAINER_FIELDS = {
    "env": "EnvVar",
    "envFrom": "EnvFrom",
    "lifecycle": "Lifecycle",
    "livenessProbe": "Probe",
    "ports": "ContainerPort",
    "readinessProbe": "Probe",
    "resources": "ComputeResources",
    "securityContext": "SecurityContext",
    "startupProbe": "Probe",
    "volumeDevices": "VolumeDevice",
    "volumeMounts": "VolumeMount",
}
_MODE = {"defaultMode": 0o644}
_READ_ONLY = shape(empties="fsType readOnly partition")
_TERM = shape(
    labelSelector="LabelSelector",
    namespaceSelector="LabelSelector",
    namespaces="Text",
    matchLabelKeys="Text",
    mismatchLabelKeys="Text",
)

PODS: Mapping[str, Shape] = {
    "Template": shape({"metadata": {}}, metadata="TemplateMeta", spec="PodSpec"),
    "TemplateMeta": shape(ignored="creationTimestamp"),
    "PodSpec": shape(
        _POD, _POD_EMPTIES, containers="Container", initContainers="Container",
        ephemeralContainers="EphemeralContainer", **_POD_FIELDS,
    ),
    "BarePodSpec": shape(
        {**_POD, "enableServiceLinks": True}, _POD_EMPTIES, containers="BareContainer", initContainers="BareContainer",
        ephemeralContainers="EphemeralContainer", **_POD_FIELDS,
    ),
    "Container": shape(_CONTAINER, _CONTAINER_EMPTIES, **_CONTAINER_FIELDS),
    "BareContainer": shape(_CONTAINER, _CONTAINER_EMPTIES, **{**_CONTAINER_FIELDS, "resources": "BareResources"}),
    "EphemeralContainer": shape(_CONTAINER, f"{_CONTAINER_EMPTIES} targetContainerName", **_CONTAINER_FIELDS),
    "ComputeResources": shape(claims="ClaimedDevice"),
    "BareResources": shape({"requests": same_as("limits")}, claims="ClaimedDevice"),
    "ClaimedDevice": shape(empties="request"),
    "ContainerPort": shape({"protocol": "TCP"}, "name hostPort protocol hostIP"),
    "EnvVar": shape(empties="value", valueFrom="EnvSource"),
    "EnvSource": shape(fieldRef="FieldRef", resourceFieldRef="ResourceFieldRef"),
    "EnvFrom": shape(empties="prefix"),
    "FieldRef": shape({"apiVersion": "v1"}, "apiVersion"),
    "ResourceFieldRef": shape({"divisor": "0"}, "containerName"),
    "VolumeMount": shape(empties="readOnly subPath subPathExpr"),
    "Lifecycle": shape(postStart="Handler", preStop="Handler"),
    "Handler": shape(httpGet="HttpGet", tcpSocket="TcpSocket", exec="Exec"),
    "Probe": shape(
        {"timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3},
        "initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold",
        httpGet="HttpGet", tcpSocket="TcpSocket", grpc="Grpc", exec="Exec",
    ),
    "HttpGet": shape({"path": "/", "scheme": "HTTP"}, "path host scheme"),
    "TcpSocket": shape(empties="host"),
    "Grpc": shape({"service": ""}),
    "SecurityContext": shape(capabilities="Capabilities"),
    "PodSecurityContext": shape(supplementalGroups="Text", sysctls="Sysctl"),
    "Toleration": shape(empties="key operator value effect"),
    "TopologySpread": shape(labelSelector="LabelSelector", matchLabelKeys="Text"),
    "LabelSelector": shape(matchExpressions="Requirement"),
    "Requirement": shape(values="Text"),
    "Affinity": shape(nodeAffinity="NodeAffinity", podAffinity="PodAffinity", podAntiAffinity="PodAffinity"),
    "NodeAffinity": shape(
        preferredDuringSchedulingIgnoredDuringExecution="PreferredNode",
        requiredDuringSchedulingIgnoredDuringExecution="NodeSelector",
    ),
    "PreferredNode": shape(preference="NodeTerm"),
    "NodeSelector": shape(nodeSelectorTerms="NodeTerm"),
    "NodeTerm": shape(matchExpressions="Requirement", matchFields="Requirement"),
    "PodAffinity": shape(
        preferredDuringSchedulingIgnoredDuringExecution="PreferredPod",
        requiredDuringSchedulingIgnoredDuringExecution="PodTerm",
    ),
    "PreferredPod": shape(podAffinityTerm="PodTerm"),
    "PodTerm": _TERM,
    "Volume": shape(
        {"emptyDir": _empty_dir},
        configMap="ConfigVolume", downwardAPI="DownwardVolume", projected="ProjectedVolume",
        secret="ConfigVolume",  # noqa: S106 - the name of a shape
        emptyDir="EmptyDir", hostPath="HostPath", persistentVolumeClaim="ReadOnly", ephemeral="EphemeralVolume",
        image="ImageVolume", nfs="ReadOnly", iscsi="Iscsi", rbd="Rbd", azureDisk="AzureDisk", azureFile="ReadOnly",
        gcePersistentDisk="ReadOnly", awsElasticBlockStore="ReadOnly", glusterfs="ReadOnly", cinder="ReadOnly",
        cephfs="ReadOnly", fc="ReadOnly", flexVolume="ReadOnly",
    ),
    "ConfigVolume": shape(_MODE, "name secretName", items="KeyPath"),
    "DownwardVolume": shape(_MODE, items="DownwardItem"),
    "DownwardItem": shape(fieldRef="FieldRef", resourceFieldRef="ResourceFieldRef"),
    "ProjectedVolume": shape(_MODE, sources="Projection"),
    "Projection": shape(
        configMap="ConfigProjection", downwardAPI="DownwardProjection",
        secret="ConfigProjection",  # noqa: S106 - the name of a shape
        serviceAccountToken="TokenProjection",
    ),
    "ConfigProjection": shape(items="KeyPath"),
    "DownwardProjection": shape(items="DownwardItem"),
    "TokenProjection": shape({"expirationSeconds": 3600}, "audience"),
    "EmptyDir": shape(empties="medium"),
    "HostPath": shape({"type": ""}),
    "EphemeralVolume": shape(volumeClaimTemplate="ClaimTemplate"),
    "ImageVolume": shape({"pullPolicy": _pull_policy("reference")}, "reference pullPolicy"),
    "ReadOnly": _READ_ONLY,
    "Iscsi": shape({"iscsiInterface": "default"}, "iscsiInterface fsType readOnly chapAuthDiscovery chapAuthSession"),
    "Rbd": shape(
        {"pool": "rbd", "user": "admin", "keyring": "/etc/ceph/keyring"}, "fsType pool user keyring readOnly"
    ),
    "AzureDisk": shape({"cachingMode": "ReadWrite", "fsType": "ext4", "kind": "Shared", "readOnly": False}),
}  # fmt: skip
"""Shapes by a name of ours; names that are not here, such as ``Text``, have nothing to say but are found in
``generator.diff.lists``."""
