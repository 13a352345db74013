"""A label key or value that is none.

A key is a name of up to 63 letters, digits, `-`, `_` and `.`, with a DNS name and `/` before it or without. A value
is the same without the prefix, or empty. URLs, blanks, `@`, `:` and `+` belong into annotations.

```yaml
labels:
  owner: jane@example.com    # wrong
  version: 1.2.0+build.7     # wrong
  version: 1.2.0_build.7     # right
```

Labels in the templates of pods, and in selectors, are looked at by the rules about these.

Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>,
`apimachinery/pkg/apis/meta/v1/validation` (`ValidateLabels`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import label_selectors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Report
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with an object's labels."""
    return label_selectors.label_faults(resource.labels, ("metadata", "labels"))
