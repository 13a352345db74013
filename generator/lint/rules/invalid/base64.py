"""A value of a Secret's `data`, a ConfigMap's `binaryData` or a `caBundle` that is no base64.

These fields hold bytes, and the API server decodes them before it looks at anything else: *illegal base64 data*. Text
that is not encoded is written as `stringData` in a Secret, and as `data` in a ConfigMap. Blanks, base64 for URLs (`-`,
`_`) and missing `=` are refused; line breaks are fine.

```yaml
kind: Secret
data:
  password: hunter2       # wrong
stringData:
  password: hunter2       # right
```

Source: `encoding/base64` of Go (`StdEncoding`), <https://kubernetes.io/docs/concepts/configuration/secret/>.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import binary_data
from generator.lint.rule import Report
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_FIELDS = {"Secret": "data", "ConfigMap": "binaryData"}
_CURES = {
    "Secret": "encode it, or write it as it is under stringData",
    "ConfigMap": "encode it, or write it as it is under data",
}


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The values that are not encoded; values of Secrets are not shown."""
    field = _FIELDS.get(resource.type)
    if field is not None:
        for key, value in (resource.value.get(field) or {}).items():
            reason = binary_data.fault(value)
            if reason:
                yield Report((field, key), f"the value of {key!r} is no base64: {reason}", _CURES[resource.type])
        return
    for path, value in _bundles(resource):
        reason = binary_data.fault(value) if isinstance(value, str) else None
        if reason:
            yield Report(path, f"{path[-1]} is no base64: {reason}", "write the certificate encoded, or leave it out")


def _bundles(resource: Resource) -> Iterator[tuple[Path, Any]]:
    """The fields of other kinds that hold bytes."""
    if resource.type == "CertificateSigningRequest":
        yield ("spec", "request"), resource.spec.get("request")
    elif resource.type == "APIService":
        yield ("spec", "caBundle"), resource.spec.get("caBundle")
    elif resource.type == "CustomResourceDefinition":
        path = ("spec", "conversion", "webhook", "clientConfig", "caBundle")
        yield path, at(resource.value, *path)
    else:
        for index, webhook in enumerate(maps(resource.value.get("webhooks"))):
            yield ("webhooks", index, "clientConfig", "caBundle"), at(webhook, "clientConfig", "caBundle")
