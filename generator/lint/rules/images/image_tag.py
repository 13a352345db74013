"""An image without a tag, or with a tag that moves: `latest`, or the name of a branch.

Which program runs then depends on when a node last pulled it. Two pods of one Deployment may differ, nobody can tell
what was running yesterday, and a rollback brings back the same tag and with it the same fault.

```yaml
image: shop/web            # wrong: latest
image: shop/web:main       # wrong: whatever was built last
image: shop/web:1.4.2      # right
image: shop/web@sha256:…   # right, and cannot be changed by anybody
```

Variants without a version (`alpine`, `stable-slim`) move as well. A tag with a digit in it, such as
`nightly-20260115`, names one build, and what is put in later (`$(IMAGE)`) is nobody's fault yet.

Source: Kubernetes documentation, "Images".
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
    """An image that is not the same tomorrow."""
    text = container.value.get("image") or ""
    image = images.parse(text)
    if image.digest or not (images.is_mutable(image.tag) or not image.tag) or images.is_placeholder(text) or not text:
        return
    said = f"the tag {image.tag} moves" if image.tag else f"{text} has no tag, which means latest"
    message = f"{said}: what runs depends on when it was pulled"
    yield Report(("image",), message, "name a version that is never pushed again, or a digest")
