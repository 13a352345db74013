"""An image from a registry that is not on the list of those allowed.

Images from outside may vanish, be limited in how often they can be pulled, or be anybody's. Says nothing until the
configuration names the registries (or the beginnings of image names) that are allowed:

```yaml
lint:
  rules:
    image-registry: {allowed: [registry.example.com, ghcr.io/acme]}
```

Source: Kubernetes documentation, "Images" (image names).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects import images

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope


def check(container: Container, scope: Scope) -> Iterator[Report]:
    """An image from elsewhere."""
    allowed = [str(one).rstrip("/") for one in scope.options("image-registry")["allowed"]]
    text = container.value.get("image") or ""
    if not allowed or not text or images.is_placeholder(text):
        return
    image = images.parse(text)
    name = f"{image.registry}/{image.repository}"
    if not any(name == one or name.startswith(f"{one}/") for one in allowed):
        yield Report(("image",), f"{name} is from a registry that is not allowed", f"allowed: {', '.join(allowed)}")
