"""Real manifests, edited: values as they were apart from the changes, and no other line touched."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from generator.documents.editing.amendments import same
from generator.documents.edits import REMOVED, Change, edit_text
from generator.documents.manifest import Manifest, flatten
from generator.documents.reading import read
from tests.documents.made_documents import at, changed, with_appended
from tests.documents.test_quick import CORPUS, texts_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.documents.manifest import Path
    from generator.documents.reading import Document

    Asking = Callable[[Any, Path, Path], Iterator[Change]]

POD_SPECS: dict[str, Path] = {
    "Pod": ("spec",),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
    **dict.fromkeys(
        ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"),
        ("spec", "template", "spec"),
    ),
}
PROBE = {"httpGet": {"path": "/ready", "port": "http"}, "periodSeconds": 5, "exec": {"command": ["sh", "-c", "exit 0"]}}
BUDGET = {
    "apiVersion": "policy/v1",
    "kind": "PodDisruptionBudget",
    "spec": {"maxUnavailable": 1, "list": ["a", {"b": "c"}]},
}


def workloads(document: Document) -> Iterator[tuple[Path, Path]]:
    """The paths of each workload of a document and of its pod's spec, those with a container."""
    for one in flatten([Manifest(document.value, document)]):
        pod = POD_SPECS.get(str(one.value.get("kind"))) if isinstance(one.value, dict) else None
        if pod and has_container(one.value, pod):
            yield one.prefix, one.prefix + pod


def has_container(value: Any, pod: Path) -> bool:
    for step in (*pod, "containers", 0):
        fits = isinstance(value, dict) and step in value if isinstance(step, str) else isinstance(value, list) and value
        if not fits:
            return False
        value = value[step]
    return isinstance(value, dict)


def insertions(value: Any, workload: Path, pod: Path) -> Iterator[Change]:
    yield Change((*pod, "containers", 0, "probe"), PROBE, ("resources", "volumeMounts", "ports"))
    yield Change((*pod, "containers", 0, "life", "preStop", "sleep", "seconds"), 5)
    yield Change((*pod, "period"), 60)
    yield Change((*workload, "spec", "rolling"), {"type": "RollingUpdate", "max": 1}, ("template", "containers"))
    yield Change((*workload, "metadata", "annotations", "fairlead.dev/new"), "yes")
    environment = at(value, (*pod, "containers", 0)).get("env")
    if isinstance(environment, list):
        yield Change((*pod, "containers", 0, "env", len(environment)), {"name": "NEW", "value": "1"})


def replacements(value: Any, workload: Path, pod: Path) -> Iterator[Change]:
    yield Change((*workload, "kind"), "Other")
    for path in ((*pod, "containers", 0, "image"), (*pod, "containers", 0, "name"), (*workload, "metadata", "name")):
        if isinstance(found(value, path), str):
            yield Change(path, "other:1")
    if isinstance(found(value, (*workload, "spec", "replicas")), int):
        yield Change((*workload, "spec", "replicas"), 17)


def removals(value: Any, workload: Path, pod: Path) -> Iterator[Change]:
    yield Change((*workload, "kind"), REMOVED)
    for step in ("image", "ports", "env"):
        if found(value, (*pod, "containers", 0, step)) is not None:
            yield Change((*pod, "containers", 0, step), REMOVED)
    if found(value, (*workload, "metadata", "labels")) is not None:
        yield Change((*workload, "metadata", "labels"), REMOVED)
    containers = at(value, (*pod, "containers"))
    if len(containers) > 1:
        yield Change((*pod, "containers", len(containers) - 1), REMOVED)


def found(value: Any, path: Path) -> Any:
    try:
        return at(value, path)
    except (KeyError, TypeError):
        return None


