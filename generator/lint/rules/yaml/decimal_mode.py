"""A file mode written in decimal that looks like the octal number one knows from chmod.

`defaultMode` and `mode` are numbers, and `444` is the decimal number 444, in octal 0674, with which the group may
write. What is meant is `0444`, in decimal 292. Larger ones (`644`, `755`) are no modes, and the API server refuses
them.

```yaml
defaultMode: 400     # wrong: rw--w----
defaultMode: 0400    # right: r--------
```

In JSON, which has no octal numbers, 0400 is 256, 0440 is 288 and 0444 is 292.

Source: Kubernetes API, ConfigMapVolumeSource and KeyToPath ("YAML accepts both octal and decimal values").
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_LOOKS_OCTAL = (400, 440, 444, 500)
"""Modes that people write without the zero and that are still below 0777: none of them makes sense in decimal."""
_WITH_FILES = ("configMap", "secret", "downwardAPI", "projected")


def check(pod: Pod, _: Scope) -> Iterator[Report]:
    """The modes of files in the pod's volumes."""
    for index, volume in enumerate(maps(pod.spec.get("volumes"))):
        for kind in _WITH_FILES:
            source = volume.get(kind)
            if isinstance(source, dict):
                yield from _modes(source, ("spec", "volumes", index, kind))


def _modes(source: dict[str, Any], path: Path) -> Iterator[Report]:
    yield from _mode(source, "defaultMode", path)
    for index, item in enumerate(maps(source.get("items"))):
        yield from _mode(item, "mode", (*path, "items", index))
    for index, inner in enumerate(maps(source.get("sources"))):
        for kind in _WITH_FILES:
            if isinstance(inner.get(kind), dict):
                yield from _modes(inner[kind], (*path, "sources", index, kind))


def _mode(owner: dict[str, Any], key: str, path: Path) -> Iterator[Report]:
    mode = owner.get(key)
    if mode in _LOOKS_OCTAL:
        yield Report((*path, key), f"{key} is {mode} in decimal, which is 0{mode:o} in octal", f"write 0{mode}")


def fix(pod: Pod, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A mode of which only the zero is missing gets it: `0644` for `644`, in JSON its decimal value."""
    from generator.lint.fixes import mode

    return mode(pod, report.path)
