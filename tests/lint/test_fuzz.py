"""Broken manifests: lint says what is wrong with them, and never fails itself or hides what it would have said."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.documents.manifest import shown
from generator.lint import engine
from generator.lint.catalogue import entries
from generator.lint.run import lint
from generator.lint.settings import Settings
from generator.objects.values import at
from generator.schemas.scopes import pod_spec_path
from generator.sources.discovery import Request, sources
from tests.lint.linting import findings_in, source_of
from tests.lint.mutations import HARMLESS, MUTATIONS, change, located, mutated, objects, told_wrong, written

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.lint.finding import Finding

VERSIONS = st.sampled_from([25, 30, 34, 37])
RULES = frozenset(row.id for row in entries())
EVERY = Settings("strict", {row.id: row.severity for row in entries()})
"""All rules, those that are in no profile too."""

KNOWN = """\
apiVersion: v1
kind: Pod
metadata: {name: known-bad}
spec:
  hostNetwork: true
  unknownOfAll: 1
  priority: much
  containers:
    - name: main
      image: nginx:latest
      securityContext: {privileged: true}
"""
KNOWN_RULES = {"image-tag", "privileged", "shared-host-namespaces", "unknown-field", "wrong-type"}

broken = st.builds(mutated, st.sampled_from(objects()), MUTATIONS).map(written)
lines = st.lists(st.sampled_from(KNOWN.splitlines()), max_size=3)
characters = st.text("{}[]:,-?!&*#|>%@`\"' \n\t\r\x00\x85\u2028\ufeff\udc80ab0~", max_size=20)
pieces = st.one_of(
    characters, lines.map("\n".join), st.sampled_from(["\n---\n", "\n...\n", "--- ", "{", '"', "- ", "<<: "])
)


@st.composite
def disturbed(draw: st.DrawFn) -> str:
    """The text of a manifest with pieces taken out, put in and doubled."""
    text = written(draw(st.sampled_from(objects())))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 200)))
        middle = draw(st.one_of(pieces, st.just(text[start:end] * 2)))
        text = text[:start] + middle + text[end:]
    return text


@cache
def known_findings() -> Counter[tuple[str, ...]]:
    found = about_known(findings_in(KNOWN, EVERY), 0)
    assert {rule for rule, *_ in found} == KNOWN_RULES
    return found


def about_known(findings: list[Finding], before: int) -> Counter[tuple[str, ...]]:
    """What is said of the known object, with the line in its own text, ``before`` lines below the start."""
    return Counter(
        (one.rule, one.severity, one.path, one.message, f"{one.place.line - before}:{one.place.column}")
        for one in findings
        if one.rule in KNOWN_RULES and one.object == "Pod/known-bad"
    )


def judge(text: str, findings: list[Finding]) -> None:
    for finding in findings:
        assert not told_wrong(text, finding, RULES), finding


def test_the_known_object() -> None:
    assert known_findings()


def test_the_manifests_are_good() -> None:
    refused = {row.id for row in entries() if row.group == "invalid"}
    found = [one for value in objects() for one in findings_in(written(value), EVERY)]
    said = [(one.rule, one.object) for one in found if one.rule in refused]
    assert said == [("api-not-served", "CronJob/shop/ancient")], "which is there to be old"


@given(text=broken, minor=VERSIONS, whole=st.booleans())
def test_broken_objects(text: str, minor: int, whole: bool) -> None:
    judge(text, findings_in(text, EVERY, minor, whole=whole))


@given(texts=st.lists(broken, min_size=2, max_size=6), minor=VERSIONS, whole=st.booleans())
def test_broken_objects_that_refer_to_each_other(texts: list[str], minor: int, whole: bool) -> None:
    text = "---\n".join([*texts, *(written(value) for value in objects()[:8])])
    judge(text, findings_in(text, EVERY, minor, whole=whole))


@given(text=disturbed(), minor=VERSIONS)
def test_disturbed_texts(text: str, minor: int) -> None:
    judge(text, findings_in(text, EVERY, minor))


@given(data=st.binary(max_size=200), minor=VERSIONS)
def test_any_bytes(data: bytes, minor: int) -> None:
    text = data.decode("utf-8", "surrogateescape")
    judge(text, findings_in(text, EVERY, minor))


@given(text=st.one_of(broken, disturbed(), characters), first=st.booleans())
def test_what_stands_beside_it_in_the_file_hides_nothing(text: str, first: bool) -> None:
    assume(not text.lstrip("\ufeff \n\r\t").startswith(("{", "[")))  # read as JSON, where --- ends nothing
    whole = f"{KNOWN}---\n{text}" if first else f"{text}\n---\n{KNOWN}"
    before = 0 if first else text.count("\n") + 2
    assert not known_findings() - about_known(findings_in(whole, EVERY), before)


@given(text=st.one_of(broken, disturbed(), characters))
def test_what_stands_beside_it_in_the_folder_hides_nothing(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("folder")
    (folder / "known.yaml").write_text(KNOWN, encoding="utf-8")
    (folder / "other.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    found = lint(sources(Request((str(folder),))), EVERY).findings
    assert not known_findings() - about_known([one for one in found if one.place.source.endswith("known.yaml")], 0)


@cache
def faulty() -> tuple[tuple[dict[str, Any], tuple[Path, ...]], ...]:
    """The workloads with the faults of the known object in their first container and their pod, and where these are."""
    found = []
    for value in objects():
        steps = pod_spec_path(value["kind"])
        if steps is None or "windows" in str(value) or value["apiVersion"] == "batch/v1beta1":
            continue
        changed = deepcopy(value)
        spec = at(changed, *steps)
        spec |= {"hostNetwork": True, "unknownOfAll": 1, "priority": "much"}
        spec["containers"][0] |= {"image": "nginx:latest", "securityContext": {"privileged": True}}
        first = ("containers", 0)
        below = (("hostNetwork",), ("unknownOfAll",), ("priority",), (*first, "image"))
        paths = (*below, (*first, "securityContext", "privileged"))
        found.append((changed, (("kind",), ("apiVersion",), *((*steps, *path) for path in paths))))
    return tuple(found)


def about(value: dict[str, Any], faults: tuple[Path, ...]) -> Counter[tuple[str, ...]]:
    """What is said of the known faults."""
    paths = {shown(path) for path in faults}
    found = findings_in(written(value), EVERY)
    return Counter((one.rule, one.path, one.message) for one in found if one.rule in KNOWN_RULES and one.path in paths)


@given(case=st.sampled_from(faulty()), where=st.integers(0, 999), operation=st.sampled_from(HARMLESS))
def test_a_second_fault_hides_nothing_of_the_first(
    case: tuple[dict[str, Any], tuple[Path, ...]], where: int, operation: int | str
) -> None:
    value, faults = case
    before = about(value, faults)
    assert {rule for rule, *_ in before} == KNOWN_RULES
    second = deepcopy(value)
    free = [(path, *place) for path, *place in located(second) if not any(path == one[: len(path)] for one in faults)]
    _, inside, step = free[where % len(free)]
    change(inside, step, operation, (inside, step))
    assert not before - about(second, faults)


@given(text=st.one_of(broken, disturbed()), minor=VERSIONS)
def test_the_words_of_rules_hide_nothing(text: str, minor: int) -> None:
    """The rows of the catalogue name words that stand in all objects of which their rules can speak."""
    quick = findings_in(text, EVERY, minor)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "LONG", 0)
        assert findings_in(text, EVERY, minor) == quick


@given(text=broken, minor=VERSIONS)
def test_objects_stay_as_they_are(text: str, minor: int) -> None:
    source = source_of(text)
    before = deepcopy([manifest.value for manifest in source.manifests])
    engine.Engine(EVERY).examine(source, minor, {})
    assert [manifest.value for manifest in source.manifests] == before


SECRET = {
    "apiVersion": "v1",
    "kind": "Secret",
    "metadata": {"name": "db", "namespace": "shop"},
    "data": {"key": "hunter2!", "tls.key": "aHVudGVyMg=="},
    "stringData": {"password": "hunter2", "url": "postgres://shop:hunter2@db/shop", "ini": "[db]\npassword=hunter2"},
}


@pytest.mark.parametrize("kind", ["Opaque", "kubernetes.io/basic-auth", "kubernetes.io/dockerconfigjson"])
def test_a_broken_secret_is_not_repeated(kind: str) -> None:
    """Whatever is done to it; a second key apart, at which the text itself cannot be read."""
    value = SECRET | {"type": kind}
    for number in range(len(located(value))):
        for operation in HARMLESS:
            changed = deepcopy(value)
            _, inside, step = located(changed)[number]
            change(inside, step, operation, (inside, step))
            assert not [one for one in findings_in(written(changed), EVERY) if "hunter2" in str(one)]
