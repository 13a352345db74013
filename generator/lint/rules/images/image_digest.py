"""An image that is named by a tag alone, without a digest.

A tag can be pushed again by whoever may write to the registry; a digest names the bytes. Off in every profile, because
most teams let their deployment tool put digests in.

```yaml
image: shop/web:1.4.2@sha256:…
```

Source: Kubernetes documentation, "Images" (image digests).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import images

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """An image without a digest."""
    text = container.value.get("image") or ""
    if text and not images.parse(text).digest and not images.is_placeholder(text):
        yield Report(("image",), f"{text} has no digest: its tag can be pushed again", "add @sha256:… behind the tag")
