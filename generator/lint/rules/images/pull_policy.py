"""An image with a tag that moves, which nodes do not pull again.

With `IfNotPresent` or `Never` a node keeps what it once pulled under that tag, and a node that joins later pulls
something newer: the pods of one Deployment run different programs.

```yaml
image: shop/web:main
imagePullPolicy: IfNotPresent     # wrong
```

Best is a tag that never moves; then `IfNotPresent` is right. `Always` with a fixed tag is no finding. In the profile
strict, because the rule image-tag speaks of the tag in any case.

Source: Kubernetes documentation, "Images" (image pull policy).
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
    """A pull policy that makes nodes differ."""
    text, policy = container.value.get("image") or "", container.value.get("imagePullPolicy")
    if policy not in ("IfNotPresent", "Never") or not text:
        return
    image = images.parse(text)
    if not image.digest and (not image.tag or images.is_mutable(image.tag)) and not images.is_placeholder(text):
        message = f"{policy} with the tag {image.tag or 'latest'}: each node keeps what it once pulled"
        yield Report(("imagePullPolicy",), message, "name a tag that never moves")
