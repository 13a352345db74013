"""What changes do to what runs: a case is a folder with two manifests and the effects of going from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diff.compare import compare
from generator.diff.effect import KINDS, Effect, EffectKind
from generator.diff.effects.environment import effects_of
from tests.conftest import REPOSITORY
from tests.diff.effecting import NEWEST, effects_between, scope_of, told
from tests.lint.mutations import MUTATIONS, Mutation, mutated, objects, written

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diff.model import EnvironmentDiff
    from tests.conftest import Golden

FOLDER = REPOSITORY / "fixtures" / "diff" / "effects"
CASES = sorted(path for path in FOLDER.iterdir() if path.is_dir())
TRICKY = (
    "env-order-that-references-follow", "env-order-that-means-nothing", "probe-handler-switched",
    "autoscaler-takes-over-replicas", "selector-of-a-deployment", "selector-of-a-service-ahead-of-its-pods",
    "claim-grows", "claim-shrinks", "config-of-two-components", "config-with-a-checksum", "component-renamed",
    "service-type-from-load-balancer", "job-template",
)  # fmt: skip
"""The cases that every diff has to get right."""


def sides(case: str) -> tuple[str, str]:
    before, after = ((FOLDER / case / name).read_text(encoding="utf-8") for name in ("before.yaml", "after.yaml"))
    return before, after


def all_of(diff: EnvironmentDiff) -> list[Effect]:
    return [effect for one in diff.objects for effect in one.effects] + list(diff.effects)


def messages(diff: EnvironmentDiff) -> list[str]:
    return [effect.message for effect in all_of(diff)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_effects_are_those_that_are_expected(case: Path, golden: Golden) -> None:
    golden(case / "effects.txt", told(effects_between(*sides(case.name))))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_object_has_effects_the_gravest_first_and_each_has_a_line(case: Path) -> None:
    diff = effects_between(*sides(case.name))
    assert diff.objects
    for one in diff.objects:
        ranks = [KINDS.index(effect.kind) for effect in one.effects]
        assert ranks
        assert ranks == sorted(ranks)
        for effect in one.effects:
            assert effect.object
            assert effect.cause is not None
            assert effect.cause.source == f"{effect.side}.yaml"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_that_changes_has_no_effects(case: Path) -> None:
    for text in sides(case.name):
        diff = effects_between(text, text)
        assert (diff.objects, diff.effects) == ((), ())


def test_each_tricky_case_is_there() -> None:
    assert set(TRICKY) <= {case.name for case in CASES}


def test_each_kind_of_effect_has_cases() -> None:
    assert set(KINDS) == set(get_args(EffectKind))
    found = {effect.kind for case in CASES for effect in all_of(effects_between(*sides(case.name)))}
    assert found == set(KINDS)


def test_what_costs_availability_is_told_whether_it_is_new_or_not() -> None:
    found = {text for case in CASES for text in messages(effects_between(*sides(case.name)))}
    for end in ("(it was so before)", "(new with this change)", "(it was so before, and stays so)", "pods are cured)"):
        assert any(text.endswith(end) for text in found), end
    assert any(text.startswith("from the next rollout on: ") for text in found)


def test_an_environment_that_is_new() -> None:
    scope = scope_of(sides("image")[0], "after.yaml")
    (environment,) = compare({}, {"prod": scope}, ("before", "after")).environments
    diff = effects_of(environment, NEWEST)
    assert [one.effects[0].message for one in diff.objects] == [
        "is new",
        "new: 3 pods, cpu requests of 600m, memory requests of 768Mi",
    ]
    assert messages(diff)[-1] == "all workloads: 3 pods requesting cpu 600m and memory 768Mi"
    assert diff.effects[0].numbers["replicas"] == [None, 3]


def test_an_environment_that_is_gone_deletes_nothing() -> None:
    scope = scope_of(sides("image")[0], "before.yaml")
    (environment,) = compare({"prod": scope}, {}, ("before", "after")).environments
    diff = effects_of(environment, NEWEST)
    assert [one.effects for one in diff.objects] == [(), ()]
    assert [effect.kind for effect in diff.effects] == ["none"]


def test_environments_side_by_side_are_not_moved_from_one_namespace_to_the_other() -> None:
    text = sides("image")[0]
    staging, prod = (text.replace("namespace: shop", f"namespace: {name}") for name in ("staging", "prod"))
    scopes = {"": scope_of(staging, "before.yaml")}, {"": scope_of(prod, "after.yaml")}
    (environment,) = compare(*scopes, ("staging", "prod"), across=True).environments
    found = all_of(effects_of(environment, NEWEST))
    assert {effect.message for effect in found} == {"the same object in the namespace of the other environment"}


def test_a_stateful_set_has_several_pods_away_from_the_version_on_that_honours_it() -> None:
    case = sides("stateful-set-with-several-away")
    for minor, text in ((36, "1 of 3 pods is away"), (37, "2 of 3 pods are away")):
        assert any(text in message for message in messages(effects_between(*case, minor)))


def test_the_cure_for_a_missing_pre_stop_hook_is_one_that_the_version_knows() -> None:
    case = sides("pre-stop-hook-missing-before")
    for minor, text in ((29, 'exec: {command: [sleep, "10"]}'), (30, "sleep: {seconds: 10}")):
        assert any(text in effect.cure for effect in all_of(effects_between(*case, minor)))


def test_files_are_not_all_that_there_is() -> None:
    case = sides("ingress-path-and-backend")
    assert "downtime" in {effect.kind for effect in all_of(effects_between(*case))}
    assert "downtime" not in {effect.kind for effect in all_of(effects_between(*case, whole=False))}


@pytest.mark.parametrize("place", ["data", "stringData"])
def test_no_effect_repeats_what_is_secret(place: str) -> None:
    head = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: db, namespace: shop}}\n{place}: "
    before, after = (
        f"{head}{{password: {value}}}\n---\n"
        + sides("image")[0].replace("image:", f"args: [{value}]\n          image:")
        for value in ("aHVudGVyMg==", "aHVudGVyMw==")
    )
    diff = effects_between(before, after)
    assert {one.resource.kind for one in diff.objects} == {"Secret", "Deployment"}
    assert "hunter" not in told(diff)
    assert "aHVudGVy" not in told(diff)


@given(
    st.lists(st.tuples(st.integers(0, 999), MUTATIONS), min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from([25, 29, 33, NEWEST]),
)
def test_whatever_changes_has_effects(changes: list[tuple[int, list[Mutation]]], whole: bool, minor: int) -> None:
    before = list(objects())
    after = list(before)
    for where, mutations in changes:
        index = where % len(after)
        after[index] = mutated(after[index], mutations)
    texts = ["\n---\n".join(map(written, values)) for values in (before, after)]
    for texts_of_sides in (texts, texts[::-1]):
        one, other = (scope_of(text, "all.yaml", minor, whole=whole, strict=False) for text in texts_of_sides)
        (environment,) = compare({"": one}, {"": other}, ("before", "after")).environments
        diff = effects_of(environment, minor)
        assert len(diff.objects) == len(environment.objects)
        assert all(one.effects for one in diff.objects)
