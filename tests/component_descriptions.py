"""Components that hypothesis makes up, of every type, with random subsets of the features that the type has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

Map: TypeAlias = dict[str, Any]
Maps: TypeAlias = "SearchStrategy[Map]"
Features: TypeAlias = "dict[str, SearchStrategy[Any]]"

HOSTILE = (
    "{{ x }}", "{{", "}}", "{{- . -}}", "{{/*", "{{`a`}}", "`", "yes", "no", "on", "off", "y", "N", "null",
    "~", "true", "True", "0755", "0o17", "0x1F", "0b11", "1_000", "1e3", "12e45678", "1.20", "-.5", "08",
    ".inf", ".nan", "-1", "+1", "1e400", "2001-12-14", "12:30", "190:20:30", "2001-12-14t21:59:43.10-05:00",
    "<<", "=", "", " ", "  a", "a  ", "\t", "a\tb", "a\n", "\na", "a\n\n", "\n", "\n\n", " \n", "a\n b\n  c",
    "  a\nb", "a \nb", "a\r\nb", "a\rb", "'", '"', "it's", '"a"', "\\", "\\n", "a\\", "a: b", "a:", ": a",
    "a #b", "# a", "- a", "-", "? a", "%s", "%", "@a", "*a", "&a", "!a", "!!str a", "|", ">-", "[a", "{a: b}",
    "]", ",a", "---", "---\na", "...", "$$(X)", "${X}", "$X", "<a>&</a>", "\u2028", "a\u2029b",
    "\ufeffa", "\u200b", "\x1b", "\x01", "\x07", "é", "世界", "🚢", "👩\u200d👧", "x" * 200, "word " * 40,
    '{{ include "a" . }}\n{{ end }}\n', "\U0010ffff", "\ud7ff", "\ue000",
)  # fmt: skip
"""Text that some reader on the way could take for something else."""
KEYS = ("A", "LOG_LEVEL", "A.B", "a-b", "y", "NO", "null", "_", "lower", "X9")
PATHS = ("/data", "/etc/app", "/var/lib/{{ x }}", "/yes", "/a b", "/run/0755")
TAGS = ("1.20", "1e3", "0755", "12e45678", "latest", "v1.2.3-rc.1", "yes", "2025.01.01", "007")
DIGEST = "sha256:" + "0123456789abcdef" * 4
TYPES = ("web", "worker", "cron", "job", "stateful", "daemon")
LONG_RUNNING = ("web", "worker", "stateful", "daemon")

UNCARRIED = "\x00" + "".join(map(chr, range(0x7F, 0xA0))) + "\ufffe\uffff"
"""What kustomize refuses or changes, however it is written (seen with 5.8.1); fairlead refuses it outside of files."""
any_texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec="utf-8", exclude_characters=UNCARRIED), max_size=12),
    st.text("{} \n\t'\"\\:#-%`.e019yn", max_size=10),
)
# A reference to a variable must name one that exists; these texts never hold one. Kustomize cannot carry several lines
# that begin with a tab, and a line break at the end of a text that ends in several is lost: both are refused.
texts = any_texts.filter(
    lambda text: (
        ("$(" not in text or text == "$$(X)")
        and not (text.startswith("\t") and "\n" in text)
        and not text.endswith("\n\n")
        and text != "\n"
    )
)
file_texts = st.one_of(any_texts, st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8))
label_values = st.sampled_from(("a", "1.20", "yes", "0755", "1e3", "true", "null", "12e45678", "a_b.c-d"))
annotation_maps: Maps = st.dictionaries(
    st.sampled_from(("example.com/a", "example.com/b", "example.com/on", "y")), texts, max_size=3
)
label_maps: Maps = st.dictionaries(st.sampled_from(("team", "example.com/x", "on", "1")), label_values, max_size=2)
quantities = st.sampled_from(("100m", "1", "2Gi", "64Mi", "1e3", "0.5", "1000000"))
seconds = st.sampled_from((1, 5, 30, 1000000))


def subset(**features: SearchStrategy[Any]) -> Maps:
    """A map with some of the features, in their order."""
    return st.fixed_dictionaries({}, optional=features)


def image(tagged: bool) -> SearchStrategy[Any]:
    """An image as a string or a map; one that need not name a tag inherits it."""
    repositories = st.sampled_from(("registry.example.com/app", "busybox", "localhost:5000/a/b"))
    versions = st.one_of(st.fixed_dictionaries({"tag": st.sampled_from(TAGS)}), st.just({"digest": DIGEST}))
    policies = subset(pullPolicy=st.sampled_from(("Always", "IfNotPresent")))
    full = st.builds(
        lambda name, version, policy: {"repository": name, **version, **policy}, repositories, versions, policies
    )
    text = st.builds(lambda name, tag: f"{name}:{tag}", repositories, st.sampled_from(TAGS))
    return st.one_of(text, full) if tagged else st.one_of(text, full, versions)


handlers: Maps = st.one_of(
    st.fixed_dictionaries(
        {"httpGet": st.fixed_dictionaries({"path": st.sampled_from(("/ready", "/{{ x }}", "/a?b=c&d=<e>"))})}
    ),
    st.just({"tcpSocket": {}}),
    st.fixed_dictionaries({"exec": st.fixed_dictionaries({"command": st.lists(texts, min_size=1, max_size=2)})}),
)
"""Probe handlers; those that need a port are completed where the component's ports are known."""

