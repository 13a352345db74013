"""App descriptions that hypothesis makes up: always valid, and as nasty as a valid one may be.

A description has one to four components of any type, random subsets of the features, text that YAML, Go templates or
Kubernetes would misread, and one to three environments that override, remove, add and switch unions.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.component_descriptions import (
    LONG_RUNNING,
    TAGS,
    TYPES,
    Map,
    Maps,
    annotation_maps,
    components,
    file_texts,
    image,
    label_maps,
    probes,
    quantities,
    subset,
    texts,
    variables,
    web_features,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

NAMES = (
    "web", "my-api", "worker-2", "a-b-c", "y", "on", "null", "true", "e1", "x0755", "image", "config", "env",
    "values", "secrets", "volumes", "extra", "tests",
)  # fmt: skip
DATA_KEYS = ("A", "a.b-c_d", "on", "1", "0755", "1e3", ".hidden", "FILE.txt", "_")
VERSIONS = tuple(f"1.{minor}" for minor in range(25, 38))
APIS = ("monitoring.coreos.com/v1", "gateway.networking.k8s.io/v1", "external-secrets.io/v1")

config_data: Maps = st.fixed_dictionaries({"A": texts}).flatmap(
    lambda first: st.dictionaries(st.sampled_from(DATA_KEYS), texts, max_size=3).map(lambda rest: {**rest, **first})
)
config_files: Maps = st.dictionaries(
    st.sampled_from(("a.conf", "b.yaml", "on")), st.fixed_dictionaries({"content": file_texts}), min_size=1, max_size=2
)
configs: Maps = st.one_of(
    st.fixed_dictionaries({"data": config_data}),
    st.fixed_dictionaries({"files": config_files}),
)
secrets: Maps = st.one_of(
    st.just({"existing": "a-secret"}),
    st.just({"external": {"store": "vault", "storeKind": "SecretStore"}, "keys": {"password": {"remote": "a/b"}}}),
)
volumes: Maps = st.one_of(
    st.fixed_dictionaries({"type": st.just("emptyDir")}, optional={"sizeLimit": quantities}),
    st.just({"type": "persistentVolumeClaim", "size": "1Gi", "accessModes": ["ReadWriteMany"]}),
    st.just({"type": "persistentVolumeClaim", "size": "1Gi", "accessModes": ["ReadWriteOnce"], "storageClass": "fast"}),
    st.just({"type": "existingClaim", "claimName": "claim"}),
)


@st.composite
def descriptions(draw: DrawFn) -> Map:
    """A whole, valid app description as the dict that app.yaml would give."""
    app: Map = {
        "apiVersion": "fairlead/v1",
        "name": draw(st.sampled_from(("shop", "on", "e1", "a-b"))),
        "image": draw(image(tagged=True)),
    }
    app |= draw(
        subset(
            version=st.sampled_from(TAGS),
            labels=label_maps,
            annotations=annotation_maps,
            security=st.sampled_from(("restricted", "platform", "none")),
            config=st.dictionaries(st.sampled_from(("settings", "on", "deployment")), configs, min_size=1, max_size=2),
            secrets=st.dictionaries(st.sampled_from(("db", "deployment")), secrets, min_size=1, max_size=2),
            volumes=st.dictionaries(st.sampled_from(("y", "deployment")), volumes, min_size=1, max_size=2),
        )
    )
    app |= draw(subset(env=variables(app.get("config", {}), app.get("secrets", {}))))
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=4))
    app["components"] = {name: draw(components(app, draw(st.sampled_from(TYPES)))) for name in names}
    environments = draw(st.lists(st.sampled_from(("dev", "prod", "no", "1e3")), unique=True, min_size=1, max_size=3))
    app["environments"] = {}
    for name in environments:
        app["environments"][name] = draw(environment(app, tuple(app["environments"])))
    return app


@st.composite
def environment(draw: DrawFn, app: Map, earlier: tuple[str, ...]) -> Map:
    """An environment that overrides, removes and adds, now and then on top of another one."""
    cluster = {
        "kubeVersion": draw(st.sampled_from(VERSIONS)),
        "namespace": draw(st.sampled_from(("default", "no", "a-b"))),
    }
    made: Map = {"cluster": {**cluster, "apiVersions": list(APIS)}}
    parent = draw(st.sampled_from((None, *earlier)))
    if parent:
        made["extends"] = parent
    made |= draw(
        subset(
            preset=st.sampled_from(("development", "staging", "production")),
            image=image(tagged=True),
            labels=label_maps,
            annotations=annotation_maps,
            security=st.sampled_from(("restricted", "platform", "none")),
            env=variables(app.get("config", {}), app.get("secrets", {})),
            config=overrides(app.get("config", {}), config_override),
            secrets=overrides(app.get("secrets", {}), lambda _: secrets),
            volumes=overrides(app.get("volumes", {}), lambda _: volumes),
        )
    )
    there = sorted(set(app["components"]) - removed_components(app, parent))
    changed = draw(st.lists(st.sampled_from(there), unique=True))
    if changed:
        made["components"] = {name: draw(component_override(app, name)) for name in changed}
    return made


def removed_components(app: Map, environment: str | None) -> set[str]:
    """The components that an environment or one that it extends takes away."""
    if environment is None:
        return set()
    written = app["environments"][environment]
    gone = {name for name, component in written.get("components", {}).items() if component is None}
    return gone | removed_components(app, written.get("extends"))


def overrides(existing: Map, strategy: Any) -> Maps:
    """New values for some entries of a map; strategy gives what an entry may become."""
    return st.fixed_dictionaries({}, optional={name: strategy(old) for name, old in existing.items()})


def config_override(old: Map) -> Maps:
    """More and other content of the same sort, and files and keys that go (the key A stays: variables name it)."""
    if "files" in old:
        return st.fixed_dictionaries({"files": config_files})
    removed = st.dictionaries(st.sampled_from(sorted(set(DATA_KEYS) - {"A"})), st.one_of(texts, st.none()), max_size=2)
    return st.builds(lambda data, more: {"data": {**data, **more}}, config_data, removed)


REMOVABLE = (
    "command", "args", "env", "resources", "use", "labels", "annotations", "podLabels", "podAnnotations",
    "initContainers", "sidecars", "serviceAccount", "networkPolicy", "nodeSelector", "tolerations",
    "podSecurityContext", "priorityClassName", "probes", "shutdown", "disruptionBudget", "autoscaling",
    "ingress", "httpRoute", "metrics", "service", "mounts", "spread",
)  # fmt: skip
"""Features of a component that an environment may take away with null."""


@st.composite
def component_override(draw: DrawFn, app: Map, name: str) -> Map | None:
    """Other values for some features of a component, some removed; now and then the whole component goes.

    The first component stays, since an application needs one.
    """
    component = app["components"][name]
    if name != next(iter(app["components"])) and draw(st.integers(0, 7)) == 0:
        return None
    kind, ports = component["type"], component.get("ports", {})
    fresh = draw(components({**app, "environments": {}}, kind))
    for key in ("type", "schedule", "phase", "ports", "probes", "ingress", "httpRoute", "metrics"):
        fresh.pop(key, None)
    if kind in LONG_RUNNING:
        fresh |= draw(subset(probes=probes(ports)))
    if kind == "web":
        fresh |= draw(subset(**{key: value for key, value in web_features(sorted(ports)).items() if key != "service"}))
    kept = {key: value for key, value in fresh.items() if draw(st.booleans())}
    there = [key for key in REMOVABLE if key in component and key not in kept]
    removed = draw(st.lists(st.sampled_from(there), unique=True, max_size=3)) if there else []
    return {**kept, **dict.fromkeys(removed)}


def as_yaml(description: Map) -> str:
    """The description as the text of an app.yaml: JSON, which is YAML, but with the escapes that YAML knows."""
    text = json.dumps(description, indent=1)
    return re.sub(r"\\u(d[89ab]..)\\u(d[c-f]..)", _one_escape, text) + "\n"


def _one_escape(pair: re.Match[str]) -> str:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"
