"""Findings that the manifests themselves ask not to report, by a comment on the line or by an annotation.

``# fairlead: ignore[rule] reason`` on the line of a finding, and the annotation ``fairlead.dev/ignore.<rule>: reason``
on the object or on the template of its pods, hide the findings of that rule. The reason is required: without one
nothing is hidden. What the API server would refuse cannot be ignored.
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.lint.finding import Finding
    from generator.objects.resource import Resource

COMMENT = "fairlead: ignore["
ANNOTATION = "fairlead.dev/ignore."
_NO_REASON = " (not ignored, because the request to ignore it gives no reason)"


class Ignores:
    """Sorts findings; ``count`` is how many were hidden."""

    def __init__(self) -> None:
        self.count = 0

    def kept(self, findings: Iterable[tuple[Finding, str]], resource: Resource | None = None) -> list[Finding]:
        """The findings, about an object where one is given, that nothing asks to ignore; each comes with its line."""
        asked = _annotations(resource) if resource is not None else {}
        kept = []
        for finding, line in findings:
            reason = asked.get(finding.rule)
            if reason is None and COMMENT in line:
                reason = _comment(line, finding.rule)
            if reason:
                self.count += 1
            else:
                kept.append(finding if reason is None else finding._replace(message=finding.message + _NO_REASON))
        return kept


def _annotations(resource: Resource) -> dict[str, str]:
    """The rules that the annotations of an object, and of its pods, ask to ignore, with the reasons."""
    if ANNOTATION not in resource.mentions:
        return {}
    template = resource.pod.metadata.get("annotations") if resource.pod else None
    annotations = {**(template if isinstance(template, dict) else {}), **resource.annotations}
    return {
        key.removeprefix(ANNOTATION): str(reason).strip()
        for key, reason in annotations.items()
        if key.startswith(ANNOTATION)
    }


def _comment(line: str, rule: str) -> str | None:
    """The reason that a line's comment gives for ignoring a rule, None where it speaks of other rules."""
    _, _, rest = line.partition(COMMENT)
    rules, closed, reason = rest.partition("]")
    if not closed or rule not in [name.strip() for name in rules.split(",")]:
        return None
    return reason.strip()
