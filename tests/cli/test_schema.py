"""``fairlead schema``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.cli.main import run

if TYPE_CHECKING:
    import pytest


def test_the_schema_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    schema = json.loads(capfd.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"name", "components", "environments"} <= set(schema["properties"])
