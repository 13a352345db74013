"""A source of an environment variable, or of a file of the downward API, that does not exist.

`fieldRef` knows `metadata.name`, `metadata.namespace`, `metadata.uid`, `metadata.labels['…']`,
`metadata.annotations['…']` and, for variables alone, `spec.nodeName`, `spec.serviceAccountName`, `status.hostIP`,
`status.podIP`, `status.podIPs` and (from Kubernetes 1.29 on) `status.hostIPs`. `resourceFieldRef` knows the limits
and requests of cpu, memory, ephemeral-storage and huge pages, with few divisors.

```yaml
env:
- name: NODE
  valueFrom:
    fieldRef:
      fieldPath: spec.node       # wrong
      fieldPath: spec.nodeName   # right
```

Source: `pkg/apis/core/validation/validation.go` (`validateObjectFieldSelector`,
`validateContainerResourceFieldSelector`, `validateSecretKeySelector`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import file_paths, syntax
from generator.lint.downward import field_faults, resource_faults
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Fix, Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Container
    from generator.objects.scope import Scope

_FILES = 35


@of_pods
def check(container: Container, scope: Scope) -> Iterator[Report]:
    """What is wrong with the sources of a container's variables."""
    for index, variable in enumerate(maps(container.value.get("env"))):
        source = variable.get("valueFrom")
        if not isinstance(source, dict):
            continue
        path = ("env", index, "valueFrom")
        if isinstance(source.get("fieldRef"), dict):
            yield from field_faults(source["fieldRef"], (*path, "fieldRef"), scope.minor, of_pod=True)
        if isinstance(source.get("resourceFieldRef"), dict):
            yield from resource_faults(source["resourceFieldRef"], (*path, "resourceFieldRef"))
        for kind in ("configMapKeyRef", "secretKeyRef"):
            if isinstance(source.get(kind), dict):
                yield from _key(source[kind], (*path, kind))
        if scope.minor >= _FILES and isinstance(source.get("fileKeyRef"), dict):
            yield from _file(container, source["fileKeyRef"], (*path, "fileKeyRef"))


def _key(ref: Mapping[str, Any], path: Path) -> Iterator[Report]:
    name, key = ref.get("name") or "", ref.get("key")
    reason = syntax.dns_subdomain(name) if name else "it is missing"
    if reason:
        yield Report((*path, "name"), f"{name!r} is no name of an object: {reason}")
    reason = syntax.config_key(key) if isinstance(key, str) else None
    if reason:
        yield Report((*path, "key"), f"{key!r} is no key: {reason}")


def _file(container: Container, ref: Mapping[str, Any], path: Path) -> Iterator[Report]:
    volume, file = ref.get("volumeName"), ref.get("path")
    reason = file_paths.without_backsteps(file) if file else None
    if reason or file == "":
        yield Report((*path, "path"), reason or "path is empty")
    volumes = {one.get("name"): one for one in maps(container.pod.spec.get("volumes"))}
    if isinstance(volume, str) and not isinstance(volumes.get(volume, {}).get("emptyDir"), dict):
        message = (
            f"{volume!r} is no emptyDir volume of this pod" if volume in volumes else f"no volume is named {volume!r}"
        )
        yield Report((*path, "volumeName"), message)


def fix(_container: Container, _scope: Scope, report: Report) -> Iterator[Fix]:
    """The `apiVersion` of a `fieldRef` is removed, which leaves the only one that there is."""
    if report.path[-2:] == ("fieldRef", "apiVersion"):
        yield Fix(report.path, action="remove")
