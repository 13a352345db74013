"""The rows of the catalogue: what the API server refuses of pods and the workloads that make them."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Entry

if TYPE_CHECKING:
    from generator.lint.rule import Level

_WORKLOADS = (
    "Pod",
    "PodTemplate",
    "Deployment",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
    "DaemonSet",
    "Job",
    "CronJob",
)


def _refused(
    rule: str, level: Level, kinds: tuple[str, ...] = (), words: tuple[str, ...] = (), *, fixable: bool = False
) -> Entry:
    return Entry(rule, "invalid", level, "error", "minimal", kinds, words, fixable=fixable)


ENTRIES: tuple[Entry, ...] = (
    _refused("containers-missing", "object", _WORKLOADS),
    _refused("container-name", "pod"),
    _refused("container-image", "container", fixable=True),
    _refused("container-ports", "pod", words=("containerPort", "hostPort")),
    _refused("environment", "container", words=("env", "envFrom")),
    _refused("environment-source", "container", words=("valueFrom",), fixable=True),
    _refused("volume-mount", "pod", words=("volumeMounts", "volumeDevices")),
    _refused("container-resources", "container", words=("limits", "requests", "claims"), fixable=True),
    _refused("pod-resources", "pod", words=("overhead", "resources"), fixable=True),
    _refused("resize-policy", "container", words=("resizePolicy",)),
    _refused("lifecycle-hook", "container", words=("lifecycle",), fixable=True),
    _refused("probe", "container", words=("livenessProbe", "readinessProbe", "startupProbe"), fixable=True),
    _refused("container-restart-policy", "container", words=("restartPolicy",)),
    _refused("security-context", "container", words=("securityContext",)),
    _refused("pod-security-context", "pod", words=("securityContext",)),
    _refused("windows-pod", "pod", words=("windows", "windowsOptions")),
    _refused("host-namespaces", "pod", words=("hostUsers", "shareProcessNamespace")),
    _refused("volume-name", "pod", words=("volumes",)),
    _refused("volume-source", "pod", words=("volumes",), fixable=True),
    _refused("projected-volume", "pod", words=("projected",), fixable=True),
    _refused("claim-template", "object", words=("volumeClaimTemplates", "ephemeral"), fixable=True),
    _refused("pod-dns", "pod", words=("dnsConfig", "dnsPolicy")),
    _refused("pod-hostname", "pod", words=("hostname", "subdomain", "hostAliases", "hostnameOverride")),
    _refused(
        "pod-reference",
        "pod",
        words=("serviceAccount", "nodeName", "priorityClassName", "runtimeClassName", "nodeSelector", "resourceClaims"),
    ),
    _refused("pod-gate", "pod", words=("readinessGates", "schedulingGates")),
    _refused("pod-deadline", "pod", words=("activeDeadlineSeconds",)),
    _refused("pod-restart-policy", "pod"),
    _refused("toleration", "pod", words=("tolerations",)),
    _refused("affinity", "pod", words=("affinity",)),
    _refused("topology-spread", "pod", words=("topologySpreadConstraints",)),
    _refused("ephemeral-container", "pod", words=("ephemeralContainers",)),
    _refused("template-labels", "pod", words=("labels", "annotations")),
    _refused("workload-selector", "object", _WORKLOADS[2:]),
    _refused("workload-numbers", "object", _WORKLOADS[2:]),
    _refused("update-strategy", "object", ("Deployment", "StatefulSet", "DaemonSet"), ("rollingUpdate",), fixable=True),
    _refused("statefulset-service", "object", ("StatefulSet",), ("serviceName",)),
    _refused("workload-name", "object", ("StatefulSet", "Job", "CronJob")),
    _refused("cron-schedule", "object", ("CronJob",), fixable=True),
    _refused("cron-time-zone", "object", ("CronJob",), ("timeZone",), fixable=True),
    _refused("job-completions", "object", ("Job", "CronJob")),
    _refused("job-failure-policy", "object", ("Job", "CronJob"), ("podFailurePolicy",)),
    _refused("job-success-policy", "object", ("Job", "CronJob"), ("successPolicy",)),
    Entry("field-dropped", "invalid", "object", "warning", "minimal"),
)