class Trial:
    """One kind of change tried on all workloads of the corpus, and what was counted."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.counts: Counter[str] = Counter()
        self.refused: list[str] = []

    def edit(self, text: str, source: str) -> None:
        documents = read(text, source).documents
        asked = {
            index: [change for paths in workloads(document) for change in self.asking(document.value, *paths)]
            for index, document in enumerate(documents)
        }
        asked = {index: changes for index, changes in asked.items() if changes}
        if not asked:
            return
        after, refusals = edit_text(documents, asked)
        self.counts += Counter(files=1, documents=len(asked), changes=sum(map(len, asked.values())))
        self.refused += [f"{one.place}: {one.message}" for one in refusals]
        refused = {(one.document, one.change.path) for one in refusals}
        made = {
            index: [change for change in changes if (index, change.path) not in refused]
            for index, changes in asked.items()
        }
        self.check_values(documents, made, after, source)
        self.check_lines(text, after, made)
        assert after.endswith("\n") == text.endswith("\n"), source
        if self.asking is not removals:
            again = edit_text(after, asked, source=source)
            assert again.text == after, source

    def check_values(self, documents: list[Document], made: dict[int, list[Change]], after: str, source: str) -> None:
        values = [one.value for one in read(after, source).documents]
        wanted = [changed(one.value, made.get(index, [])) for index, one in enumerate(documents)]
        assert len(values) == len(wanted), source
        assert all(map(same, values, wanted)), source

    def check_lines(self, before: str, after: str, made: dict[int, list[Change]]) -> None:
        """Count the lines that are not as they were: those that changes are made in."""
        old, new = before.splitlines(), after.splitlines()
        if self.asking is replacements:
            assert len(old) == len(new)
            differing = sum(one != other for one, other in zip(old, new, strict=True))
            assert differing <= sum(map(len, made.values()))
        elif self.asking is insertions:
            self.counts["lines changed"] += len(old) - kept(old, new)
        else:
            self.counts["lines changed"] += len(new) - kept(new, old)


def kept(some: list[str], others: list[str]) -> int:
    """How many lines are met again in the same order, each as early as can be."""
    count = place = 0
    for line in some:
        try:
            place = others.index(line, place) + 1
            count += 1
        except ValueError:
            pass
    return count


BESIDE = pytest.mark.skipif(not os.path.exists(CORPUS), reason="there is no corpus beside this repository")


@BESIDE
@pytest.mark.parametrize("asking", [insertions, replacements, removals], ids=lambda asking: asking.__name__)
def test_real_workloads(asking: Asking, capsys: pytest.CaptureFixture[str]) -> None:
    trial = Trial(asking)
    for number, text in enumerate(texts_below(CORPUS)):
        trial.edit(text, str(number))
    with capsys.disabled():
        sys.stdout.write(f"\n{asking.__name__}: {dict(trial.counts)}, refused: {len(trial.refused)}\n")
    assert trial.counts["documents"] > 300
    assert len(trial.refused) < 0.005 * trial.counts["documents"], trial.refused


@BESIDE
def test_a_budget_behind_each_real_workload(capsys: pytest.CaptureFixture[str]) -> None:
    appended = 0
    for text in texts_below(CORPUS):
        documents = read(text, "f").documents
        budgets = {index: [BUDGET for _ in workloads(one)] for index, one in enumerate(documents)}
        if not any(budgets.values()):
            continue
        after, refusals = edit_text(documents, {}, budgets)
        assert refusals == []
        wanted = [value for index, one in enumerate(documents) for value in with_appended(one.value, budgets[index])]
        values = [one.value for one in read(after, "f").documents]
        assert len(values) == len(wanted)
        assert all(map(same, values, wanted))
        assert after.endswith("\n") == text.endswith("\n")
        # In a list of JSON the brace before them gets a comma.
        lines = text.splitlines()
        assert kept(lines, after.splitlines()) >= len(lines) - text.lstrip().startswith("{")
        appended += sum(map(len, budgets.values()))
    with capsys.disabled():
        sys.stdout.write(f"\nappended: {appended}, refused: 0\n")
    assert appended > 300
