"""A selector of a workload that is empty, malformed, or does not select the workload's own pods.

The selector says which pods belong to a workload; all of its labels stand in `template.metadata.labels`. It cannot be
changed later. Jobs get theirs from the API server, and have one only with `manualSelector: true`.

```yaml
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: website}   # wrong: app: web
```

Source: `pkg/apis/apps/validation/validation.go`, `pkg/apis/batch/validation/validation.go`
(`validateGeneratedSelector`, `ValidateJobTemplateSpec`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.job_specs import job_spec
from generator.lint.label_selectors import label_faults, selector_faults
from generator.lint.rule import Report
from generator.objects.scope import carries, matches
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.objects.resource import Resource
    from generator.objects.scope import Scope


def check(resource: Resource, _scope: Scope) -> Iterator[Report]:
    """What is wrong with the selector of a workload."""
    if resource.type in ("Job", "CronJob"):
        return _of_job(resource)
    if resource.type == "ReplicationController":
        return _of_controller(resource)
    return _of_workload(resource)


def _of_workload(resource: Resource) -> Iterator[Report]:
    selector, path = resource.spec.get("selector"), ("spec", "selector")
    if not isinstance(selector, dict):
        return
    faults = list(selector_faults(selector, path))
    yield from faults
    if not selector.get("matchLabels") and not selector.get("matchExpressions"):
        yield Report(path, "the selector is empty", "write the labels of the template into matchLabels")
    elif not faults:
        labels = at(resource.spec, "template", "metadata", "labels") or {}
        wanted = selector.get("matchLabels") or {}
        for key, value in wanted.items():
            if labels.get(key) != value:
                yield Report((*path, "matchLabels", key), _differs(key, value, labels), _CURE)
        if carries(labels, wanted) and not matches(labels, selector):
            message = "the labels of the template do not fulfil the selector"
            yield Report((*path, "matchExpressions"), message, _CURE)


_CURE = "make the labels in template.metadata.labels those of the selector"


def _differs(key: str, value: Any, labels: dict[str, Any]) -> str:
    if key not in labels:
        return f"the selector wants {key}: {value}, and the template has no label {key}"
    return f"the selector wants {key}: {value}, and the template has {key}: {labels[key]}"


def _of_controller(resource: Resource) -> Iterator[Report]:
    """A ReplicationController: its selector is a map of labels, by default those of its template."""
    labels = at(resource.spec, "template", "metadata", "labels") or {}
    selector = resource.spec.get("selector") or {}
    yield from label_faults(selector, ("spec", "selector"))
    if not selector and not labels and isinstance(resource.spec.get("template"), dict):
        yield Report(("spec",), "there is no selector and the template has no labels", "write labels into the template")
    for key, value in selector.items():
        if labels.get(key) != value:
            yield Report(("spec", "selector", key), _differs(key, value, labels), _CURE)


def _of_job(resource: Resource) -> Iterator[Report]:
    path, spec = job_spec(resource)
    selector, manual = spec.get("selector"), spec.get("manualSelector") is True
    where = (*path, "selector")
    if resource.type == "CronJob":
        if manual:
            message = "the jobs of a CronJob cannot have manualSelector"
            yield Report((*path, "manualSelector"), message, "remove it", key=True)
        if isinstance(selector, dict):
            yield Report(where, "the jobs of a CronJob get their selector themselves", "remove selector", key=True)
    elif manual:
        labels = at(spec, "template", "metadata", "labels") or {}
        if not isinstance(selector, dict):
            yield Report(path, "manualSelector is true and there is no selector", "write selector, or remove it")
        elif not matches(labels, selector):
            yield Report(where, "the labels of the template do not fulfil the selector", _CURE)
    elif isinstance(selector, dict) and (selector.get("matchLabels") or selector.get("matchExpressions")):
        message = "a Job gets its selector from the API server"
        yield Report(where, message, "remove selector, or write manualSelector: true", key=True)
