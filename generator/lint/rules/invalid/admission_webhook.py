"""A webhook for admission that the API server refuses to register.

Its name is a DNS name of three parts at least, its own in the configuration. `admissionReviewVersions` hold `v1` or
`v1beta1`, `sideEffects` is `None` or `NoneOnDryRun`, and `timeoutSeconds` is 1 to 30. It is reached by `url` (https)
or by `service`, not both, and its rules say operations, groups, versions and resources.

```yaml
webhooks:
- name: guard                # wrong
- name: guard.example.com    # right
```

Source: `pkg/apis/admissionregistration/validation/validation.go`, `apiserver` `pkg/util/webhook/validation.go`.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import syntax
from generator.lint.rule import Report
from generator.lint.versioned_selectors import faults as selector_faults
from generator.lint.webhook_clients import condition_faults, faults, rule_faults
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


_LONGEST = 30
_KNOWN = frozenset({"v1", "v1beta1"})


def check(resource: Resource, scope: Scope) -> Iterator[Report]:
    """What is wrong with the webhooks of a configuration."""
    seen: set[str] = set()
    for index, webhook in enumerate(maps(resource.value.get("webhooks"))):
        path: Path = ("webhooks", index)
        name = webhook.get("name")
        if isinstance(name, str):
            reason = syntax.fully_qualified_name(name) or ("another one has it" if name in seen else None)
            if reason:
                yield Report((*path, "name"), f"{name!r} is no name for a webhook: {reason}")
            seen.add(name)
        yield from _webhook(webhook, path, scope.minor)


def _webhook(webhook: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    if isinstance(webhook.get("admissionReviewVersions"), list):
        yield from _versions(webhook["admissionReviewVersions"], (*path, "admissionReviewVersions"))
    seconds = webhook.get("timeoutSeconds")
    if isinstance(seconds, int) and not 1 <= seconds <= _LONGEST:
        yield Report((*path, "timeoutSeconds"), f"timeoutSeconds is {seconds}, and may be 1 to {_LONGEST}")
    for index, rule in enumerate(maps(webhook.get("rules"))):
        yield from rule_faults(rule, (*path, "rules", index))
    for field in ("namespaceSelector", "objectSelector"):
        yield from selector_faults(webhook.get(field), (*path, field), minor)
    if isinstance(webhook.get("clientConfig"), dict):
        yield from faults(webhook["clientConfig"], (*path, "clientConfig"))
    yield from condition_faults(maps(webhook.get("matchConditions")), (*path, "matchConditions"))


def _versions(versions: list[str], path: Path) -> Iterator[Report]:
    for index, version in enumerate(versions):
        reason = "it stands twice" if version in versions[:index] else syntax.dns_1035_label(version)
        if reason:
            yield Report((*path, index), f"{version!r} is no version of reviews: {reason}")
    if _KNOWN.isdisjoint(versions):
        yield Report(path, "none of these versions is known to Kubernetes", "write admissionReviewVersions: [v1]")
