"""ConfigMaps, and Secrets that an external store fills."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from generator.resources.carriage import loss, trouble
from generator.resources.names import config_name, hook, prefixed
from generator.resources.nodes import TEXT, Setting, Tree
from generator.resources.pod import own_config

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming
    from generator.resources.settings import Settings

EXTERNAL = "external-secrets.io"
_VERSIONS = ("v1", "v1beta1")


def put_config(settings: Settings) -> None:
    """Put data and binaryData of every config, the names of existing Secrets and the sources of external ones."""
    for name, config in (settings.description.get("config") or {}).items():
        settings.put(("configMaps", name), _content(config), "data and the contents of files", (("config", name),))
    for name, secret in (settings.description.get("secrets") or {}).items():
        if "existing" in secret:
            settings.put(("secretNames", name), secret["existing"], "as written", (("secrets", name, "existing"),))
        else:
            _put_external(settings, name, secret)


def _content(config: dict[str, Plain]) -> dict[str, Plain]:
    data, binary = dict(config.get("data") or {}), {}
    for name, file in (config.get("files") or {}).items():
        if "contentBase64" in file:
            binary[name] = "".join(file["contentBase64"].split())  # Kubernetes knows no blanks in base64
        elif trouble(file["content"]) or loss(file["content"]):
            binary[name] = b64encode(file["content"].encode()).decode()
        else:
            data[name] = file["content"]
    immutable = {"immutable": True} if config.get("immutable") else {}
    return {**({"data": data} if data or not binary else {}), **({"binaryData": binary} if binary else {}), **immutable}


def _put_external(settings: Settings, name: str, secret: dict[str, Plain]) -> None:
    served = [version for version in _VERSIONS if settings.cluster.serves(f"{EXTERNAL}/{version}", "ExternalSecret")]
    if not served:
        message = f"the cluster does not serve {EXTERNAL} ExternalSecret"
        cure = f"add {EXTERNAL}/v1 to cluster.apiVersions, or name a Secret that is there: `{name}: {{existing: …}}`"
        settings.report(("secrets", name), message, cure)
    external = secret["external"]
    store = {"name": external["store"], "kind": external.get("storeKind", "SecretStore")}
    keys = [{"secretKey": key, "remoteRef": _remote(value)} for key, value in (secret.get("keys") or {}).items()]
    value = {
        "apiVersion": f"{EXTERNAL}/{(served or _VERSIONS)[0]}",
        "spec": {"refreshInterval": external.get("refreshInterval", "1h"), "secretStoreRef": store, "data": keys},
    }
    settings.put(("externalSecrets", name), value, "as written", (("secrets", name), ("cluster", "apiVersions")))


def _remote(key: dict[str, Plain]) -> dict[str, Plain]:
    rest = {name: key[name] for name in ("property", "version") if key.get(name) is not None}
    return {"key": key["remote"], **rest}


def config_map(naming: Naming, name: str, owner: str = "", phase: str = "", weight: int = 0) -> Tree:
    """A ConfigMap; with ``owner`` the copy that a job of a phase reads, which is gone when the phase has succeeded."""
    at = ("configMaps", name)
    annotations = hook(phase, weight, "before-hook-creation,hook-succeeded")
    shape = naming.shape
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": naming.metadata(
            own_config(owner, name) if owner else config_name(naming.shape, name), owner, annotations
        ),
        "immutable": shape.setting((*at, "immutable"), "flag"),
        "data": shape.setting((*at, "data")),
        "binaryData": shape.setting((*at, "binaryData")),
    }


def external_secret(naming: Naming, name: str, owner: str = "", phase: str = "", weight: int = 0) -> Tree:
    """An ExternalSecret, whose Secret has its name; with ``owner`` the copy that a job of a phase reads."""
    at = ("externalSecrets", name)
    own = prefixed(*filter(None, [owner, name]))
    spec = (*at, "spec")
    return {
        "apiVersion": Setting((*at, "apiVersion"), TEXT),
        "kind": "ExternalSecret",
        "metadata": naming.metadata(own, owner, hook(phase, weight, "before-hook-creation,hook-succeeded")),
        "spec": {
            "refreshInterval": Setting((*spec, "refreshInterval"), TEXT),
            "secretStoreRef": Setting((*spec, "secretStoreRef")),
            "target": {"name": own, "creationPolicy": "Owner"},
            "data": Setting((*spec, "data")),
        },
    }
