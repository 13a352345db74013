"""Changes that the API server refuses, and their neighbours that it takes: each was put to the one of Kubernetes 1.37.

``OBJECTS`` are what is changed, ``CASES`` the changes: the object, what is set where (None removes), and the field
of the table that refuses it, "" where nothing does. ``since`` and ``until`` are the minor versions that answer so.
"""

from __future__ import annotations

from typing import Any, NamedTuple

_POD = "{containers: [{name: web, image: 'shop:1', env: [{name: A, value: '1'}, {name: B, value: '2'}]}]"
_LABELS = "metadata: {labels: {app: web}}"
OBJECTS = {
    "deployment": f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web}}
spec: {{replicas: 2, selector: {{matchLabels: {{app: web}}}}, template: {{{_LABELS}, spec: {_POD}}}}}}}
""",
    "rolling-deployment": f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web}}
spec:
  strategy: {{type: RollingUpdate, rollingUpdate: {{maxSurge: 1, maxUnavailable: 0}}}}
  selector: {{matchLabels: {{app: web}}}}
  template: {{{_LABELS}, spec: {_POD}}}}}
""",
    "daemon-set": f"""
apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: web}}
spec: {{selector: {{matchLabels: {{app: web}}}}, template: {{{_LABELS}, spec: {_POD}}}}}}}
""",
    "replica-set": f"""
apiVersion: apps/v1
kind: ReplicaSet
metadata: {{name: web}}
spec: {{selector: {{matchLabels: {{app: web}}}}, template: {{{_LABELS}, spec: {_POD}}}}}}}
""",
    "replication-controller": f"""
apiVersion: v1
kind: ReplicationController
metadata: {{name: web}}
spec: {{selector: {{app: web}}, template: {{{_LABELS}, spec: {_POD}}}}}}}
""",
    "stateful-set": f"""
apiVersion: apps/v1
kind: StatefulSet
metadata: {{name: web}}
spec:
  replicas: 2
  serviceName: web
  selector: {{matchLabels: {{app: web}}}}
  template: {{{_LABELS}, spec: {_POD}}}}}
  volumeClaimTemplates:
    - metadata: {{name: data}}
      spec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1Gi}}}}}}
""",
    "controller-revision": """
apiVersion: apps/v1
kind: ControllerRevision
metadata: {name: web-1}
data: {a: "1"}
revision: 1
""",
    "job": f"""
apiVersion: batch/v1
kind: Job
metadata: {{name: migrate}}
spec: {{completions: 2, template: {{spec: {_POD}, restartPolicy: Never}}}}}}
""",
    "suspended-job": f"""
apiVersion: batch/v1
kind: Job
metadata: {{name: migrate}}
spec: {{suspend: true, template: {{spec: {_POD}, restartPolicy: Never}}}}}}
""",
    "indexed-job": f"""
apiVersion: batch/v1
kind: Job
metadata: {{name: migrate}}
spec:
  completionMode: Indexed
  completions: 2
  parallelism: 2
  backoffLimitPerIndex: 1
  podFailurePolicy: {{rules: [{{action: Ignore, onPodConditions: [{{type: DisruptionTarget, status: "True"}}]}}]}}
  successPolicy: {{rules: [{{succeededCount: 1}}]}}
  managedBy: example.com/jobs
  template: {{spec: {_POD}, restartPolicy: Never}}}}
""",
    "selecting-job": f"""
apiVersion: batch/v1
kind: Job
metadata: {{name: migrate}}
spec:
  manualSelector: true
  selector: {{matchLabels: {{app: web}}}}
  template: {{metadata: {{labels: {{app: web, tier: back}}}}, spec: {_POD}, restartPolicy: Never}}}}
""",
    "cron-job": f"""
apiVersion: batch/v1
kind: CronJob
metadata: {{name: report}}
spec: {{schedule: "* * * * *", jobTemplate: {{spec: {{template: {{spec: {_POD}, restartPolicy: Never}}}}}}}}}}
""",
    "pod": """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  activeDeadlineSeconds: 60
  tolerations: [{key: a, operator: Exists}]
  schedulingGates: [{name: x/gate}]
  containers: [{name: web, image: 'shop:1', env: [{name: A, value: '1'}, {name: B, value: '2'}]}]
""",
    "service": """
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
""",
    "addressed-service": """
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.7.1, clusterIPs: [10.96.7.1], ipFamilies: [IPv4], selector: {app: web}, ports: [{port: 80}]}
""",
    "headless-service": """
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80}]}
""",
    "balanced-service": """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  loadBalancerClass: example.com/inner
  externalTrafficPolicy: Local
  healthCheckNodePort: 31901
  selector: {app: web}
  ports: [{name: http, port: 80}]
""",
    "named-service": """
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: ExternalName, externalName: shop.example.com}
""",
    "endpoint-slice": """
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1}
addressType: IPv4
endpoints: []
ports: []
""",
    "service-cidr": """
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: more}
spec: {cidrs: [10.97.0.0/24]}
""",
    "ip-address": """
apiVersion: networking.k8s.io/v1
kind: IPAddress
metadata: {name: 10.99.0.5, labels: {ipaddress.kubernetes.io/managed-by: me, ipaddress.kubernetes.io/ip-family: IPv4}}
spec: {parentRef: {resource: services, name: web, namespace: shop}}
""",
    "ingress-class": """
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: edge}
spec: {controller: example.com/edge}
""",
    "claim": """
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 2Gi}}
""",
    "gold-claim": """
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  storageClassName: fast
  volumeAttributesClassName: gold
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 2Gi}}
""",
    "volume": """
apiVersion: v1
kind: PersistentVolume
metadata: {name: shared}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: fast
  nfs: {server: files.example.com, path: /data}
""",
    "local-volume": """
apiVersion: v1
kind: PersistentVolume
metadata: {name: local}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  local: {path: /data}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In, values: [b]}]}]}}
""",
    "driven-volume": """
apiVersion: v1
kind: PersistentVolume
metadata: {name: driven}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  csi: {driver: disks.example.com, volumeHandle: one}
""",
    "gold-volume": """
apiVersion: v1
kind: PersistentVolume
metadata: {name: gold}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  volumeAttributesClassName: gold
  csi: {driver: disks.example.com, volumeHandle: one}
""",
    "storage-class": """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: slow}
provisioner: example.com/disks
parameters: {kind: slow}
""",
    "attributes-class": """
apiVersion: storage.k8s.io/v1
kind: VolumeAttributesClass
metadata: {name: gold}
driverName: example.com/disks
parameters: {iops: "1"}
""",
    "attachment": """
apiVersion: storage.k8s.io/v1
kind: VolumeAttachment
metadata: {name: one}
spec: {attacher: disks.example.com, nodeName: node-1, source: {persistentVolumeName: data}}
""",
    "csi-driver": """
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: {name: disks.example.com}
spec: {attachRequired: true, volumeLifecycleModes: [Persistent], fsGroupPolicy: File, podInfoOnMount: false}
""",
    "storage-capacity": """
apiVersion: storage.k8s.io/v1
kind: CSIStorageCapacity
metadata: {name: one}
storageClassName: fast
nodeTopology: {matchLabels: {zone: a}}
capacity: 1Gi
""",
    "config-map": """
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {A: "1"}
""",
    "immutable-config-map": """
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
immutable: true
data: {A: "1"}
binaryData: {b: AAEC}
""",
    "secret": """
apiVersion: v1
kind: Secret
metadata: {name: tokens}
type: Opaque
data: {A: MTIz}
""",
    "immutable-secret": """
apiVersion: v1
kind: Secret
metadata: {name: tokens}
immutable: true
data: {A: MTIz}
""",
    "role-binding": """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
""",
    "cluster-role-binding": """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: effects-readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
""",
    "priority-class": """
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 1000
""",
    "runtime-class": """
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: sandbox}
handler: runsc
""",
    "quota": """
apiVersion: v1
kind: ResourceQuota
metadata: {name: all}
spec: {hard: {pods: "4"}, scopes: [NotTerminating]}
""",
    "resource-claim": """
apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata: {name: gpu}
spec: {devices: {requests: [{name: one, exactly: {deviceClassName: gpu.example.com}}]}}
""",
    "resource-claim-template": """
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: {name: gpu}
spec: {spec: {devices: {requests: [{name: one, exactly: {deviceClassName: gpu.example.com}}]}}}
""",
    "trust-bundle": """
apiVersion: certificates.k8s.io/v1
kind: ClusterTrustBundle
metadata: {name: "example.com:ca:one"}
spec: {signerName: example.com/ca, trustBundle: TRUST}
""",
    "definition": """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Shop, plural: shops, singular: shop, listKind: ShopList}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
    - {name: v1beta1, served: true, storage: false, schema: {openAPIV3Schema: {type: object}}}
""",
}


