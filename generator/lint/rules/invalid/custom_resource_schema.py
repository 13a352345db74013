"""A schema of a CustomResourceDefinition that is not structural.

Every field and every list item has a `type` (or is `x-kubernetes-int-or-string` or
`x-kubernetes-preserve-unknown-fields`), an array has `items`, and the whole is an `object`. `allOf`, `anyOf`, `oneOf`
and `not` only add conditions: `type`, `default`, `description` and `nullable` stand outside. `$ref`, `definitions`,
`patternProperties`, `uniqueItems: true` and `additionalProperties: false` are refused.

```yaml
properties:
  ports:
    type: array   # wrong: items are missing
```

Defaults, regular expressions and rules in CEL are not looked at.

Source: <https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema>,
`apiextensions-apiserver` `pkg/apiserver/schema/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Fix
from generator.lint.structural_schemas import faults
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.rule import Report
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What keeps the schemas of a definition from being structural."""
    for index, version in enumerate(maps(resource.spec.get("versions"))):
        schema = at(version, "schema", "openAPIV3Schema")
        if isinstance(schema, dict):
            yield from faults(schema, ("spec", "versions", index, "schema", "openAPIV3Schema"), is_root=True)


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """The whole gets `type: object` where it has no type; `additionalProperties: false` is removed."""
    schema = at(resource.value, *report.path[:-1])
    if report.path[-1] == "additionalProperties" and schema.get("additionalProperties") is False:
        yield Fix(report.path, action="remove")
    elif report.path[-2:] == ("openAPIV3Schema", "type") and "type" not in schema:
        yield Fix(report.path, "object", before=("description", "properties", "required"))
