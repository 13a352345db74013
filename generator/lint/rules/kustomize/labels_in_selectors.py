"""Labels that kustomize also puts into selectors.

`commonLabels` writes its labels into the selectors of Deployments, Services, NetworkPolicies and others, as does
`labels` with `includeSelectors: true`. The selector of a workload cannot be changed once it is there: to add, change
or remove such a label later means to delete the workload first. A label that says something about a release (a
version, a team) does not belong there.

```yaml
commonLabels: {team: checkout}          # wrong
labels:
  - pairs: {team: checkout}             # right
    includeTemplates: true
```

`commonLabels` is deprecated besides.

Source: the kustomize reference, "commonLabels" and "labels"; Kubernetes documentation, Deployments, "Label selector
updates".
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.lint.kustomization import Overlay
from generator.lint.rule import Fix
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain
    from generator.documents.source import Folder
    from generator.errors import Problem

_CURE = "use labels with pairs: and includeTemplates: true, which leaves selectors alone"


def check(folder: Folder, _: Mapping[str, Plain]) -> Iterator[Problem]:
    """The labels that go into selectors."""
    overlay = Overlay(folder)
    if overlay.value.get("commonLabels"):
        message = "commonLabels puts these labels into selectors, which cannot be changed later, and is deprecated"
        yield overlay.problem(("commonLabels",), message, _CURE, key=True)
    for index, item in enumerate(maps(overlay.value.get("labels"))):
        if item.get("includeSelectors") is True:
            message = "these labels go into selectors, which cannot be changed later"
            yield overlay.problem(("labels", index, "includeSelectors"), message, _CURE)


def fix(folder: Folder, problem: Problem) -> Iterator[Fix]:
    """They become `labels` that leave selectors alone, where the result of the build stays the same."""
    overlay = Overlay(folder)
    value, path = overlay.value, ("commonLabels",)
    labels = value.get("labels", [])
    if value.get("commonLabels") and overlay.place(path, key=True) == problem.place and isinstance(labels, list):
        entry = {"pairs": value["commonLabels"], "includeTemplates": True}
        yield Fix(("labels", len(labels)), entry) if labels else Fix(("labels",), [entry], before=path)
        yield Fix(path, action="remove")
    for index, item in enumerate(maps(labels)):
        where = ("labels", index, "includeSelectors")
        if item.get("includeSelectors") is True and overlay.place(where) == problem.place:
            yield Fix(where, action="remove")
            if item.get("includeTemplates") is not True:
                yield Fix(("labels", index, "includeTemplates"), value=True)
