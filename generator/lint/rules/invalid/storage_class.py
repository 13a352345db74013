"""A StorageClass or VolumeAttributesClass whose provisioner, parameters or topologies the API server refuses.

The provisioner is a name with or without a domain (`ebs.csi.aws.com`, `kubernetes.io/no-provisioner`). Each topology
requirement has values, each once, and each key once. A VolumeAttributesClass has one parameter at least.

```yaml
provisioner: "EBS CSI"         # wrong
provisioner: ebs.csi.aws.com   # right
```

Source: `pkg/apis/storage/validation/validation.go` (`ValidateStorageClass`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_PARAMETERS, _BYTES = 512, 256 * 1024


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with a class of storage."""
    field = "provisioner" if resource.type == "StorageClass" else "driverName"
    driver = resource.value.get(field)
    reason = syntax.qualified_name(driver.lower()) if isinstance(driver, str) else None
    if reason:
        yield Report((field,), f"{driver!r} is no {field}: {reason}")
    parameters = resource.value.get("parameters") or {}
    if not parameters and resource.type == "VolumeAttributesClass":
        yield Report(("parameters",), "the class has no parameters", "write what the driver is to do", key=True)
    if "" in parameters:
        yield Report(("parameters",), "a parameter has an empty name")
    if len(parameters) > _PARAMETERS or sum(len(key) + len(value) for key, value in parameters.items()) > _BYTES:
        yield Report(
            ("parameters",), f"there are more than {_PARAMETERS} parameters, or more than {_BYTES} bytes of them"
        )
    seen: list[dict[Any, set[Any]]] = [{}]  # the API server compares each term with an empty one, too
    for index, term in enumerate(maps(resource.value.get("allowedTopologies"))):
        asked = {one.get("key"): set(one.get("values") or ()) for one in maps(term.get("matchLabelExpressions"))}
        if asked in seen:
            message = "the term asks nothing" if not asked else "the term stands twice"
            yield Report(("allowedTopologies", index), message, "remove it")
        seen.append(asked)
        keys: set[Any] = set()
        for number, one in enumerate(maps(term.get("matchLabelExpressions"))):
            yield from _requirement(one, ("allowedTopologies", index, "matchLabelExpressions", number), keys)


def _requirement(one: Mapping[str, Any], path: Path, keys: set[Any]) -> Iterator[Report]:
    key, values = one.get("key"), one.get("values")
    reason = syntax.qualified_name(key) if isinstance(key, str) else None
    if reason:
        yield Report((*path, "key"), f"{key!r} is no label key: {reason}")
    elif key in keys:
        yield Report((*path, "key"), f"the key {key!r} stands twice")
    keys.add(key)
    if values == []:
        yield Report((*path, "values"), "the requirement has no values")
    for index, value in enumerate(values or ()):
        if value in (values or ())[:index]:
            yield Report((*path, "values", index), f"the value {value!r} stands twice")
