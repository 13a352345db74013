"""The same manifests have the same findings: in any process, order and form, alone or one after another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.manifest import Manifest
from generator.documents.reading import read
from generator.documents.source import Source
from generator.errors import Place
from generator.lint.catalogue import entries
from generator.lint.engine import Engine
from generator.lint.finding import Finding
from generator.lint.merging import merged
from generator.lint.run import lint
from generator.lint.settings import Settings
from tests.lint.mutations import MANIFESTS, MUTATIONS, VALUES, mutated, objects, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

EVERY = Settings("strict", {row.id: row.severity for row in entries()})
broken = st.builds(mutated, st.sampled_from(objects()), MUTATIONS).map(written)
bundles = st.lists(st.one_of(broken, st.sampled_from(objects()).map(written)), min_size=1, max_size=6)


def source(texts: Sequence[str], names: Sequence[str] = (), *, whole: bool = False) -> Source:
    """Texts, each a file, as one source."""
    named = list(zip(names or [f"{number}.yaml" for number in range(len(texts))], texts, strict=True))
    readings = [read(text, name) for name, text in named]
    documents = tuple(document for reading in readings for document in reading.documents)
    problems = tuple(problem for reading in readings for problem in reading.problems)
    manifests = tuple(Manifest(document.value, document) for document in documents)
    files = tuple(name for name, _ in named)
    return Source("folder", "manifests", manifests, documents, problems, whole=whole, files=files)


def found_in(one: Source, minor: int = 37, jobs: int = 1) -> list[Finding]:
    return Engine(EVERY, jobs).examine(one, minor, {})[0]


def verdicts(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """Findings without the places, in an order of their own."""
    return sorted((one.rule, one.severity, one.object, one.path, one.message, one.cure) for one in findings)


@cache
def good_texts() -> tuple[str, ...]:
    return tuple(written(value) for value in objects())


@cache
def good_verdicts() -> list[tuple[str, ...]]:
    return verdicts(found_in(source(good_texts())))


def printed(seed: str, folder: Path, cache_folder: Path) -> bytes:
    """What fairlead lint says in a process with this seed of hashes, and with no answer of an earlier run."""
    rules = [option for row in entries() for option in ("-r", f"{row.id}={row.severity}") if row.group != "invalid"]
    command = [sys.executable, "-m", "generator", "lint", "--profile", "strict", "-f", "json", *rules, "."]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(cache_folder)}
    environment["PYTHONPATH"] = str(MANIFESTS.parents[1])
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert ended.returncode == 1, ended.stderr.decode()
    return ended.stdout


def test_two_processes_say_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "manifests"
    folder.mkdir()
    for number, value in enumerate(objects()):
        text = written(mutated(value, [(number * 7, number % len(VALUES), number), (number * 13, "unknown", 0)]))
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    said = {printed(seed, folder, tmp_path / seed) for seed in ("0", "1", "4242")}
    assert len(said) == 1
    assert len(json.loads(said.pop())["findings"]) > 100


@given(texts=bundles, minor=st.sampled_from([25, 34, 37]))
def test_twice_is_as_once(texts: list[str], minor: int) -> None:
    assert found_in(source(texts), minor) == found_in(source(texts), minor)


@given(bundle=st.lists(bundles, min_size=2, max_size=3))
def test_an_engine_forgets_what_it_has_seen(bundle: list[list[str]]) -> None:
    engine = Engine(EVERY)
    one_after_another = [engine.examine(source(texts), 37, {})[0] for texts in bundle]
    assert one_after_another == [found_in(source(texts)) for texts in bundle]


@given(order=st.permutations(range(len(objects()))))
def test_the_order_of_the_files_does_not_matter(order: list[int]) -> None:
    texts = good_texts()
    names = [f"{number}.yaml" for number in order]
    found = found_in(source([texts[number] for number in order], names))
    assert set(found) == set(found_in(source(texts)))


@given(texts=bundles, minor=st.sampled_from([25, 34, 37]))
def test_one_file_is_as_many(texts: list[str], minor: int) -> None:
    together, apart = found_in(source(["---\n".join(texts)]), minor), found_in(source(texts), minor)
    assert _but_of_files(together) == _but_of_files(apart)


def _but_of_files(findings: list[Finding]) -> list[tuple[str, ...]]:
    """Findings without their words, which may name lines, and without those about objects that one file holds twice:
    two files may be meant for two clusters.
    """
    return sorted((one.rule, one.severity, one.object, one.path) for one in findings if one.rule != "duplicate-object")


def _as_json() -> list[str]:
    return [json.dumps(value) for value in objects()]


def _in_one_line() -> list[str]:
    return ["---\n".join(f"{text}\n" for text in _as_json())]


def _with_windows_line_breaks() -> list[str]:
    return [text.replace("\n", "\r\n") for text in good_texts()]


def _in_a_list() -> list[str]:
    return [json.dumps({"apiVersion": "v1", "kind": "List", "items": objects()}, indent=1)]


def _as_people_write_it() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(MANIFESTS.glob("*.yaml"))]


@pytest.mark.parametrize(
    "form",
    [_as_json, _in_one_line, _with_windows_line_breaks, _in_a_list, _as_people_write_it],
    ids=lambda one: one.__name__,
)
def test_the_form_does_not_matter(form: Any) -> None:
    assert verdicts(found_in(source(form()))) == good_verdicts()


def test_several_processes_find_what_one_does() -> None:
    texts = [written(mutated(value, [(seed * 31, seed, seed)])) for seed in range(4) for value in objects()]
    one = source(texts)
    assert found_in(one, jobs=4) == found_in(one)


PLACES = st.builds(Place, st.sampled_from(["a.yaml", "b.yaml"]), st.integers(0, 3), st.integers(0, 3))
FINDINGS = st.builds(
    Finding,
    st.sampled_from(["one", "two"]),
    st.sampled_from(["error", "warning", "note"]),
    st.sampled_from(["wrong", "wrong too"]),
    PLACES,
    path=st.sampled_from(["", "spec"]),
    environments=st.lists(st.sampled_from(["dev", "prod"]), unique=True).map(tuple),
    versions=st.sampled_from([(30,), (34,), (37,)]),
)


@given(findings=st.lists(FINDINGS, max_size=12))
def test_merged_findings_stay_as_they_are(findings: list[Finding]) -> None:
    once = merged(findings, [30, 34, 37])
    assert merged(once, [30, 34, 37]) == once
    assert {(one.rule, one.place, one.path, one.message) for one in findings} == {
        (one.rule, one.place, one.path, one.message) for one in once
    }
    assert [one.place for one in once] == sorted(one.place for one in once)


@given(findings=st.lists(FINDINGS, max_size=12), data=st.data())
def test_the_order_in_which_findings_come_does_not_matter(findings: list[Finding], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(findings))
    assert _unordered(merged(shuffled, [30, 34, 37])) == _unordered(merged(findings, [30, 34, 37]))


def _unordered(findings: Iterable[Finding]) -> set[Finding]:
    return {one._replace(environments=tuple(sorted(one.environments))) for one in findings}


@given(texts=bundles)
def test_several_versions_find_what_each_does(texts: list[str]) -> None:
    together = lint([source(texts)], EVERY, [25, 34, 37]).findings
    for minor in (25, 34, 37):
        alone = lint([source(texts)], EVERY, [minor]).findings
        there = [one for one in together if not one.versions or minor in one.versions]
        assert _but_of_versions(there) == _but_of_versions(alone)


def _but_of_versions(findings: Iterable[Finding]) -> set[Finding]:
    """Findings without their cures, which may name the fields of the first of several versions."""
    return {one._replace(versions=(), cure="") for one in findings}