timings: Maps = subset(periodSeconds=seconds, timeoutSeconds=seconds, failureThreshold=st.sampled_from((1, 3, 1000000)))


@st.composite
def probes(draw: DrawFn, ports: Map) -> Map:
    """Probes whose handlers name one of the ports; without ports, commands only."""
    found: Map = {}
    for name in draw(st.lists(st.sampled_from(("startup", "readiness", "liveness")), unique=True)):
        probe = {**draw(handlers), **draw(timings)}
        for handler in ("httpGet", "tcpSocket"):
            if handler in probe:
                probe[handler] = {**probe[handler], "port": draw(st.sampled_from(sorted(ports)))} if ports else None
        found[name] = {"exec": {"command": ["true"]}} if None in probe.values() else probe
    return found


@st.composite
def variables(draw: DrawFn, configs: Map, secrets: Map) -> Map:
    """Environment variables: text, references to what exists, and text that names another variable.

    A variable names only those that stand earlier in KEYS, wherever they are written: no environment makes a cycle.
    """
    found: Map = {}
    for name in draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4)):
        choices: list[SearchStrategy[Any]] = [texts, texts, st.just({"fieldRef": "metadata.name"})]
        choices += [
            st.just({"configMapKeyRef": {"name": config, "key": "A"}})
            for config in configs
            if "data" in configs[config]
        ]
        choices += [st.just({"secretKeyRef": {"name": secret, "key": "password"}}) for secret in secrets]
        choices += [st.just(f"before $({other}) after") for other in found if KEYS.index(other) < KEYS.index(name)]
        found[name] = draw(st.one_of(choices))
    return found


@st.composite
def mounts(draw: DrawFn, volumes: Map, configs: Map, secrets: Map) -> Map:
    """Mounts of what exists, at paths of their own; a name stands for a volume, a config or a secret."""
    sources = (
        [{"volume": name} for name in volumes]
        + [{"config": name} for name in configs]
        + [{"secret": name} for name in secrets]
    )
    if not sources:
        return {}
    paths = draw(st.lists(st.sampled_from(PATHS), unique=True, max_size=2))
    how = subset(readOnly=st.booleans())
    return {path: {**draw(st.sampled_from(sources)), **draw(how)} for path in paths}


