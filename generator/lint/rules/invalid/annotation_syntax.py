"""An annotation whose key is none, or more than 256 KiB of annotations.

A key is a name of up to 63 letters, digits, `-`, `_` and `.`, with a DNS name and `/` before it or without. Values may
hold anything, but keys and values together have 256 KiB: a large CustomResourceDefinition or dashboard that is
applied with `kubectl apply` is copied into an annotation too and then fails for this reason (`--server-side` helps).

```yaml
annotations:
  example.com/docs/url: https://example.com   # wrong: two slashes
  example.com/docs-url: https://example.com   # right
```

Source: `apimachinery/pkg/api/validation/objectmeta.go` (`ValidateAnnotations`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_MOST = 256 * 1024


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with an object's annotations."""
    path = ("metadata", "annotations")
    size = 0
    for key, value in resource.annotations.items():
        reason = syntax.qualified_name(key.lower())
        if reason:
            yield Report((*path, key), f"{key!r} is no key of an annotation: {reason}", key=True)
        size += len(key) + len(value)
    if size > _MOST // 4 and _bytes(resource.annotations) > _MOST:
        yield Report(
            path, f"the annotations have {_bytes(resource.annotations)} bytes, and {_MOST} are allowed", key=True
        )


def _bytes(annotations: Mapping[str, str]) -> int:
    return sum(len(text.encode("utf-8", "replace")) for pair in annotations.items() for text in pair)