class Case(NamedTuple):
    object: str
    change: dict[str, Any]
    refused: str
    since: int = 25
    until: int = 37

    @property
    def id(self) -> str:
        return f"{self.object}: {', '.join(self.change)}"


_V1 = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {"type": "object"}}}
_V2 = {**_V1, "name": "v2"}
_TEMPLATE = "spec.template.spec"
CASES = (
    Case("deployment", {"spec.selector.matchLabels": {"app": "shop"}}, "spec.selector"),
    Case("deployment", {"spec.selector.matchLabels.tier": "back"}, "spec.selector"),
    Case("deployment", {f"{_TEMPLATE}.containers.0.image": "shop:2"}, ""),
    Case("deployment", {"spec.minReadySeconds": 5, "spec.paused": True}, ""),
    Case("deployment", {"spec.strategy": {"type": "Recreate"}}, "spec.strategy"),
    Case("rolling-deployment", {"spec.strategy": {"type": "Recreate"}}, ""),
    Case("daemon-set", {"spec.selector.matchLabels": {"app": "shop"}}, "spec.selector"),
    Case("daemon-set", {"spec.updateStrategy": {"type": "OnDelete"}, "spec.minReadySeconds": 5}, ""),
    Case("replica-set", {"spec.selector.matchLabels": {"app": "shop"}}, "spec.selector"),
    Case("replica-set", {f"{_TEMPLATE}.containers.0.image": "shop:2", "spec.replicas": 3}, ""),
    Case("replication-controller", {"spec.selector": {"app": "shop"}, "spec.template.metadata.labels.app": "shop"}, ""),
    Case("stateful-set", {"spec.selector.matchLabels": {"app": "shop"}}, "spec"),
    Case("stateful-set", {"spec.serviceName": "shop"}, "spec"),
    Case("stateful-set", {"spec.serviceName": None}, "spec"),
    Case("stateful-set", {"spec.podManagementPolicy": "Parallel"}, "spec"),
    Case("stateful-set", {"spec.volumeClaimTemplates.0.spec.resources.requests.storage": "2Gi"}, "spec"),
    Case("stateful-set", {"spec.volumeClaimTemplates.0.spec.storageClassName": "fast"}, "spec"),
    Case("stateful-set", {"spec.volumeClaimTemplates.0.metadata.labels": {"a": "b"}}, "spec"),
    Case("stateful-set", {"spec.volumeClaimTemplates": None}, "spec"),
    Case("stateful-set", {"spec.replicas": 3, f"{_TEMPLATE}.containers.0.image": "shop:2"}, ""),
    Case("stateful-set", {"spec.updateStrategy": {"type": "OnDelete"}}, "spec.updateStrategy"),
    Case("stateful-set", {"spec.updateStrategy": {"rollingUpdate": {"partition": 1}}, "spec.minReadySeconds": 5}, ""),
    Case("stateful-set", {"spec.ordinals": {"start": 1}}, "", since=27),
    Case("stateful-set", {"spec.persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Delete"}}, "", since=27),
    Case("stateful-set", {"spec.revisionHistoryLimit": 3}, "", since=33),
    Case("stateful-set", {"spec.revisionHistoryLimit": 3}, "spec.revisionHistoryLimit", until=32),
    Case("controller-revision", {"data.a": "2"}, "data"),
    Case("controller-revision", {"revision": 2}, ""),
    Case("job", {f"{_TEMPLATE}.containers.0.image": "shop:2"}, "spec.template"),
    Case("job", {"spec.template.metadata": {"annotations": {"a": "b"}}}, "spec.template"),
    Case("job", {f"{_TEMPLATE}.containers.0.env": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]},
         "spec.template"),
    Case("job", {f"{_TEMPLATE}.nodeSelector": {"disk": "fast"}}, "spec.template"),
    Case("job", {"spec.completions": 3}, "spec.completions"),
    Case("job", {"spec.parallelism": 2, "spec.backoffLimit": 1, "spec.activeDeadlineSeconds": 60}, ""),
    Case("job", {"spec.suspend": True, "spec.ttlSecondsAfterFinished": 60}, ""),
    Case("job", {"spec.completionMode": "Indexed"}, "spec.completionMode"),
    Case("suspended-job", {f"{_TEMPLATE}.nodeSelector": {"disk": "fast"}}, ""),
    Case("suspended-job", {f"{_TEMPLATE}.tolerations": [{"key": "a", "operator": "Exists"}]}, ""),
    Case("suspended-job", {"spec.template.metadata": {"annotations": {"a": "b"}, "labels": {"a": "b"}}}, ""),
    Case("suspended-job", {f"{_TEMPLATE}.containers.0.image": "shop:2"}, "spec.template"),
    Case("suspended-job", {f"{_TEMPLATE}.containers.0.resources": {"requests": {"cpu": "1"}}}, "", since=36),
    Case("suspended-job", {f"{_TEMPLATE}.containers.0.resources": {"requests": {"cpu": "1"}}}, "spec.template",
         until=35),
    Case("indexed-job", {"spec.completions": 3, "spec.parallelism": 3}, "", since=27),
    Case("indexed-job", {"spec.completions": 3, "spec.parallelism": 3}, "spec.completions", until=26),
    Case("indexed-job", {"spec.completions": 3}, "spec.completions"),
    Case("indexed-job", {"spec.backoffLimitPerIndex": 2}, "spec.backoffLimitPerIndex"),
    Case("indexed-job", {"spec.podFailurePolicy.rules.0.action": "Count"}, "spec.podFailurePolicy"),
    Case("indexed-job", {"spec.successPolicy.rules.0.succeededCount": 2}, "spec.successPolicy"),
    Case("indexed-job", {"spec.managedBy": "example.com/others"}, "spec.managedBy"),
    Case("selecting-job", {"spec.selector.matchLabels": {"tier": "back"}}, "spec.selector"),
    Case("cron-job", {"spec.jobTemplate.spec.template.spec.containers.0.image": "shop:2", "spec.schedule": "1 * * * *"},
         ""),
    Case("pod", {"spec.containers.0.image": "shop:2"}, ""),
    Case("pod", {"spec.containers.0.env.0.value": "3"}, "spec"),
    Case("pod", {"spec.containers.0.resources": {"requests": {"cpu": "1"}}}, "spec"),
    Case("pod", {"spec.terminationGracePeriodSeconds": 60}, "spec"),
    Case("pod", {"spec.activeDeadlineSeconds": 50}, ""),
    Case("pod", {"spec.activeDeadlineSeconds": 70}, "spec.activeDeadlineSeconds"),
    Case("pod", {"spec.activeDeadlineSeconds": None}, "spec.activeDeadlineSeconds"),
    Case("pod", {"spec.tolerations": [{"key": "a", "operator": "Exists"}, {"key": "b", "operator": "Exists"}]}, ""),
    Case("pod", {"spec.tolerations": [{"key": "b", "operator": "Exists"}]}, "spec.tolerations"),
    Case("pod", {"spec.schedulingGates": None}, "", since=27),
    Case("pod", {"spec.schedulingGates": [{"name": "x/gate"}, {"name": "x/more"}]}, "spec.schedulingGates", since=27),
    Case("pod", {"metadata.labels": {"a": "b"}}, ""),
    Case("service", {"spec.clusterIP": "10.96.7.9"}, "spec.clusterIP"),
    Case("service", {"spec.clusterIP": "None"}, "spec.clusterIP"),
    Case("service", {"spec.clusterIP": "10.96.7.9", "spec.clusterIPs": ["10.96.7.9"]}, "spec.clusterIPs"),
    Case("service", {"spec.type": "LoadBalancer"}, ""),
    Case("service", {"spec.type": "LoadBalancer", "spec.loadBalancerClass": "example.com/inner"}, ""),
    Case("service", {"spec.type": "ExternalName", "spec.externalName": "a.example.com"}, ""),
    Case("service", {"spec.selector.app": "shop", "spec.ports.0.port": 81}, ""),
    Case("addressed-service", {"spec.clusterIP": None, "spec.clusterIPs": None, "spec.ipFamilies": None}, ""),
    Case("addressed-service", {"spec.clusterIP": "10.96.7.2", "spec.clusterIPs": ["10.96.7.2"]}, "spec.clusterIP"),
    Case("addressed-service", {"spec.ipFamilies": ["IPv6"]}, "spec.ipFamilies"),
    Case("addressed-service", {"spec.type": "ExternalName", "spec.externalName": "a.example.com",
                               "spec.clusterIP": None, "spec.clusterIPs": None, "spec.ipFamilies": None}, ""),
    Case("headless-service", {"spec.clusterIP": None}, ""),
    Case("headless-service", {"spec.clusterIP": "10.96.7.8"}, "spec.clusterIP"),
    Case("headless-service", {"spec.clusterIP": None, "spec.type": "LoadBalancer"}, "spec.type"),
    Case("headless-service", {"spec.clusterIP": None, "spec.type": "NodePort"}, "spec.type"),
    Case("headless-service", {"spec.type": "ExternalName", "spec.externalName": "a.example.com"}, ""),
    Case("balanced-service", {"spec.loadBalancerClass": "example.com/outer"}, "spec.loadBalancerClass"),
    Case("balanced-service", {"spec.loadBalancerClass": None}, "spec.loadBalancerClass"),
    Case("balanced-service", {"spec.healthCheckNodePort": 31902}, "spec.healthCheckNodePort"),
    Case("balanced-service", {"spec.healthCheckNodePort": None}, ""),
    Case("balanced-service", {"spec.type": None, "spec.loadBalancerClass": None, "spec.externalTrafficPolicy": None,
                              "spec.healthCheckNodePort": None}, ""),
    Case("named-service", {"spec.type": None, "spec.externalName": None, "spec.ports": [{"port": 80}]}, ""),
    Case("endpoint-slice", {"addressType": "IPv6"}, "addressType"),
    Case("endpoint-slice", {"ports": [{"name": "http", "port": 80}]}, ""),
    Case("service-cidr", {"spec.cidrs": ["10.98.0.0/24"]}, "spec.cidrs", since=33),
    Case("service-cidr", {"spec.cidrs": ["10.97.0.0/24", "fd00:97::/112"]}, "", since=34),
    Case("ip-address", {"spec.parentRef.name": "shop"}, "spec.parentRef", since=33),
    Case("ingress-class", {"spec.controller": "example.com/other"}, "spec.controller"),
    Case("ingress-class", {"spec.parameters": {"kind": "Edge", "name": "one", "apiGroup": "example.com"}}, ""),
    Case("claim", {"spec.resources.requests.storage": "3Gi"}, ""),
    Case("claim", {"spec.resources.requests.storage": "1Gi"}, "spec.resources.requests.storage"),
    Case("claim", {"spec.resources.limits": {"storage": "5Gi"}}, "spec"),
    Case("claim", {"spec.storageClassName": "slow"}, "spec"),
    Case("claim", {"spec.storageClassName": None}, "spec"),
    Case("claim", {"spec.accessModes": ["ReadWriteMany"]}, "spec"),
    Case("claim", {"spec.volumeName": "data"}, ""),
    Case("claim", {"spec.volumeMode": "Block"}, "spec"),
    Case("claim", {"spec.dataSource": {"kind": "PersistentVolumeClaim", "name": "old"}}, "spec"),
    Case("claim", {"spec.volumeAttributesClassName": "gold"}, "", since=34),
    Case("claim", {"spec.volumeAttributesClassName": "gold"}, "spec.volumeAttributesClassName", since=29, until=33),
    Case("gold-claim", {"spec.volumeAttributesClassName": "silver"}, "", since=34),
    Case("gold-claim", {"spec.volumeAttributesClassName": None}, "spec.volumeAttributesClassName", since=29),
    Case("claim", {"metadata.labels": {"a": "b"}}, ""),
    Case("volume", {"spec.nfs.server": "other.example.com"}, "spec"),
    Case("volume", {"spec.volumeMode": "Block"}, "spec"),
    Case("volume", {"spec.capacity.storage": "2Gi", "spec.accessModes": ["ReadWriteMany"], "spec.storageClassName": "a",
                    "spec.persistentVolumeReclaimPolicy": "Delete", "spec.mountOptions": ["ro"]}, ""),
    Case("volume", {"spec.nodeAffinity": {"required": {"nodeSelectorTerms": [
        {"matchExpressions": [{"key": "a", "operator": "Exists"}]}]}}}, ""),
    Case("driven-volume", {"spec.volumeAttributesClassName": "gold"}, "", since=34),
    Case("driven-volume", {"spec.volumeAttributesClassName": "gold"}, "spec.volumeAttributesClassName", since=29,
         until=33),
    Case("driven-volume", {"spec.csi.volumeHandle": "other"}, "spec"),
    Case("gold-volume", {"spec.volumeAttributesClassName": None}, "spec.volumeAttributesClassName", since=29),
    Case("local-volume", {"spec.nodeAffinity.required.nodeSelectorTerms.0.matchExpressions.0.values": ["c"]},
         "spec.nodeAffinity"),
    Case("storage-class", {"provisioner": "example.com/other"}, "provisioner"),
    Case("storage-class", {"parameters.kind": "fast"}, "parameters"),
    Case("storage-class", {"parameters": None}, "parameters"),
    Case("storage-class", {"reclaimPolicy": "Retain"}, "reclaimPolicy"),
    Case("storage-class", {"volumeBindingMode": "WaitForFirstConsumer"}, "volumeBindingMode"),
    Case("storage-class", {"allowVolumeExpansion": True, "mountOptions": ["ro"]}, ""),
    Case("attributes-class", {"driverName": "example.com/other"}, "driverName", since=34),
    Case("attributes-class", {"parameters.iops": "2"}, "parameters", since=34),
    Case("attachment", {"spec.nodeName": "node-2"}, "spec"),
    Case("csi-driver", {"spec.attachRequired": False}, "spec.attachRequired"),
    Case("csi-driver", {"spec.volumeLifecycleModes": ["Persistent", "Ephemeral"]}, "spec.volumeLifecycleModes"),
    Case("csi-driver", {"spec.fsGroupPolicy": "None"}, "", since=30),
    Case("csi-driver", {"spec.podInfoOnMount": True}, "", since=30),
    Case("csi-driver", {"spec.fsGroupPolicy": "None"}, "spec.fsGroupPolicy", until=29),
    Case("csi-driver", {"spec.podInfoOnMount": True}, "spec.podInfoOnMount", until=29),
    Case("csi-driver", {"spec.storageCapacity": True, "spec.requiresRepublish": True}, ""),
    Case("storage-capacity", {"nodeTopology.matchLabels.zone": "b"}, "nodeTopology"),
    Case("storage-capacity", {"storageClassName": "slow"}, "storageClassName"),
    Case("storage-capacity", {"capacity": "2Gi"}, ""),
    Case("config-map", {"data.A": "2", "immutable": True}, ""),
    Case("immutable-config-map", {"data.A": "2"}, "data"),
    Case("immutable-config-map", {"data.B": "2"}, "data"),
    Case("immutable-config-map", {"binaryData.b": "AAED"}, "binaryData"),
    Case("immutable-config-map", {"immutable": None}, "immutable"),
    Case("immutable-config-map", {"immutable": False}, "immutable"),
    Case("immutable-config-map", {"metadata.labels": {"a": "b"}}, ""),
    Case("secret", {"type": "example.com/other"}, "type"),
    Case("secret", {"data.A": "MTI0"}, ""),
    Case("immutable-secret", {"data.A": "MTI0"}, "data"),
    Case("immutable-secret", {"stringData": {"B": "2"}}, "stringData"),
    Case("immutable-secret", {"immutable": None}, "immutable"),
    Case("role-binding", {"roleRef.name": "writer"}, "roleRef"),
    Case("role-binding", {"subjects.0.name": "other"}, ""),
    Case("cluster-role-binding", {"roleRef.name": "edit"}, "roleRef"),
    Case("priority-class", {"value": 2000}, "value"),
    Case("priority-class", {"preemptionPolicy": "Never"}, "preemptionPolicy"),
    Case("priority-class", {"description": "urgent", "globalDefault": False}, ""),
    Case("runtime-class", {"handler": "kata"}, "handler"),
    Case("runtime-class", {"overhead": {"podFixed": {"memory": "64Mi"}}}, ""),
    Case("quota", {"spec.scopes": ["Terminating"]}, "spec.scopes"),
    Case("quota", {"spec.hard.pods": "5"}, ""),
    Case("resource-claim", {"spec.devices.requests.0.name": "two"}, "spec", since=34),
    Case("resource-claim-template", {"spec.spec.devices.requests.0.name": "two"}, "spec", since=34),
    Case("trust-bundle", {"spec.signerName": "example.com/other"}, "spec.signerName", since=37),
    Case("definition", {"spec.scope": "Cluster"}, "spec.scope"),
    Case("definition", {"spec.names.kind": "Store"}, "spec.names.kind"),
    Case("definition", {"spec.names.plural": "stores"}, "spec.names.plural"),
    Case("definition", {"spec.group": "other.example.com"}, "spec.group"),
    Case("definition", {"spec.names.shortNames": ["sh"]}, ""),
    Case("definition", {"spec.versions": [_V1]}, ""),
    Case("definition", {"spec.versions": [_V2]}, "spec.versions"),
)  # fmt: skip
