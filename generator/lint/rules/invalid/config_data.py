"""A key of a ConfigMap or Secret that is no file name, a key that stands twice, or more than 1 MiB of data.

Keys become names of files and of environment variables: letters, digits, `-`, `_` and `.`, and neither `.` nor `..` at
the beginning. A key stands in `data` or in `binaryData` of a ConfigMap, not in both. All values together have 1 MiB,
which etcd cannot take more of; larger files belong into a volume or an image.

```yaml
data:
  config/app.yaml: ""   # wrong: mount it under a path with volumes[].configMap.items
  app.yaml: ""          # right
```

Source: `pkg/apis/core/validation/validation.go` (`ValidateConfigMap`, `ValidateSecret`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import binary_data, syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_MOST = 1024 * 1024


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the keys, and with the size of the values."""
    size = 0
    for field in ("data", "binaryData", "stringData"):
        for key, value in (resource.value.get(field) or {}).items():
            reason = syntax.config_key(key)
            if reason:
                yield Report((field, key), f"{key!r} is no key of a {resource.kind}: {reason}", key=True)
            size += len(value)
    both = set(resource.value.get("data") or ()).intersection(resource.value.get("binaryData") or ())
    for key in sorted(both):
        message = f"{key!r} stands in data and in binaryData"
        yield Report(("binaryData", key), message, "remove it from one of them", key=True)
    if size > _MOST // 4:
        yield from _too_large(resource)


def _too_large(resource: Resource) -> Iterator[Report]:
    """Count exactly, as the server does: bytes, base64 decoded, and stringData over data."""
    value = resource.value
    are_binary = {"ConfigMap": ("binaryData",), "Secret": ("data",)}[resource.type]
    texts = {**(value.get("data") or {}), **(value.get("stringData") or {})}
    size = sum(
        binary_data.size(text) if "data" in are_binary and key not in (value.get("stringData") or {}) else _bytes(text)
        for key, text in texts.items()
    )
    size += sum(binary_data.size(text) for text in (value.get("binaryData") or {}).values())
    if size > _MOST:
        path = next((field,) for field in ("data", "binaryData", "stringData") if value.get(field))
        yield Report(path, f"the data have {size} bytes, and {_MOST} are allowed", key=True)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
