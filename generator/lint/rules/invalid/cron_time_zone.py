"""A time zone that does not exist.

`timeZone` is a name of the IANA database with its capitals: an area and a city, or `UTC`. `Local`, offsets and most
abbreviations are refused.

```yaml
timeZone: europe/berlin   # wrong
timeZone: GMT+2           # wrong
timeZone: Europe/Berlin   # right
```

Source: `pkg/apis/batch/validation/validation.go` (`validateTimeZone`); the names are those of the database 2025b.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.rule import Fix, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """A time zone that the database does not know."""
    from generator.lint.time_zones import is_zone, names

    zone, path = resource.spec.get("timeZone"), ("spec", "timeZone")
    if not isinstance(zone, str) or is_zone(zone):
        return
    near = next((name for name in names() if name.lower() == zone.lower()), "")
    message = f"there is no time zone {zone!r}" if zone else "timeZone is empty"
    yield Report(path, message, f"write {near}" if near else "write a name such as Europe/Berlin or UTC")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A zone gets the capitals that the database writes it with."""
    from generator.lint.time_zones import names

    zone = str(resource.spec.get("timeZone"))
    yield from (Fix(report.path, name) for name in names() if name.lower() == zone.lower())
