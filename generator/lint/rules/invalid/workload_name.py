"""The name of a StatefulSet, CronJob or Job that leaves no room for the names of its pods.

A StatefulSet's name becomes part of host names and is a DNS label (from Kubernetes 1.27 on). A CronJob's has 52
characters at most, because its jobs get eleven more. The pods of an indexed Job are called `<name>-<index>`, and
that has to be a DNS label with the last index too.

```yaml
kind: CronJob
metadata:
  name: send-the-weekly-report-to-every-customer-of-the-online-shop   # wrong: 59 characters
```

Source: `pkg/apis/apps/validation/validation.go` (`ValidateStatefulSetName`),
`pkg/apis/batch/validation/validation.go` (`ValidateCronJobCreate`, `validateNameAllowsCompletions`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.rule import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope

_CRONJOB_LENGTH = 52
_LABEL_LENGTH = 63
_LABELS = 27


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """A name that is a DNS subdomain, and still too much for what is made of it."""
    name, path = resource.name, ("metadata", "name")
    if not name or syntax.dns_subdomain(name):  # which the rule about names says
        return
    if resource.type == "CronJob":
        if len(name) > _CRONJOB_LENGTH:
            message = f"the name has {len(name)} characters, and a CronJob's may have {_CRONJOB_LENGTH}"
            yield Report(path, message, "shorten it")
    elif resource.type == "StatefulSet":
        reason = syntax.dns_label(name) if scope.minor >= _LABELS else None
        if reason:
            yield Report(path, f"{name!r} is no name for a StatefulSet: {reason}")
    elif resource.type == "Job" and len(name) > _LABEL_LENGTH and resource.spec.get("manualSelector") is not True:
        message = f"the name has {len(name)} characters, and becomes a label of the pods, which has {_LABEL_LENGTH}"
        yield Report(path, message, "shorten it")
    elif resource.spec.get("completionMode") == "Indexed":
        completions = resource.spec.get("completions")
        last = f"{name}-{completions - 1}" if isinstance(completions, int) and completions > 0 else ""
        reason = syntax.dns_label(last) if last else None
        if reason:
            yield Report(path, f"the last pod of this job would be called {last!r}: {reason}")