resources: Maps = st.fixed_dictionaries(
    {"requests": st.fixed_dictionaries({"cpu": quantities, "memory": quantities})},
    optional={"limits": st.fixed_dictionaries({"memory": quantities})},
)
peers: Maps = st.one_of(
    st.just({"namespace": "ingress"}),
    st.just({"cidr": "10.0.0.0/8", "port": 5432}),
    st.fixed_dictionaries({"podLabels": st.dictionaries(st.just("role"), label_values, min_size=1)}),
    st.just({"namespace": "kube-system", "port": 53, "protocol": "UDP"}),
)


@st.composite
def containers(draw: DrawFn, app: Map) -> Map:
    """A sidecar or an init container."""
    more = subset(
        command=st.lists(texts, min_size=1, max_size=2),
        args=st.lists(texts, min_size=1, max_size=2),
        env=variables(app.get("config", {}), app.get("secrets", {})),
        resources=resources,
        mounts=mounts(app.get("volumes", {}), app.get("config", {}), app.get("secrets", {})),
    )
    return {"image": draw(image(tagged=True)), **draw(more)}


@st.composite
def components(draw: DrawFn, app: Map, kind: str) -> Map:
    """A component of a type with some of the features that the type has."""
    configs, secrets = app.get("config", {}), app.get("secrets", {})
    ports = draw(port_maps(required=kind == "web")) if kind in LONG_RUNNING else {}
    made: Map = {"type": kind, **({"ports": ports} if ports else {}), **draw(needed(kind))}
    features: Features = {
        "command": st.lists(texts, min_size=1, max_size=3),
        "args": st.lists(texts, min_size=1, max_size=3),
        "image": image(tagged=False),
        "env": variables(configs, secrets),
        "resources": resources,
        "mounts": mounts(app.get("volumes", {}), configs, secrets),
        "use": st.just({"config": [name for name in configs if "data" in configs[name]], "secrets": list(secrets)}),
        "labels": label_maps,
        "annotations": annotation_maps,
        "podLabels": label_maps,
        "podAnnotations": annotation_maps,
        "initContainers": st.dictionaries(st.sampled_from(("wait", "no", "1e3")), containers(app), max_size=2),
        "serviceAccount": service_accounts,
        "networkPolicy": subset(ingressFrom=st.lists(peers, max_size=2), egressTo=st.lists(peers, max_size=2)),
        "nodeSelector": st.dictionaries(st.sampled_from(("example.com/zone", "on")), label_values, max_size=2),
        "tolerations": st.just(
            [{"key": "a", "operator": "Exists", "tolerationSeconds": 1000000, "effect": "NoExecute"}]
        ),
        "podSecurityContext": subset(runAsUser=st.just(1000670000), fsGroup=st.just(0)),
        "priorityClassName": st.just("high"),
        "enableServiceLinks": st.booleans(),
        **features_of(kind, app, ports),
    }
    return {**made, **draw(subset(**features))}


