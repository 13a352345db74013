"""The record of a release: what is written is read back, and what is no record is refused with a cure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError
from generator.package.release import Bundle, Chart, Environment, ImageUse, Release, read, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RELEASE = Release(
    name="shop",
    version="1.4.0",
    app_version="1.42.0",
    commit="3fa633d" * 5,
    dirty=False,
    build="https://ci.example.com/1",
    epoch=1_700_000_000,
    epoch_source="commit",
    charts=(Chart("shop-1.4.0.tgz", "0" * 64),),
    bundles=(Bundle("shop-1.4.0-manifests.tgz", "1" * 64, "manifests"),),
    environments={
        "dev": Environment("", "", False, "1.37", "values.dev.yaml", "2" * 64, ()),
        "prod": Environment(
            "shop", "prod-eu", True, "1.33", "values.prod.yaml", "3" * 64, (ImageUse("shop:1", ""), ImageUse("b", "c"))
        ),
    },
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    (tmp_path / "release.json").write_bytes(written(RELEASE))
    assert read(str(tmp_path)) == RELEASE
    assert read(str(tmp_path / "release.json")) == RELEASE


def test_unknown_keys_are_ignored(tmp_path: Path) -> None:
    content = json.loads(written(RELEASE))
    content["later"] = content["environments"]["prod"]["later"] = 1
    (tmp_path / "release.json").write_text(json.dumps(content))
    assert read(str(tmp_path)) == RELEASE


def test_the_keys_are_those_that_are_documented() -> None:
    content = json.loads(written(RELEASE))
    assert list(content) == [
        "release", "name", "version", "appVersion", "commit", "dirty", "build", "epoch", "epochSource", "charts",
        "bundles", "environments",
    ]  # fmt: skip
    assert list(content["environments"]["prod"]) == [
        "namespace", "context", "protected", "kubeVersion", "valuesFile", "valuesHash", "images",
    ]  # fmt: skip


def removed(content: dict[str, Any]) -> None:
    del content["version"]


def later(content: dict[str, Any]) -> None:
    content["release"] = 2


def truth(content: dict[str, Any]) -> None:
    content["epoch"] = True


def elsewhere(content: dict[str, Any]) -> None:
    content["charts"][0]["file"] = "../../etc/passwd"


def no_map(content: dict[str, Any]) -> None:
    content["environments"]["prod"]["images"][1] = "shop"


WRONG: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (removed, "version: is missing"),
    (later, "is a release record of version 2, and 1 is known here"),
    (truth, "epoch: is no whole number"),
    (elsewhere, r"charts\[0\]\.file: '../../etc/passwd' is no name of a file"),
    (no_map, r"environments\.prod\.images\[1\]: is no map"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_what_is_wrong_is_said_with_its_path(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    content = json.loads(written(RELEASE))
    change(content)
    (tmp_path / "release.json").write_text(json.dumps(content))
    with pytest.raises(InputError, match=message) as error:
        read(str(tmp_path))
    [problem] = error.value.problems
    assert problem.cure == "package it again with: fairlead package"
    assert problem.place is not None
    assert problem.place.source == str(tmp_path / "release.json")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "1", "[" * 200_000, "\udcff"])
def test_what_is_no_record(tmp_path: Path, text: str) -> None:
    (tmp_path / "release.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError):
        read(str(tmp_path))


def test_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read(str(tmp_path))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.sampled_from(list(json.loads(written(RELEASE)))), JSON)
def test_no_value_gives_a_traceback(tmp_path_factory: pytest.TempPathFactory, key: str, value: Any) -> None:
    path = tmp_path_factory.mktemp("record") / "release.json"
    path.write_text(json.dumps({**json.loads(written(RELEASE)), key: value}))
    try:
        assert read(str(path))._fields == Release._fields
    except InputError as error:
        assert error.problems  # noqa: PT017 - either is right, and nothing else
