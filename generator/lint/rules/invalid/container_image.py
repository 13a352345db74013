"""A container without an image, or a pod with blanks around the name of one.

The schemas call `image` optional because tools that fill it in later rely on that; the API server wants it. Blanks
at its ends are refused in pods only: in the template of a Deployment they are accepted, and every pod is refused.

```yaml
containers:
- name: web
  image: registry.example.com/web:1.2.3
```

Source: `pkg/apis/core/validation/validation.go` (`validateContainerCommon`, `validateContainerOnlyForPod`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Fix, Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_BLANKS = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Go takes for blanks (unicode.IsSpace)."""


@of_pods
def check(container: Container, _scope: Scope) -> Iterator[Report]:
    """An image that is missing, empty, or padded."""
    image = container.value.get("image")
    if image is None:
        owner = container.pod.owner
        written = at(owner.manifest.value, *container.pod.path, *container.path, "image")
        if written is None:
            yield Report(container.path[:0], "the container has no image", "write image: …")
    elif not image:
        yield Report(("image",), "image is empty", "name an image")
    elif image != image.strip(_BLANKS) and container.pod.owner.type == "Pod":
        yield Report(("image",), f"{image!r} begins or ends with a blank", "remove the blank")


def fix(container: Container, _scope: Scope, report: Report) -> Iterator[Fix]:
    """Blanks around the name of an image are removed."""
    image = container.value.get("image")
    if isinstance(image, str) and image.strip(_BLANKS):
        yield Fix(report.path, image.strip(_BLANKS))
