"""When API versions came, were deprecated and went: the table that ``generator.schemas.lifecycle`` looks into.

Source: the ``prerelease-lifecycle`` marks of Kubernetes 1.37's Go types (k8s.io/api), corrected by what the OpenAPI
documents of 1.25 to 1.37 really list; for what had gone before, Kubernetes' *Deprecated API Migration Guide* and the
deprecation warnings of its API server.
"""

from __future__ import annotations

TABLE = """\
admissionregistration.k8s.io/v1 16 - - - MutatingWebhookConfiguration ValidatingWebhookConfiguration
admissionregistration.k8s.io/v1 30 - - - ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1 36 - - - MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1alpha1 26 29 32 v1 ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1alpha1 32 35 38 v1 MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1beta1 9 16 22 v1 MutatingWebhookConfiguration ValidatingWebhookConfiguration
admissionregistration.k8s.io/v1beta1 28 31 34 v1 ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1beta1 34 37 40 v1 MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
apiextensions.k8s.io/v1 16 - - - CustomResourceDefinition
apiextensions.k8s.io/v1beta1 7 16 22 v1 CustomResourceDefinition
apiregistration.k8s.io/v1 10 - - - APIService
apiregistration.k8s.io/v1beta1 7 19 22 v1 APIService
apps/v1 9 - - - ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
apps/v1beta1 5 8 16 v1 StatefulSet
apps/v1beta1 6 8 16 v1 Deployment
apps/v1beta1 6 8 16 - DeploymentRollback
apps/v1beta1 6 8 16 autoscaling/v1 Scale
apps/v1beta1 7 8 16 v1 ControllerRevision
apps/v1beta2 8 9 16 v1 ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
apps/v1beta2 8 9 16 autoscaling/v1 Scale
authentication.k8s.io/v1 6 - - - TokenReview
authentication.k8s.io/v1 10 - - - TokenRequest
authentication.k8s.io/v1 28 - - - SelfSubjectReview
authentication.k8s.io/v1alpha1 26 29 32 v1 SelfSubjectReview
authentication.k8s.io/v1beta1 4 19 22 v1 TokenReview
authentication.k8s.io/v1beta1 27 30 33 v1 SelfSubjectReview
authorization.k8s.io/v1 6 - - - SubjectAccessReview
authorization.k8s.io/v1 19 - - - LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview
authorization.k8s.io/v1beta1 2 19 22 v1 LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview
authorization.k8s.io/v1beta1 8 19 22 v1 SelfSubjectRulesReview
autoscaling/v1 2 - - - HorizontalPodAutoscaler Scale
autoscaling/v2 23 - - - HorizontalPodAutoscaler
autoscaling/v2beta1 8 22 25 v2 HorizontalPodAutoscaler
autoscaling/v2beta2 12 23 26 v2 HorizontalPodAutoscaler
batch/v1 2 - - - Job
batch/v1 21 - - - CronJob
batch/v1beta1 8 21 25 v1 CronJob
batch/v2alpha1 5 - 21 v1 CronJob
certificates.k8s.io/v1 19 - - - CertificateSigningRequest
certificates.k8s.io/v1 37 - - - ClusterTrustBundle PodCertificateRequest
certificates.k8s.io/v1alpha1 27 34 37 v1 ClusterTrustBundle
certificates.k8s.io/v1alpha1 34 - 35 v1 PodCertificateRequest
certificates.k8s.io/v1beta1 12 19 22 v1 CertificateSigningRequest
certificates.k8s.io/v1beta1 33 37 40 v1 ClusterTrustBundle
certificates.k8s.io/v1beta1 35 38 41 v1 PodCertificateRequest
coordination.k8s.io/v1 14 - - - Lease
coordination.k8s.io/v1alpha1 31 - 32 v1beta1 LeaseCandidate
coordination.k8s.io/v1alpha2 32 35 38 v1beta1 LeaseCandidate
coordination.k8s.io/v1beta1 12 19 22 v1 Lease
coordination.k8s.io/v1beta1 33 36 39 - LeaseCandidate
discovery.k8s.io/v1 21 - - - EndpointSlice
discovery.k8s.io/v1beta1 16 21 25 v1 EndpointSlice
events.k8s.io/v1 19 - - - Event
events.k8s.io/v1beta1 8 22 25 v1 Event
extensions/v1beta1 1 8 16 apps/v1 DaemonSet Deployment
extensions/v1beta1 1 14 22 networking.k8s.io/v1 Ingress
extensions/v1beta1 1 2 16 - Scale
extensions/v1beta1 2 8 16 - DeploymentRollback
extensions/v1beta1 2 11 16 - PodSecurityPolicy
extensions/v1beta1 2 8 16 apps/v1 ReplicaSet
extensions/v1beta1 3 9 16 networking.k8s.io/v1 NetworkPolicy
flowcontrol.apiserver.k8s.io/v1 29 - - - FlowSchema PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1beta1 20 23 26 v1 FlowSchema PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1beta2 23 26 29 v1 FlowSchema PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1beta3 26 29 32 v1 FlowSchema PriorityLevelConfiguration
internal.apiserver.k8s.io/v1alpha1 20 - - - StorageVersion
lifecycle.k8s.io/v1alpha1 37 - - - Eviction EvictionRequest
networking.k8s.io/v1 7 - - - NetworkPolicy
networking.k8s.io/v1 19 - - - Ingress IngressClass
networking.k8s.io/v1 33 - - - IPAddress ServiceCIDR
networking.k8s.io/v1alpha1 25 - 29 - ClusterCIDR
networking.k8s.io/v1alpha1 27 - 31 v1 IPAddress
networking.k8s.io/v1alpha1 29 - 31 v1 ServiceCIDR
networking.k8s.io/v1beta1 14 19 22 v1 Ingress
networking.k8s.io/v1beta1 18 19 22 v1 IngressClass
networking.k8s.io/v1beta1 31 34 37 v1 IPAddress ServiceCIDR
node.k8s.io/v1 20 - - - RuntimeClass
node.k8s.io/v1beta1 13 22 25 v1 RuntimeClass
policy/v1 21 - - - PodDisruptionBudget
policy/v1 22 - - - Eviction
policy/v1beta1 5 22 25 v1 Eviction
policy/v1beta1 5 21 25 v1 PodDisruptionBudget
policy/v1beta1 10 21 25 - PodSecurityPolicy
rbac.authorization.k8s.io/v1 8 - - - ClusterRole ClusterRoleBinding Role RoleBinding
rbac.authorization.k8s.io/v1alpha1 5 17 23 v1 ClusterRole ClusterRoleBinding Role RoleBinding
rbac.authorization.k8s.io/v1beta1 6 17 22 v1 ClusterRole ClusterRoleBinding Role RoleBinding
resource.k8s.io/v1 34 - - - DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
resource.k8s.io/v1 37 - - - DeviceTaintRule
resource.k8s.io/v1alpha1 26 - 27 - PodScheduling ResourceClass
resource.k8s.io/v1alpha1 26 - 27 v1 ResourceClaim ResourceClaimTemplate
resource.k8s.io/v1alpha2 27 - 31 - PodSchedulingContext ResourceClass
resource.k8s.io/v1alpha2 27 - 31 v1 ResourceClaim ResourceClaimTemplate
resource.k8s.io/v1alpha2 30 - 31 - ResourceClaimParameters ResourceClassParameters
resource.k8s.io/v1alpha2 30 - 31 v1 ResourceSlice
resource.k8s.io/v1alpha3 31 - 34 v1 DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
resource.k8s.io/v1alpha3 31 - 32 - PodSchedulingContext
resource.k8s.io/v1alpha3 33 36 39 v1 DeviceTaintRule
resource.k8s.io/v1alpha3 36 39 42 - ResourcePoolStatusRequest
resource.k8s.io/v1beta1 32 35 38 v1 DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
resource.k8s.io/v1beta2 33 36 39 v1 DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
resource.k8s.io/v1beta2 36 39 42 v1 DeviceTaintRule
scheduling.k8s.io/v1 14 - - - PriorityClass
scheduling.k8s.io/v1alpha1 8 14 23 v1 PriorityClass
scheduling.k8s.io/v1alpha1 35 - 36 v1beta1 Workload
scheduling.k8s.io/v1alpha2 36 - 37 v1beta1 PodGroup Workload
scheduling.k8s.io/v1alpha3 37 - - - CompositePodGroup PodGroup Workload
scheduling.k8s.io/v1beta1 11 14 22 v1 PriorityClass
scheduling.k8s.io/v1beta1 37 - - - PodGroup Workload
settings.k8s.io/v1alpha1 6 - 20 - PodPreset
storage.k8s.io/v1 6 - - - StorageClass
storage.k8s.io/v1 13 - - - VolumeAttachment
storage.k8s.io/v1 17 - - - CSINode
storage.k8s.io/v1 18 - - - CSIDriver
storage.k8s.io/v1 24 - - - CSIStorageCapacity
storage.k8s.io/v1 34 - - - VolumeAttributesClass
storage.k8s.io/v1alpha1 9 21 24 v1 VolumeAttachment
storage.k8s.io/v1alpha1 19 21 24 v1 CSIStorageCapacity
storage.k8s.io/v1alpha1 29 32 35 v1 VolumeAttributesClass
storage.k8s.io/v1beta1 4 19 22 v1 StorageClass
storage.k8s.io/v1beta1 10 19 22 v1 VolumeAttachment
storage.k8s.io/v1beta1 14 19 22 v1 CSIDriver
storage.k8s.io/v1beta1 14 17 22 v1 CSINode
storage.k8s.io/v1beta1 21 24 27 v1 CSIStorageCapacity
storage.k8s.io/v1beta1 31 34 37 v1 VolumeAttributesClass
storagemigration.k8s.io/v1 37 - - - StorageVersionMigration
storagemigration.k8s.io/v1alpha1 30 - 35 v1 StorageVersionMigration
storagemigration.k8s.io/v1beta1 35 37 40 v1 StorageVersionMigration
v1 0 - - - Binding Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate
v1 0 - - - ReplicationController ResourceQuota Secret Service ServiceAccount
v1 0 19 - - ComponentStatus
v1 0 33 - discovery.k8s.io/v1/EndpointSlice Endpoints
v1 2 - - - ConfigMap
"""
"""A line for each API version and kinds with one life: API version; the minor versions that introduced, deprecated and
removed them (a removal after 1.37 is a plan); what replaces them: a version of the same group, an API version, or an
API version and another kind; the kinds. ``-`` is none."""
