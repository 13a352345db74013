import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.app.paths import parse, show


@given(st.lists(st.text(alphabet='ab.\\/*-"1', min_size=1).filter(lambda step: not step.startswith('"')), min_size=1))
def test_a_shown_path_is_read_back(steps: list[str]) -> None:
    assert parse(show(tuple(steps))) == tuple(steps)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("components.web.replicas", ("components", "web", "replicas")),
        (r"annotations.nginx\.io/x", ("annotations", "nginx.io/x")),
        ('mounts."/a.b".volume', ("mounts", "/a.b", "volume")),
        ("components.*.type", ("components", "*", "type")),
    ],
)
def test_written_paths(text: str, steps: tuple[str, ...]) -> None:
    assert parse(text) == steps


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", '"a', '"a"b'])
def test_malformed_paths(text: str) -> None:
    with pytest.raises(ValueError, match=r"empty|closed|must follow"):
        parse(text)
