"""A patch that gives a probe, or a lifecycle hook, a second handler.

A probe has exactly one of `exec`, `httpGet`, `tcpSocket` and `grpc`. A patch is merged into the probe that is there:
a patch with another handler adds it to the old one, and the API server refuses the two together. Take the old one
away in the same patch.

```yaml
readinessProbe:
  httpGet: null        # without this line the probe has both
  tcpSocket: {port: 8080}
```

Source: Kubernetes API, Probe ("exactly one of"); kustomize's strategic merge.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.handlers import HOOK_HANDLERS, PROBE_HANDLERS
from generator.lint.kustomization import Overlay
from generator.lint.strategic_merge import DIRECTIVE, containers
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_OWNERS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("readinessProbe",), PROBE_HANDLERS),
    (("livenessProbe",), PROBE_HANDLERS),
    (("startupProbe",), PROBE_HANDLERS),
    (("lifecycle", "preStop"), HOOK_HANDLERS),
    (("lifecycle", "postStart"), HOOK_HANDLERS),
)


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The handlers that come on top of others."""
    for patch, resource in Overlay(folder).strategic():
        for container in containers(patch.value, resource):
            for path, kinds in _OWNERS:
                ours, theirs = at(container.patch, *path), at(container.into, *path)
                if not isinstance(ours, dict) or not isinstance(theirs, dict) or DIRECTIVE in ours:
                    continue
                old = next((kind for kind in kinds if theirs.get(kind) is not None and kind not in ours), None)
                new = next((kind for kind in kinds if ours.get(kind) is not None and kind not in theirs), None)
                if old and new:
                    message = f"{'.'.join(path)} keeps its {old} and gets {new} as well, and can have only one"
                    yield patch.problem(
                        (*container.path, *path, new), message, f"write {old}: null beside it", key=True
                    )
