"""A reference of a pod to another object by something that cannot be its name.

Service accounts, nodes, priority classes, runtime classes and resource claims are named by DNS subdomains: lower-case
letters, digits, '-' and '.'. `serviceAccount` is the old spelling of `serviceAccountName`. Keys and values of
`nodeSelector` are labels.

```yaml
serviceAccountName: deploy_bot   # wrong
serviceAccountName: deploy-bot   # right
```

Source: `pkg/apis/core/validation/validation.go` (`ValidatePodSpec`, `validatePodResourceClaim`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint import syntax
from generator.lint.label_selectors import label_faults
from generator.lint.pod_templates import of_pods
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_NAMES = ("serviceAccountName", "nodeName", "priorityClassName")
_CLAIMS = 34
_CLAIM_KEYS = ("resourceClaimName", "resourceClaimTemplateName")


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What a pod names that can have no such name."""
    names = [(key, pod.spec.get(key) or None) for key in _NAMES]
    old = pod.spec.get("serviceAccount") if not pod.spec.get("serviceAccountName") else None
    for key, name in (*names, ("serviceAccount", old or None), ("runtimeClassName", pod.spec.get("runtimeClassName"))):
        reason = syntax.dns_subdomain(name) if isinstance(name, str) else None
        if reason:
            yield Report(("spec", key), f"{name!r} is no name of an object: {reason}")
    yield from label_faults(pod.spec.get("nodeSelector") or {}, ("spec", "nodeSelector"))
    if scope.minor >= _CLAIMS and pod.spec.get("resourceClaims"):
        yield from _claims(pod)


def _claims(pod: Pod) -> Iterator[Report]:
    seen: set[str] = set()
    for index, claim in enumerate(maps(pod.spec["resourceClaims"])):
        path, name = ("spec", "resourceClaims", index), claim.get("name")
        reason = syntax.dns_label(name) if isinstance(name, str) else None
        if reason or name in seen:
            yield Report((*path, "name"), f"{name!r} is no name for a claim: {reason or 'it is taken'}")
        seen.add(str(name))
        given = [key for key in _CLAIM_KEYS if claim.get(key) is not None]
        if len(given) != 1:
            message = " and ".join(given) + " stand together" if given else "the claim names no object"
            yield Report(path, message, f"write one of {' and '.join(_CLAIM_KEYS)}")
        for key in given:
            reason = syntax.dns_subdomain(claim[key])
            if reason:
                yield Report((*path, key), f"{claim[key]!r} is no name of an object: {reason}")
