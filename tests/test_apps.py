"""What the fixture apps give, as exact text, so that a change of any output is seen in review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fixture_apps import APPS, NAMES, rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import GoldenTree

WHOLE = {"minimal", "shop"}
"""Apps of which everything is kept."""

SHOWN = ("manifests/", "chart/{name}/templates/", "chart/{name}/values")
"""What is kept of the others: their charts' other files and their overlays say nothing that these do not."""

SAME_EVERYWHERE = ("NOTES.txt", "_helpers.tpl", ".schema.json", "tests/")
"""Files that differ from app to app in names only."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NAMES])
def test_outputs_are_as_expected(name: str, golden_tree: GoldenTree) -> None:
    golden_tree(APPS / name / "expected", expected_files(name))


def expected_files(name: str) -> Mapping[str, str]:
    """The rendered files of an app that its folder keeps."""
    app = rendered(name)
    shown = tuple(prefix.format(name=app.app.name) for prefix in SHOWN)
    return {
        path: content.decode("utf-8")
        for path, content in app.tree.items()
        if name in WHOLE or (path.startswith(shown) and not any(part in path for part in SAME_EVERYWHERE))
    }