service_accounts: Maps = subset(
    annotations=annotation_maps,
    automountToken=st.booleans(),
    rules=st.just([{"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "*"]}]),
)


@st.composite
def port_maps(draw: DrawFn, required: bool) -> Map:
    """Ports by name: a number, or a map with some of a port's fields."""
    names = draw(
        st.lists(st.sampled_from(("http", "on", "admin-2", "e1")), unique=True, min_size=int(required), max_size=2)
    )
    found: Map = {}
    for number, name in enumerate(names):
        full = subset(
            servicePort=st.just(80 + number), appProtocol=st.just("http"), protocol=st.sampled_from(("TCP", "UDP"))
        )
        more = draw(st.one_of(st.none(), full))
        found[name] = 8080 + number if more is None else {"containerPort": 8080 + number, **more}
    return found


def needed(kind: str) -> Maps:
    """What a type cannot be without."""
    if kind == "cron":
        return st.fixed_dictionaries({"schedule": st.sampled_from(("*/5 * * * *", "@daily", "0 1 * * 1"))})
    return st.just({})


def features_of(kind: str, app: Map, ports: Map) -> Features:
    """The features that only some types have."""
    if kind in ("cron", "job"):
        own = {"phase": st.sampled_from(("pre-deploy", "post-deploy", "none"))} if kind == "job" else {
            "timeZone": st.just("Europe/Berlin"), "suspend": st.booleans(), "startingDeadlineSeconds": seconds,
            "successfulJobsHistoryLimit": st.sampled_from((0, 3)),
        }  # fmt: skip
        return {
            **own,
            "backoffLimit": st.sampled_from((0, 6)),
            "activeDeadlineSeconds": seconds,
            "ttlSecondsAfterFinished": seconds,
        }
    found: Features = {
        "probes": probes(ports),
        "sidecars": st.dictionaries(st.sampled_from(("proxy", "yes", "0755")), containers(app), max_size=2),
        "shutdown": shutdowns,
    }
    if kind != "daemon":
        found |= {"replicas": st.sampled_from((0, 1, 2, 5, 1000000)), "disruptionBudget": budgets, "spread": spreads}
    if kind in ("web", "worker"):
        found |= {"autoscaling": autoscalers, "rollout": rollouts}
    if kind == "web":
        found |= web_features(sorted(ports))
    return found


shutdowns: Maps = st.one_of(
    subset(longestRequestSeconds=st.sampled_from((1, 180, 1000000)), marginSeconds=st.sampled_from((0, 10))),
    st.just({"terminationGracePeriodSeconds": 3600}),
)
budgets: Maps = st.one_of(
    st.fixed_dictionaries({"maxUnavailable": st.sampled_from((1, "25%"))}),
    st.fixed_dictionaries({"minAvailable": st.sampled_from((1, "50%"))}),
)
topologies = st.sampled_from(("soft", "hard", "none"))
spreads: Maps = subset(zone=topologies, host=topologies)
rollouts: Maps = subset(
    maxSurge=st.sampled_from((1, "25%", 1000000)),
    minReadySeconds=st.sampled_from((0, 5, 1000000)),
    revisionHistoryLimit=st.sampled_from((0, 10)),
)
autoscalers: Maps = st.fixed_dictionaries(
    {"minReplicas": st.sampled_from((1, 2)), "maxReplicas": st.sampled_from((3, 1000000))},
    optional={"targetCPUUtilizationPercentage": st.just(70), "targetMemoryUtilizationPercentage": st.just(80)},
)


def web_features(ports: list[str]) -> Features:
    """The ways in and the metrics of a component with ports."""
    port = st.sampled_from(ports)
    path_types = subset(pathType=st.sampled_from(("Prefix", "Exact")))
    ingress_paths: Maps = st.dictionaries(
        st.sampled_from(("/", "/a", "/{{ x }}")),
        st.builds(lambda port, more: {"port": port, **more}, port, path_types),
        min_size=1,
        max_size=2,
    )
    certificate = st.just({"secretName": "tls"})
    wanted: Features = {"host": st.sampled_from(("a.example.com", "b.example.com")), "paths": ingress_paths}
    optional: Features = {"className": st.just("nginx"), "annotations": annotation_maps, "tls": certificate}
    ingress: Maps = st.fixed_dictionaries(wanted, optional=optional)
    route: Maps = st.fixed_dictionaries(
        {
            "parentRefs": st.just([{"name": "gateway", "namespace": "gateways"}]),
            "hostnames": st.just(["a.example.com"]),
            "paths": st.dictionaries(st.sampled_from(("/", "/b")), st.fixed_dictionaries({"port": port}), min_size=1),
        }
    )
    return {
        "ingress": st.dictionaries(st.sampled_from(("public", "no")), ingress, max_size=2),
        "httpRoute": st.dictionaries(st.just("edge"), route, max_size=1),
        "metrics": st.fixed_dictionaries(
            {"port": port}, optional={"path": st.just("/metrics"), "interval": st.just("30s")}
        ),
        "service": subset(annotations=annotation_maps, sessionAffinity=st.just("ClientIP")),
    }
