from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents import workers

if TYPE_CHECKING:
    from collections.abc import Sequence


def doubled(share: Sequence[int]) -> list[int]:
    return [2 * number for number in share]


def who(share: Sequence[int]) -> tuple[int, int]:
    time.sleep(0.01)
    return os.getpid(), len(share)


def failing(share: Sequence[int]) -> list[int]:
    if share[0] > 0:
        raise ValueError(f"no {share[0]}")
    return list(share)


@given(st.lists(st.integers(0, 9), max_size=200), st.integers(0, 5))
def test_results_come_in_the_order_of_the_items(items: list[int], jobs: int) -> None:
    results = workers.in_parts(doubled, items, jobs)
    assert [number for share in results for number in share] == doubled(items)


def test_the_processes_take_parts_alike_in_size() -> None:
    found = workers.in_parts(who, range(400), 4)
    assert len({process for process, _ in found}) == 4
    assert len(found) == 4 * workers.PARTS
    assert {size for _, size in found} == {3, 4}
    assert sum(size for _, size in found) == 400


def test_few_items_stay_here() -> None:
    assert workers.in_parts(who, range(10), 4) == [(os.getpid(), 10)]


def test_what_fails_elsewhere_fails_here_and_leaves_nothing_behind() -> None:
    before = children()
    with pytest.raises(ValueError, match=r"no \d+"):
        workers.in_parts(failing, range(400), 4)
    assert children() <= before


def children() -> set[str]:
    """The processes that this one has started and not waited for: servers of other tests may be among them."""
    tasks = Path("/proc/self/task")
    if not tasks.is_dir():
        pytest.skip("only Linux tells the children of a process")
    return {child for task in tasks.iterdir() for child in (task / "children").read_text().split()}
