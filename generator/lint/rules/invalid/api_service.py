"""An APIService whose name, group, version or priorities the API server refuses.

Its name is `<version>.<group>`, and both priorities are above 0: `groupPriorityMinimum` up to 20000, `versionPriority`
up to 1000. `caBundle` and `insecureSkipTLSVerify` are about a `service`, and exclude each other.

```yaml
metadata: {name: metrics}                  # wrong
metadata: {name: v1beta1.metrics.k8s.io}   # right
```

Source: `kube-aggregator` `pkg/apis/apiregistration/validation/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import port_names, syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_CURRENT = "apiregistration.k8s.io/v1"
_GROUP_PRIORITY, _VERSION_PRIORITY = 20000, 1000


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with an APIService."""
    if resource.api_version != _CURRENT:  # of older versions nothing is known but the metadata
        return
    spec = resource.spec
    group, version = spec.get("group") or "", spec.get("version") or ""
    wanted = f"{version}.{group}"
    if resource.name and resource.name != wanted:
        yield Report(("metadata", "name"), f"the name is {resource.name!r}, and must be {wanted!r}", f"write {wanted}")
    reason = syntax.dns_subdomain(group) if group else None
    if not group and version != "v1":
        reason = "it is empty"
    if reason:
        yield Report(("spec", "group"), f"{group!r} is no API group: {reason}")
    reason = syntax.dns_1035_label(version)
    if reason:
        yield Report(("spec", "version"), f"{version!r} is no version: {reason}")
    for field, most in (("groupPriorityMinimum", _GROUP_PRIORITY), ("versionPriority", _VERSION_PRIORITY)):
        priority = spec.get(field)
        if isinstance(priority, int) and not 0 < priority <= most:
            yield Report(("spec", field), f"{field} is {priority}, and may be 1 to {most}")
    yield from _service(spec)


def _service(spec: Mapping[str, Any]) -> Iterator[Report]:
    service = spec.get("service")
    if not isinstance(service, dict):
        for field in ("caBundle", "insecureSkipTLSVerify"):
            if spec.get(field):
                yield Report(("spec", field), f"{field} without a service", "remove it, or write service", key=True)
        return
    for field in ("name", "namespace"):
        if not service.get(field):
            yield Report(("spec", "service"), f"the service has no {field}", f"write {field}")
    reason = port_names.number_fault(service.get("port") or 443)
    if reason:
        yield Report(("spec", "service", "port"), reason)
    if spec.get("caBundle") and spec.get("insecureSkipTLSVerify") is True:
        message = "insecureSkipTLSVerify is true, and there is a caBundle"
        yield Report(("spec", "insecureSkipTLSVerify"), message, "remove one of them", key=True)
