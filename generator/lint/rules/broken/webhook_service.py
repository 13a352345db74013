"""An admission webhook whose Service does not exist or lacks the port.

The API server asks a webhook before it accepts an object. If the Service is missing, or has no such port (443 where
none is written), each question fails, and with `failurePolicy: Fail`, the default, every object that the webhook is
about is refused.

```yaml
kind: ValidatingWebhookConfiguration
webhooks:
- name: validate.shop.example.com
  clientConfig:
    service: {name: webhook, namespace: shop, path: /validate}    # wrong: the Service has only the port 8443
```

`clientConfig.service` of a CustomResourceDefinition's conversion and `spec.service` of an APIService are looked at as
well. A missing Service counts in a folder of files as a warning, and only if there are others in that namespace.

Source: Kubernetes documentation, "Dynamic Admission Control" (contacting the webhook).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import references
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_PORT = 443


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """The Services that an object wants to be asked at, and that do not answer."""
    seen: set[tuple[str, str, int]] = set()
    for path, ref in _services(resource):
        wanted = (ref.get("namespace") or "", ref.get("name") or "", ref.get("port") or _PORT)
        if wanted in seen or not wanted[1]:
            continue
        seen.add(wanted)
        yield from _faults(wanted, path, ref, scope)


def _services(resource: Resource) -> Iterator[tuple[Path, dict[str, Plain]]]:
    found: list[tuple[Path, Plain]] = [
        (("webhooks", index, "clientConfig", "service"), at(webhook, "clientConfig", "service"))
        for index, webhook in enumerate(maps(resource.value.get("webhooks")))
    ]
    conversion = ("spec", "conversion", "webhook", "clientConfig", "service")
    found += [(conversion, at(resource.value, *conversion)), (("spec", "service"), at(resource.spec, "service"))]
    yield from ((path, ref) for path, ref in found if isinstance(ref, dict))


def _faults(wanted: tuple[str, str, int], path: Path, ref: dict[str, Plain], scope: Scope) -> Iterator[Report]:
    namespace, name, port = wanted
    near = [one for one in scope.of("Service") if not one.namespace or one.namespace == namespace]
    service = next((one for one in near if one.name == name), None)
    if service is None:
        if near and not references.is_placeholder(name + namespace):
            message, cure = f"there is no Service {name} in the namespace {namespace}", "create it, or name another one"
            yield Report((*path, "name"), message, cure, severity=None if scope.whole else "warning")
    elif not any(one.get("port") == port for one in maps(service.spec.get("ports"))):
        said = "" if "port" in ref else " (the default)"
        known = ", ".join(str(one.get("port")) for one in maps(service.spec.get("ports")))
        where = (*path, "port") if "port" in ref else path
        yield Report(where, f"{service} has no port {port}{said}", f"its ports are {known}" if known else "")
