"""The rows of the catalogue: rollout, images, resources, jobs, metadata."""

from __future__ import annotations

from generator.lint.rule import Entry

_SCALED = ("Deployment", "StatefulSet")
_LONG = (*_SCALED, "DaemonSet")
_JOBS = ("Job", "CronJob")
_WORKLOADS = (*_LONG, *_JOBS, "Pod", "ReplicaSet", "ReplicationController")
_DEPRECATED = ("alpha", "beta", "Endpoints", "ComponentStatus")
_RANGES = dict.fromkeys(("min-cpu", "max-cpu", "min-memory", "max-memory"))
_LABELS = ["app.kubernetes.io/name", "app.kubernetes.io/instance"]
_CLOSED = ("gcr.io/", "docker.pkg.github.com", "bitnami/")

ENTRIES: tuple[Entry, ...] = (
    Entry("readiness-missing", "rollout", "pod", "warning", kinds=_LONG, injected=True),
    Entry("liveness-is-readiness", "rollout", "container", "warning", words=("livenessProbe",)),
    Entry(
        "startup-budget",
        "rollout",
        "container",
        "warning",
        words=("livenessProbe",),
        options={"seconds": 20},
        injected=True,
    ),
    Entry("not-rolling", "rollout", "object", "warning", kinds=_LONG, words=("Recreate", "OnDelete")),
    Entry("capacity-lost", "rollout", "object", "warning", kinds=("Deployment",), injected=True),
    Entry("single-replica", "rollout", "object", "warning", kinds=("Deployment",)),
    Entry("autoscaler-minimum", "rollout", "object", "warning", kinds=("HorizontalPodAutoscaler",)),
    Entry("disruption-budget-missing", "rollout", "object", "warning", kinds=_SCALED, injected=True),
    Entry("unhealthy-pod-eviction", "rollout", "object", "warning", kinds=("PodDisruptionBudget",), fixable=True),
    Entry("spread-missing", "rollout", "pod", "warning", kinds=_SCALED, injected=True),
    Entry("pre-stop-missing", "rollout", "pod", "warning", kinds=_SCALED, injected=True),
    Entry(
        "progress-deadline",
        "rollout",
        "object",
        "warning",
        kinds=("Deployment",),
        words=("startupProbe",),
        injected=True,
    ),
    Entry("image-tag", "images", "container", "warning"),
    Entry("image-digest", "images", "container", "warning", "off"),
    Entry("image-registry", "images", "container", "warning", options={"allowed": []}),
    Entry("registry-closed", "images", "container", "warning", words=_CLOSED, fixable=True),
    Entry("pull-policy", "images", "container", "warning", "strict", words=("IfNotPresent", "Never")),
    Entry("requests-missing", "resources", "container", "warning", kinds=(*_LONG, *_JOBS)),
    Entry("memory-limit-missing", "resources", "container", "warning", kinds=(*_LONG, *_JOBS)),
    Entry("cpu-limit-missing", "resources", "container", "warning", "off", kinds=(*_LONG, *_JOBS)),
    Entry("memory-overcommitted", "resources", "container", "warning", "off", words=("memory",)),
    Entry("resource-range", "resources", "container", "warning", words=("resources",), options=_RANGES),
    Entry("job-not-removed", "jobs", "object", "warning", kinds=("Job",)),
    Entry("cron-deadline", "jobs", "object", "warning", kinds=("CronJob",)),
    Entry("cron-concurrency", "jobs", "object", "warning", kinds=("CronJob",)),
    Entry("job-retries", "jobs", "object", "note", "strict", kinds=_JOBS),
    Entry(
        "recommended-labels", "metadata", "object", "note", "strict", (*_LONG, "Service"), options={"labels": _LABELS}
    ),
    Entry("required-labels", "metadata", "object", "warning", options={"labels": [], "kinds": []}),
    Entry("required-annotations", "metadata", "object", "warning", options={"annotations": [], "kinds": []}),
    Entry("default-namespace", "metadata", "object", "warning", kinds=_WORKLOADS, words=("default",)),
    Entry("deprecated-api", "metadata", "object", "warning", words=_DEPRECATED, fixable=True),
)
