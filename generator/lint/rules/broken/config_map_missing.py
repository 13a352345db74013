"""A pod that needs a ConfigMap which does not exist.

A container whose environment refers to a missing ConfigMap is not started (`CreateContainerConfigError`), one that
mounts it waits in `ContainerCreating` for ever. A reference reaches only the namespace of the pod.

```yaml
envFrom:
- configMapRef:
    name: web-conf          # wrong: the ConfigMap is called web-config
- configMapRef:
    name: web-overrides
    optional: true          # right where it may be missing
```

In a folder of files it counts as a warning, and only if there are other ConfigMaps in the namespace. ConfigMaps that
every cluster makes (`kube-root-ca.crt`) are no fault.

Source: Kubernetes documentation, "Configure a Pod to Use a ConfigMap" (restrictions).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Report
from generator.objects import config_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_MADE_BY_CLUSTERS = frozenset({"kube-root-ca.crt", "openshift-service-ca.crt", "istio-ca-root-cert"})


def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """The ConfigMaps that a pod needs and that do not exist, each once."""
    seen = set(_MADE_BY_CLUSTERS)
    for ref in config_references.references(pod):
        if ref.kind != config_references.CONFIG_MAP or ref.optional or ref.name in seen:
            continue
        seen.add(ref.name)
        severity = references.missing("ConfigMap", ref.name, pod.owner, scope)
        if severity and not references.is_made_otherwise(scope, ref.name):
            otherwise = "create it, or write optional: true"
            cure = references.hint("ConfigMap", ref.name, pod.owner, scope, otherwise)
            yield Report(ref.path, references.absent("ConfigMap", ref.name, scope), cure, severity=severity)
