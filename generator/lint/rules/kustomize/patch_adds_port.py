"""A patch that means to change a port and adds a second one of the same name.

The ports of a container are merged by `containerPort`, those of a Service by `port`: a patch with another number
changes no port, it adds one. Two ports of one name are refused. A JSON patch changes a port where it is, or
`$patch: replace` replaces the list.

```yaml
ports:
  - $patch: replace
  - {name: http, containerPort: 9090}
```

Source: kubernetes api/core/v1/types.go (patchMergeKey of the ports of Container and ServiceSpec).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.kustomization import Overlay
from generator.lint.strategic_merge import DIRECTIVE, Merged, containers, is_replaced
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_CURE = "change it with a JSON patch, or put - $patch: replace into the list"


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The ports that come on top of others of their name."""
    for patch, resource in Overlay(folder).strategic():
        owners = [(merged, "containerPort") for merged in containers(patch.value, resource)]
        spec = at(patch.value, "spec")
        if resource.get("kind") == "Service" and isinstance(spec, dict):
            owners.append((Merged(("spec",), spec, at(resource, "spec") or {}), "port"))
        for owner, number in owners:
            for index, port, old in _added(owner, number):
                message = f"{port[number]} is added beside {old}, which has the name {port['name']} already"
                yield patch.problem((*owner.path, "ports", index, number), message, _CURE)


def _added(owner: Merged, number: str) -> Iterator[tuple[int, dict[str, Plain], Plain]]:
    """The ports of a patch, with their index, that are not in the object, and the number of that of the same name."""
    ports = maps(owner.patch.get("ports"))
    there = maps(owner.into.get("ports"))
    deleted = [port.get(number) for port in ports if DIRECTIVE in port]
    if is_replaced(ports):
        return
    for index, port in enumerate(ports):
        name, own = port.get("name"), port.get(number)
        if not name or own is None or DIRECTIVE in port or own in [other.get(number) for other in there]:
            continue
        same = [other.get(number) for other in there if other.get("name") == name and other.get(number) not in deleted]
        if same:
            yield index, port, same[0]
