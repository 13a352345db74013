"""A label key or value that is none.

A key is a name of up to 63 letters, digits, `-`, `_` and `.`, with a DNS name and `/` before it or without. A value
is the same without the prefix, or empty. URLs, blanks, `@`, `:` and `+` belong into annotations.

```yaml
labels:
  owner: jane@example.com    # wrong
  version: 1.2.0+build.7     # wrong
  version: 1.2.0_build.7     # right
```

Labels in the templates of pods, and in selectors, are looked at by the rules about these. In the labels
`pod-security.kubernetes.io/…` of a Namespace a level is `privileged`, `baseline` or `restricted`, and a version is
`latest` or one such as `v1.31`.

Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>,
`apimachinery/pkg/apis/meta/v1/validation` (`ValidateLabels`), `pod-security-admission/api/helpers.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import label_selectors
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_PREFIX = "pod-security.kubernetes.io/"
_MODES = ("enforce", "audit", "warn")
_LEVELS = ("privileged", "baseline", "restricted")


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with an object's labels."""
    yield from label_selectors.label_faults(resource.labels, ("metadata", "labels"))
    if resource.type == "Namespace":
        yield from _pod_security(resource.labels)


def _pod_security(labels: Mapping[str, str]) -> Iterator[Report]:
    """Values that the admission plugin PodSecurity refuses in the labels of a Namespace."""
    for mode in _MODES:
        level, version = labels.get(f"{_PREFIX}{mode}"), labels.get(f"{_PREFIX}{mode}-version")
        if level is not None and level not in _LEVELS:
            message = f"{level!r} is no level: levels are {', '.join(_LEVELS)}"
            yield Report(("metadata", "labels", f"{_PREFIX}{mode}"), message)
        if version is not None and version != "latest" and not _is_version(version):
            message = f"{version!r} is no version of Kubernetes: write latest, or one such as v1.31"
            yield Report(("metadata", "labels", f"{_PREFIX}{mode}-version"), message)


def _is_version(text: str) -> bool:
    minor = text.removeprefix("v1.")
    return text.startswith("v1.") and minor.isascii() and minor.isdigit() and (minor == "0" or minor[0] != "0")
