"""A Secret that lacks the keys that its type asks for.

| type | needs |
|---|---|
| `kubernetes.io/tls` | `tls.crt` and `tls.key` |
| `kubernetes.io/dockerconfigjson` | `.dockerconfigjson`, a JSON object |
| `kubernetes.io/dockercfg` | `.dockercfg`, a JSON object |
| `kubernetes.io/basic-auth` | `username` or `password` |
| `kubernetes.io/ssh-auth` | `ssh-privatekey`, not empty |
| `kubernetes.io/service-account-token` | the annotation `kubernetes.io/service-account.name` |

Leave `type` out, or write `Opaque`, for anything else; a type cannot be changed later.

Source: `pkg/apis/core/validation/validation.go` (`ValidateSecret`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import binary_data
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_NAME = "kubernetes.io/service-account.name"
_JSON = {"dockercfg": ".dockercfg", "dockerconfigjson": ".dockerconfigjson"}


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What the type of a Secret asks for and its data lack."""
    prefix, _, kind = str(resource.value.get("type") or "").partition("/")
    if prefix != "kubernetes.io":
        return
    plain, encoded = resource.value.get("stringData") or {}, resource.value.get("data") or {}
    if kind in _JSON:
        yield from _json(_JSON[kind], plain, encoded)
    elif kind == "service-account-token" and not resource.annotations.get(_NAME):
        message = f"a Secret of this type needs the annotation {_NAME}, and has none"
        yield Report(("metadata",), message, "name the ServiceAccount in it")
    else:
        for key in _lacks(kind, {**encoded, **plain}):
            yield _lacking(key)


def _lacks(kind: str, data: Mapping[str, str]) -> Iterator[str]:
    """The keys that a type needs and the data lack."""
    if kind == "tls":
        yield from (key for key in ("tls.crt", "tls.key") if key not in data)
    elif kind == "basic-auth" and not data.keys() & {"username", "password"}:
        yield "username or password"
    elif kind == "ssh-auth" and not data.get("ssh-privatekey"):
        yield "ssh-privatekey"


def _lacking(key: str) -> Report:
    return Report(("type",), f"a Secret of this type needs {key}, and has none", "write it, or leave out type")


def _json(key: str, plain: Mapping[str, str], encoded: Mapping[str, str]) -> Iterator[Report]:
    if key not in plain and key not in encoded:
        yield _lacking(key)
        return
    field = "stringData" if key in plain else "data"
    text = plain.get(key)
    if text is None:
        if binary_data.fault(encoded[key]):
            return
        text = binary_data.decoded(encoded[key]).decode("utf-8", "replace")
    if not _is_json_object(text):
        yield Report((field, key), f"the value of {key!r} is no JSON object")


def _is_json_object(text: str) -> bool:
    """Whether Go would read a text as a map; null is fine."""
    import json

    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return value is None or isinstance(value, dict)
