"""A secret that stands in a ConfigMap.

ConfigMaps are not encrypted in etcd where Secrets are, most roles that read anything read them (the role `view` does,
and reads no Secrets), and tools print them.

```yaml
kind: ConfigMap
data:
  application.properties: |
    spring.datasource.password=correct-horse                 # wrong
    spring.datasource.password=${DB_PASSWORD}                # right, with a variable from a Secret
```

The rule reads the keys, and the lines of files in them (`key=value`, `key: value`; scripts and templates are left
alone), by the names that secrets have, and looks for passwords in URLs.

Source: Kubernetes documentation, *ConfigMaps*, *Good practices for Kubernetes Secrets*.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Report
from generator.objects.secret_texts import in_file, in_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_CURE = "move it to a Secret"


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """The values of a ConfigMap, and the settings in its files, that are secrets."""
    for key, value in (resource.value.get("data") or {}).items():
        if not isinstance(value, str):
            continue
        for one in in_file(key, value) if "\n" in value.strip() else filter(None, [in_value(key, value)]):
            what = f"{one.name}, {one}," if one.name and one.name != key else str(one)
            yield Report(("data", key), f"{key} holds {what} in plain text", _CURE, key=True)
