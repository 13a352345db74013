"""Which objects of two sides belong together, and in which order they are told."""

from __future__ import annotations

import pytest

from generator.diff.compare import compare
from generator.diff.renames import stem
from tests.diff.objects import deployment, diff_of, objects_of, said, scope


def config(name: str, namespace: str = "", data: str = "{a: x}") -> str:
    inside = f", namespace: {namespace}" if namespace else ""
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}{inside}}}\ndata: {data}\n---\n"


def actions(before: str, after: str, *, across: bool = False) -> list[str]:
    return [
        f"{one.action} {one.before if one.before is not None and one.after is None else one.after}"
        for one in objects_of(before, after, across=across)
    ]


def test_nothing_differs_from_itself() -> None:
    (environment,) = diff_of(deployment(), deployment()).environments
    assert environment.objects == ()


def test_what_one_side_alone_has_is_created_or_deleted() -> None:
    assert actions(config("a", data="{k: 'on'}"), deployment()) == [
        "deleted ConfigMap/a",
        "created Deployment/shop/web",
    ]


def test_an_api_version_that_moved_is_a_change() -> None:
    (one,) = objects_of(deployment(), deployment().replace("apps/v1", "extensions/v1beta1"))
    assert one.action == "changed"
    assert said(one.differences) == ["apiVersion: apps/v1 -> extensions/v1beta1"]


def test_custom_resources_of_other_groups_are_other_objects() -> None:
    web = "apiVersion: %s/v1\nkind: Web\nmetadata: {name: web}\n"
    assert actions(web % "a.example", web % "b.example") == ["deleted Web/web", "created Web/web"]


def test_a_namespace_that_one_side_leaves_out_is_a_change() -> None:
    assert actions(config("a"), config("a", "shop")) == ["changed ConfigMap/shop/a"]
    assert actions(config("a"), config("a", "shop") + config("a", "store")) == [
        "deleted ConfigMap/a",
        "created ConfigMap/shop/a",
        "created ConfigMap/store/a",
    ]


def test_environments_may_have_namespaces_of_their_own() -> None:
    before = config("a", "staging") + config("b", "staging")
    after = config("a", "prod") + config("b", "prod")
    assert actions(before, after, across=True) == ["changed ConfigMap/prod/a", "changed ConfigMap/prod/b"]


def test_an_object_in_several_files_is_that_of_the_same_file() -> None:
    def side(dev: str, prod: str) -> dict[str, object]:
        both = [
            *scope(config("a", data=dev), "dev/a.yaml").resources,
            *scope(config("a", data=prod), "prod/a.yaml").resources,
        ]
        found = scope(config("a"))
        found.resources = both
        return {"": found}

    (environment,) = compare(side("{k: '1'}", "{k: '2'}"), side("{k: '1'}", "{k: '3'}"), ("a", "b")).environments  # type: ignore[arg-type]
    (one,) = environment.objects
    assert said(one.differences) == ["data.k: 2 -> 3"]
    assert one.resource.manifest.origin.source == "prod/a.yaml"


def test_generated_names_are_matched_by_what_they_begin_with() -> None:
    job = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: %s}\nspec: {backoffLimit: %d}\n"
    assert actions(job % ("web-", 1), job % ("web-", 2)) == ["changed Job/web-*"]
    assert actions(job % ("web-", 1), job % ("api-", 1)) == ["created Job/api-*", "deleted Job/web-*"]


def test_objects_are_told_in_the_order_in_which_they_are_applied() -> None:
    crd = "apiVersion: example.com/v1\nkind: Zed\nmetadata: {name: a}\n---\n"
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n---\n"
    assert actions("", crd + deployment() + "---\n" + service + config("b") + config("a", "shop")) == [
        "created ConfigMap/b",
        "created ConfigMap/shop/a",
        "created Service/web",
        "created Deployment/shop/web",
        "created Zed/a",
    ]


def test_environments_are_those_of_both_sides() -> None:
    one = scope(config("a"))
    diff = compare({"dev": one, "old": one}, {"prod": one, "dev": one, "gone": None}, ("HEAD", "working tree"))
    found = [(each.name, each.before is None, each.after is None, len(each.objects)) for each in diff.environments]
    assert found == [
        ("prod", True, False, 1),
        ("dev", False, False, 0),
        ("gone", True, True, 0),
        ("old", False, True, 1),
    ]
    assert (diff.before, diff.after) == ("HEAD", "working tree")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("web-config-3f2a91c0", "web-config"),
        ("web-config-g4hk9g2ff5", "web-config"),
        ("web-config", "web-config"),
        ("web-20240101", "web-20240101"),
        ("web-v2", "web-v2"),
        ("web-decade", "web-decade"),
        ("3f2a91c0", "3f2a91c0"),
        ("-3f2a91c0", "-3f2a91c0"),
    ],
)
def test_a_checksum_is_told_from_a_part_of_the_name(name: str, expected: str) -> None:
    assert stem(name) == expected
