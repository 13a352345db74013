from __future__ import annotations

import os
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
    return os.getpid(), len(share)


def failing(share: Sequence[int]) -> list[int]:
    if share[0] > 0:
        raise ValueError(f"no {share[0]}")
    return list(share)


@given(st.lists(st.integers(0, 9), max_size=200), st.integers(0, 5))
def test_results_come_in_the_order_of_the_items(items: list[int], jobs: int) -> None:
    results = workers.in_shares(doubled, items, jobs, lambda number: number)
    assert [number for share in results for number in share] == doubled(items)


def test_each_share_has_a_process_of_its_own() -> None:
    found = workers.in_shares(who, range(400), 4, lambda _: 1)
    assert len({process for process, _ in found}) == 4
    assert [size for _, size in found] == [100] * 4


def test_few_items_stay_here() -> None:
    assert workers.in_shares(who, range(10), 4, lambda _: 1) == [(os.getpid(), 10)]


def test_what_fails_elsewhere_fails_here_and_leaves_nothing_behind() -> None:
    with pytest.raises(ValueError, match=r"no \d+"):
        workers.in_shares(failing, range(400), 4, lambda _: 1)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
