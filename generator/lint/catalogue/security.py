"""The rows of the catalogue: pod security, secrets, rbac, exposure."""

from __future__ import annotations

from generator.lint.rule import Entry
from generator.objects import secret_names, tokens

_BASELINE = "pod-security-baseline"
_RESTRICTED = "pod-security-restricted"

_STANDARDS = (
    Entry("shared-host-namespaces", _BASELINE, "pod", "warning", words=("hostNetwork", "hostPID", "hostIPC")),
    Entry("privileged", _BASELINE, "container", "warning", words=("privileged",)),
    Entry("capabilities-baseline", _BASELINE, "container", "warning", words=("capabilities",), fixable=True),
    Entry("host-path-volumes", _BASELINE, "pod", "warning", words=("hostPath",)),
    Entry("host-ports", _BASELINE, "container", "warning", words=("hostPort",)),
    Entry("apparmor-profile", _BASELINE, "pod", "warning", words=("Unconfined", "container.apparmor.security")),
    Entry("selinux-options", _BASELINE, "pod", "warning", words=("seLinuxOptions",)),
    Entry("proc-mount", _BASELINE, "container", "warning", words=("procMount",)),
    Entry("seccomp-profile-baseline", _BASELINE, "pod", "warning", words=("Unconfined",)),
    Entry("sysctls", _BASELINE, "pod", "warning", words=("sysctls",)),
    Entry("windows-host-process", _BASELINE, "pod", "warning", words=("hostProcess",)),
    Entry("host-probes-and-host-lifecycle", _BASELINE, "container", "warning", words=("host",)),
    Entry("restricted-volumes", _RESTRICTED, "pod", "warning", "strict", words=("volumes",)),
    Entry("allow-privilege-escalation", _RESTRICTED, "container", "warning", "strict"),
    Entry("run-as-non-root", _RESTRICTED, "pod", "warning", "strict"),
    Entry("run-as-user", _RESTRICTED, "pod", "warning", "strict", words=("runAsUser",)),
    Entry("seccomp-profile-restricted", _RESTRICTED, "pod", "warning", "strict"),
    Entry("capabilities-restricted", _RESTRICTED, "container", "warning", "strict"),
    Entry("proc-mount-restricted", _RESTRICTED, "container", "warning", "strict", words=("procMount",)),
)

_POD_SECURITY = (
    Entry("read-only-root-filesystem", "pod-security", "container", "warning", "strict"),
    Entry("container-runtime-socket", "pod-security", "pod", "error", words=(".sock",)),
    Entry("sensitive-host-path", "pod-security", "pod", "warning", words=("hostPath",)),
    Entry("writable-host-path", "pod-security", "pod", "warning", words=("hostPath",)),
    Entry("privileged-port", "pod-security", "container", "warning", "strict", words=("containerPort",)),
    Entry("ssh-port", "pod-security", "container", "warning", words=("containerPort",)),
    Entry("service-account-token", "pod-security", "pod", "warning", "strict"),
    Entry(
        "default-service-account",
        "pod-security",
        "object",
        "warning",
        kinds=("RoleBinding", "ClusterRoleBinding"),
        words=("default",),
    ),
    Entry("ndots", "pod-security", "pod", "warning", "off"),
)

_NAMES = (*secret_names.WORDS, "://")

_SECRETS = (
    Entry("secret-in-env", "secrets", "container", "warning", words=_NAMES),
    Entry("secret-in-command", "secrets", "container", "warning", words=_NAMES),
    Entry("secret-in-config-map", "secrets", "object", "warning", kinds=("ConfigMap",), words=_NAMES),
    Entry("token-in-manifest", "secrets", "object", "warning", words=tokens.PREFIXES),
    Entry("secret-as-variable", "secrets", "container", "warning", "off", words=("secretKeyRef", "secretRef")),
)

_ROLES = ("Role", "ClusterRole")
_BINDINGS = ("RoleBinding", "ClusterRoleBinding")

_RBAC = (
    Entry("cluster-admin", "rbac", "object", "warning", kinds=_BINDINGS, words=("cluster-admin",)),
    Entry("anonymous-access", "rbac", "object", "warning", "minimal", _BINDINGS, words=("system:",)),
    Entry("system-masters", "rbac", "object", "warning", kinds=_BINDINGS, words=("system:masters",)),
    Entry("rbac-wildcard", "rbac", "object", "warning", kinds=_ROLES, words=("*",)),
    Entry("rbac-secrets", "rbac", "object", "warning", kinds=("ClusterRole",), words=("secrets",)),
    Entry("rbac-pod-creation", "rbac", "object", "warning", "strict", _ROLES, ("create", "*")),
    Entry("rbac-exec", "rbac", "object", "warning", kinds=_ROLES, words=("pods/",)),
    Entry("rbac-escalation", "rbac", "object", "warning", kinds=_ROLES, words=("escalate", "bind", "impersonate", "*")),
    Entry("rbac-webhooks", "rbac", "object", "warning", kinds=_ROLES, words=("webhookconfigurations",)),
    Entry("rbac-csr-approval", "rbac", "object", "warning", kinds=_ROLES, words=("signers", "/approval")),
    Entry("rbac-nodes-proxy", "rbac", "object", "warning", kinds=_ROLES, words=("nodes/proxy",)),
    Entry("rbac-token-creation", "rbac", "object", "warning", kinds=_ROLES, words=("serviceaccounts/token",)),
)

_EXPOSURE = (
    Entry("node-port", "exposure", "object", "warning", "strict", ("Service",), ("NodePort",)),
    Entry("load-balancer", "exposure", "object", "warning", "strict", ("Service",), ("LoadBalancer",)),
    Entry("ingress-without-tls", "exposure", "object", "warning", kinds=("Ingress",)),
    Entry("wildcard-host", "exposure", "object", "warning", "strict", ("Ingress",)),
    Entry("nginx-snippet", "exposure", "object", "warning", kinds=("Ingress", "ConfigMap"), words=("-snippet",)),
)

ENTRIES: tuple[Entry, ...] = (*_STANDARDS, *_POD_SECURITY, *_SECRETS, *_RBAC, *_EXPOSURE)
