"""Real manifests, each a scope of its own: what inject promises holds for all of them.

They lie beside the checkout (``shared/corpus/real``); without them these tests are skipped. The counts are printed.
"""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from generator.documents.manifest import Manifest, flatten
from generator.documents.reading import read
from generator.documents.source import Source
from generator.inject.run import File, inject
from generator.inject.settings import Settings
from generator.lint.catalogue import entries
from generator.lint.engine import Engine
from generator.lint.settings import Settings as LintSettings
from generator.schemas.bundle import versions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.inject.result import Injected
    from generator.lint.finding import Finding

    Counted = Callable[[Counter[str]], None]

pytestmark = pytest.mark.filterwarnings("error")
ROLLOUT = {entry.id for entry in entries() if entry.group == "rollout"}
KINDS = {"Deployment", "StatefulSet", "DaemonSet", "PodDisruptionBudget"}
NUMBERS_OF_PEOPLE = {"single-replica", "autoscaler-minimum"}
"""How many pods an application has, and can have, is not for inject to say."""

ENGINE = Engine(LintSettings(profile="strict"))
RUNS = {
    "as it is": Settings(),
    "for 1.30 and newer": Settings(minors=(30,)),
    "with security": Settings(flags={"security": "restricted"}),
    "with everything": Settings(
        flags={
            "longestRequestSeconds": 180,
            "readiness": {"httpGet": {"path": "/readyz"}},
            "liveness": {"httpGet": {"path": "/livez"}},
            "security": "platform",
            "requests": {"cpu": "10m"},
        },
        override=True,
    ),
}


class Real(NamedTuple):
    """A real file: its name in the corpus and its text."""

    name: str
    text: str


@pytest.fixture(scope="module")
def corpus(repository: Path) -> list[Real]:
    folder = repository.parent / "shared" / "corpus" / "real"
    if not folder.is_dir():
        pytest.skip("the real manifests are not beside this checkout: shared/corpus/real")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert files
    return [Real(str(path.relative_to(folder)), path.read_bytes().decode(errors="surrogateescape")) for path in files]


@pytest.fixture
def counted(capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Counted:
    """Prints counts, also of a test that passes."""

    def write(counts: Counter[str]) -> None:
        with capsys.disabled():
            told = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
            sys.stdout.write(f"\n{request.node.name}: {told}\n")

    return write


def source(text: str) -> Source:
    reading = read(text, "real.yaml")
    manifests = tuple(Manifest(one.value, one) for one in reading.documents)
    return Source("real.yaml", "manifests", manifests, tuple(reading.documents), tuple(reading.problems))


def found_in(text: str, minor: int) -> list[Finding]:
    return ENGINE.examine(source(text), minor, {})[0]


def errors(text: str, minor: int) -> list[tuple[str, str, str]]:
    return sorted((one.rule, one.object, one.message) for one in found_in(text, minor) if one.severity == "error")


def holds(new: Any, old: Any) -> bool:
    """Whether a value has all that another one has; what was null or empty may have become anything."""
    if old is None or old in ({}, []):
        return True
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and holds(new[key], value) for key, value in old.items())
    if isinstance(old, list):
        pairs = zip(new, old, strict=False) if isinstance(new, list) and len(new) >= len(old) else None
        return pairs is not None and all(holds(one, other) for one, other in pairs)
    return bool(new == old and type(new) is type(old))


def objects(text: str) -> list[Any]:
    return [one.value for one in flatten(source(text).manifests)]


def is_new(value: Any) -> bool:
    return isinstance(value, dict) and value.get("kind") == "PodDisruptionBudget"


def lost(before: str, after: str) -> list[str]:
    """The lines that are neither there as they were nor, with more in them, in the line in their place."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    missing = []
    for kind, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "delete":
            missing += old[first:last]
        elif kind == "replace":
            characters = iter("".join(new[start:end]))
            kept = "".join(old[first:last]).rstrip("\n").removesuffix("{}").removesuffix("[]").removesuffix("null")
            missing += [] if all(one in characters for one in kept) else old[first:last]
    return missing


def run(real: Real, settings: Settings) -> Injected:
    return inject([File(real.name, real.text)], settings)[real.name]


@pytest.mark.parametrize("settings", RUNS.values(), ids=RUNS)
def test_what_was_valid_stays_valid_and_a_second_run_changes_nothing(
    corpus: list[Real], settings: Settings, counted: Counted
) -> None:
    counts: Counter[str] = Counter()
    for real in corpus:
        counts["files"] += 1
        found = run(real, settings)
        if found.problems:
            counts["unreadable or templates"] += 1
            assert found.text == real.text
            continue
        counts.update(note.action for note in found.notes)
        assert run(Real(real.name, found.text), settings).text == found.text, real.name
        if found.text == real.text:
            continue
        counts["changed files"] += 1
        for minor in versions():
            if minor >= min(settings.minors or (0,)) and not errors(real.text, minor):
                counts["verdicts"] += 1
                assert errors(found.text, minor) == [], (real.name, minor)
    counted(counts)
    assert counts["changed files"]


def test_every_other_value_and_line_is_as_before(corpus: list[Real], counted: Counted) -> None:
    counts: Counter[str] = Counter()
    for real in corpus:
        found = run(real, Settings())
        if found.text == real.text:
            continue
        counts["changed files"] += 1
        before, after = objects(real.text), objects(found.text)
        added = [one for one in after if is_new(one) and one not in before]
        same = [one for one in after if one not in added]
        assert len(same) == len(before), real.name
        assert all(holds(new, old) for new, old in zip(same, before, strict=True)), real.name
        assert lost(real.text, found.text) == [], real.name
        counts["values"] += sum(map(_size, before))
        counts["lines"] += real.text.count("\n")
        counts["new lines"] += found.text.count("\n") - real.text.count("\n")
        counts["new objects"] += len(added)
    counted(counts)
    assert counts["changed files"]


@pytest.mark.parametrize(
    "settings", [Settings(minors=(30,)), Settings(minors=(30,), override=True)], ids=["as it is", "with override"]
)
def test_what_lint_still_finds_is_told(corpus: list[Real], settings: Settings, counted: Counted) -> None:
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for real in corpus:
        found = run(real, settings)
        if found.problems:
            continue
        told = {note.resource for note in found.notes if note.action in ("kept", "refused")}
        before.update(one.rule for one in _rollout(real.text))
        left = _rollout(found.text)
        after.update(one.rule for one in left)
        for one in left:
            if one.rule not in NUMBERS_OF_PEOPLE and not _is_seen_nowhere(one, found.text):
                assert one.object in told, (real.name, one)
    counted(Counter({f"{rule} ({before[rule]} before)": after[rule] for rule in before | after}))
    assert sum(after.values()) < sum(before.values())


def _rollout(text: str) -> list[Finding]:
    return [one for one in found_in(text, versions()[-1]) if one.rule in ROLLOUT and one.object.split("/")[0] in KINDS]


def _is_seen_nowhere(finding: Finding, text: str) -> bool:
    """Whether it is about a budget whose pods are not in sight, or may be members of a quorum."""
    kinds = {str(one.get("kind")) for one in objects(text) if isinstance(one, dict)}
    return finding.rule == "unhealthy-pod-eviction" and ("Deployment" not in kinds or "StatefulSet" in kinds)


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, list) else 1
