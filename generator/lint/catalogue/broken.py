"""The rows of the catalogue: what is accepted and does not work."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Entry

if TYPE_CHECKING:
    from generator.lint.rule import Level, Severity

_ROUTES = tuple(
    f"{kind}.gateway.networking.k8s.io" for kind in ("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute")
)
_SCALERS = ("HorizontalPodAutoscaler", "ScaledObject.keda.sh")
_MONITORS = ("ServiceMonitor.monitoring.coreos.com", "PodMonitor.monitoring.coreos.com")
_BINDINGS = ("RoleBinding", "ClusterRoleBinding")
_WEBHOOKS = (
    "ValidatingWebhookConfiguration",
    "MutatingWebhookConfiguration",
    "CustomResourceDefinition",
    "APIService",
)
_SCALED = ("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController")
_HOOKS = ("helm.sh/", "argocd.argoproj.io/")


def _row(
    rule: str,
    level: Level,
    kinds: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    severity: Severity = "error",
    *,
    fixable: bool = False,
) -> Entry:
    return Entry(rule, "broken", level, severity, "minimal", kinds, words, fixable=fixable)


ENTRIES: tuple[Entry, ...] = (
    _row("service-selects-nothing", "object", ("Service",), ("selector",)),
    _row("service-selects-jobs", "object", ("Service",), ("selector",)),
    _row("service-target-port", "object", ("Service",), ("selector",)),
    _row("backend-missing", "object", ("Ingress", *_ROUTES), ("ackend",)),
    _row("backend-port-unknown", "object", ("Ingress", *_ROUTES), ("ackend",)),
    _row("ingress-conflict", "object", ("Ingress",), ("http",)),
    _row("route-listener-unknown", "object", _ROUTES, ("parentRefs",)),
    _row("webhook-service", "object", _WEBHOOKS),
    _row("network-policy-selects-nothing", "object", ("NetworkPolicy",), ("podSelector",)),
    _row("network-policy-port", "object", ("NetworkPolicy",), ("ports",)),
    _row("network-policy-type", "object", ("NetworkPolicy",), ("policyTypes",)),
    _row("network-policy-without-dns", "object", ("NetworkPolicy",), ("egress",), "warning"),
    _row("monitor-selects-nothing", "object", _MONITORS, ("selector",)),
    _row("monitor-port-unknown", "object", _MONITORS, ("port",)),
    _row("disruption-budget-selects-nothing", "object", ("PodDisruptionBudget",)),
    _row("disruption-budget-without-scale", "object", ("PodDisruptionBudget",), ("selector",)),
    _row("disruption-budget-blocks", "object", ("PodDisruptionBudget",), ("minAvailable", "maxUnavailable")),
    _row("disruption-budgets-overlap", "object", ("PodDisruptionBudget",), ("selector",)),
    _row("autoscaler-target", "object", _SCALERS, ("scaleTargetRef",), fixable=True),
    _row("autoscaler-and-replicas", "object", _SCALED, ("replicas",)),
    _row("autoscaler-without-requests", "object", _SCALERS[:1], ("scaleTargetRef",)),
    _row("autoscalers-overlap", "object", _SCALERS, ("scaleTargetRef",)),
    _row("config-map-missing", "pod", (), ("configMap",)),
    _row("secret-missing", "pod", (), ("secret",), "warning"),
    _row("config-key-missing", "pod", (), ("configMap", "secret")),
    _row("service-account-missing", "pod", (), ("serviceAccount",)),
    _row("claim-missing", "pod", (), ("claimName",)),
    _row("role-missing", "object", _BINDINGS, ("roleRef",)),
    _row("binding-subject-missing", "object", _BINDINGS, ("ServiceAccount",), "warning"),
    _row("volume-multi-attach", "object", (*_SCALED, "DaemonSet"), ("claimName",)),
    _row("volume-unused", "pod", (), ("volumes",), "warning"),
    _row("stateful-set-service", "object", ("StatefulSet",), ("serviceName",)),
    _row("probe-port-unknown", "container", (), ("httpGet", "tcpSocket", "grpc")),
    _row("liveness-before-startup", "container", (), ("livenessProbe",))._replace(injected=True),
    _row("probe-timeout", "container", (), ("timeoutSeconds",), "warning"),
    _row("pre-stop-too-long", "container", (), ("preStop",)),
    _row("grace-too-short", "pod", (), ("fairlead.dev/longest-request",)),
    _row("hook-on-pod-template", "pod", (), _HOOKS),
    _row("shell-syntax", "container", (), ("command",)),
    _row("environment-reference", "container", (), ("$(",)),
    _row("environment-duplicate", "container", (), ("env",), "warning"),
)
