"""The page of ``fairlead diff --html`` in a real browser: tabs, filter, folding, keys, and nothing from the network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.diff.views import show
from tests.chromium import NAMES, Page, chromium
from tests.conftest import candidates, missing
from tests.diff.reports import two_environments

if TYPE_CHECKING:
    from collections.abc import Iterator

SELECTED = "[...document.querySelectorAll('[role=tab]')].findIndex((one) => one.ariaSelected === 'true')"
SHOWN = "[...document.querySelectorAll('[role=tabpanel]:not([hidden]) .object:not([hidden]) summary code')]"
OPEN = "document.querySelectorAll('[role=tabpanel]:not([hidden]) details[open]').length"
FOCUS = "document.activeElement.id"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    found = candidates(*NAMES)
    program = found[0] if found else missing("Chromium", "scripts/tools installs it where it may")
    file = tmp_path_factory.mktemp("page") / "diff.html"
    file.write_text(show("html", two_environments(), width=0, coloured=False), encoding="utf-8")
    with chromium(program) as browser:
        browser.open(file)
        yield browser


def names(page: Page) -> list[str]:
    found: list[str] = page.evaluate(f"{SHOWN}.map((one) => one.textContent)")
    return found


def test_one_environment_is_shown_and_a_click_shows_another(page: Page) -> None:
    page.click("#tab-1")
    assert page.evaluate(SELECTED) == 0
    assert names(page) == ["ConfigMap/shop/new", "Deployment/shop/web"]
    page.click("#tab-2")
    assert page.evaluate(SELECTED) == 1
    assert names(page) == ["Deployment/shop/web"]


def test_the_keys_lead_from_tab_to_tab(page: Page) -> None:
    page.click("#tab-1")
    page.press("ArrowRight")
    assert (page.evaluate(SELECTED), page.evaluate(FOCUS)) == (1, "tab-2")
    page.press("ArrowRight")
    assert page.evaluate(SELECTED) == 0
    page.press("ArrowLeft")
    assert page.evaluate(SELECTED) == 1


def test_the_filter_leaves_what_has_all_words(page: Page) -> None:
    page.click("#tab-1")
    page.click("#filter")
    page.type("configmap NEW")
    assert names(page) == ["ConfigMap/shop/new"]
    assert page.evaluate("document.querySelector('#tab-1 .count').textContent") == "1"
    page.type(" nowhere")
    assert names(page) == []
    assert page.evaluate("!document.querySelector('#panel-1 .none').hidden")
    page.evaluate("(() => {const one = document.querySelector('#filter'); one.value = '';"
                  " one.dispatchEvent(new Event('input'))})()")  # fmt: skip
    assert len(names(page)) == 2


def test_objects_fold_by_mouse_by_key_and_all_at_once(page: Page) -> None:
    page.click("#tab-1")
    page.click("#close")
    assert page.evaluate(OPEN) == 0
    page.click("#panel-1 details summary")
    assert page.evaluate(OPEN) == 1
    page.evaluate("document.querySelector('#panel-1 details summary').focus()")
    page.press("Enter")
    assert page.evaluate(OPEN) == 0
    page.click("#open")
    assert page.evaluate(OPEN) == 2


def test_light_and_dark_can_be_chosen(page: Page) -> None:
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == before


def test_what_looks_like_markup_is_text(page: Page) -> None:
    assert "<script>alert(1)</script>" in page.evaluate("document.body.innerText")
    assert page.evaluate("document.querySelectorAll('script').length") == 1


def test_nothing_is_logged_and_nothing_is_loaded(page: Page, tmp_path: Path) -> None:
    folder = Path(os.environ.get("FAIRLEAD_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    for dark in (False, True):
        file = folder / f"diff-{'dark' if dark else 'light'}.png"
        page.screenshot(file, dark=dark)
        assert file.stat().st_size > 10_000
    assert page.errors == []
    assert [url for url in page.requests if not url.startswith("data:")] == []
