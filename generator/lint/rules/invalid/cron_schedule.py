"""A schedule that a CronJob cannot be read from.

Five fields (minute, hour, day of the month, month, day of the week from 0, Sunday, to 6), or `@yearly`, `@monthly`,
`@weekly`, `@daily`, `@hourly` and `@every 90m`. There is no field for seconds, no `@reboot`, no `7`, no `L`, `W` or
`#`. The time zone has a field of its own: `TZ=` in the schedule is refused from Kubernetes 1.29 on.

```yaml
schedule: "0 0 3 * * *"   # wrong: six fields
schedule: "0 3 * * 7"     # wrong: Sunday is 0
schedule: "0 3 * * 0"     # right
timeZone: Europe/Berlin
```

Source: `pkg/apis/batch/validation/validation.go` (`validateScheduleFormat`), `github.com/robfig/cron/v3`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import cron
from generator.lint.rule import Fix, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_NO_ZONE = 29
_ZONE = "TZ"


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A schedule that is none."""
    schedule, path = resource.spec.get("schedule"), ("spec", "schedule")
    if not isinstance(schedule, str):
        return
    if _ZONE in schedule:
        if scope.minor >= _NO_ZONE:
            yield Report(path, f"{schedule!r} names a time zone", "write timeZone beside schedule")
        elif resource.spec.get("timeZone") is not None:
            yield Report(path, "there is a time zone in the schedule and in timeZone", "keep timeZone")
        return
    reason = cron.fault(schedule)
    if reason:
        yield Report(path, f"{schedule!r} is no schedule: {reason}")


def fix(resource: Resource, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A time zone in the schedule moves to `timeZone`; `7`, alone as the day of the week, becomes `0`."""
    from generator.lint.time_zones import is_zone

    schedule = str(resource.spec.get("schedule"))
    start, _, rest = schedule.partition(" ")
    zone = start.removeprefix("CRON_").removeprefix("TZ=")
    if zone != start and is_zone(zone) and resource.spec.get("timeZone") in (None, zone):
        if not cron.fault(rest.strip()):
            yield Fix(report.path, rest.strip())
            yield Fix(("spec", "timeZone"), zone, before=("jobTemplate",))
    elif schedule.endswith(" 7") and not cron.fault(f"{schedule[:-1]}0"):
        yield Fix(report.path, f"{schedule[:-1]}0")
