"""An object without a name, or with a name that its kind does not allow.

Most names are DNS subdomains: lower-case letters, digits, `-` and `.`, 253 characters at most. Names of namespaces
and Services become parts of host names and are DNS labels: no dots, 63 characters at most, and a Service's begins with
a letter (until Kubernetes 1.36). Roles and bindings may be called anything that fits into a URL, such as `system:node`.

```yaml
metadata:
  name: My_App    # wrong
  name: my-app    # right
```

With `generateName` the server appends five characters of its own; one of the two has to be there. `kubectl apply`
needs `name`.

Source: `pkg/apis/*/validation` (the functions named `Validate…Name`), `apimachinery/pkg/api/validation`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import object_names
from generator.lint.rule import Report
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.documents.node import Plain
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with an object's name and with the beginning of a generated one."""
    metadata = resource.metadata
    name, begin = metadata.get("name"), metadata.get("generateName")
    if not name and not begin and object_names.needs_name(resource.type):
        if _is_absent(resource.manifest.value, "name"):
            yield Report(("metadata", "name"), "the object has no name", "write metadata.name")
        return
    if resource.type in object_names.NAMED_BY_SPEC:  # which the rules about these kinds look at
        return
    fault = object_names.name_check(resource.type, scope.minor)
    reason = fault(name) if isinstance(name, str) and name else None
    if reason:
        yield Report(("metadata", "name"), f"{name!r} is no name for an object of kind {resource.kind}: {reason}")
    reason = fault(begin.removesuffix("-") + "a") if isinstance(begin, str) and begin else None
    if reason:
        message = f"names of objects of kind {resource.kind} cannot begin with {begin!r}: {reason}"
        yield Report(("metadata", "generateName"), message)


def _is_absent(value: Plain, name: str) -> bool:
    """Whether an object lacks the field as it was written: one of a wrong type has been told of already."""
    metadata = at(value, "metadata")
    return metadata is None or (isinstance(metadata, dict) and metadata.get(name) in (None, ""))
