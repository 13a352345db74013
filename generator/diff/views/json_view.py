"""The report itself, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diff.report import Report


def show(report: Report, width: int, *, coloured: bool) -> str:  # noqa: ARG001 - programs need neither
    """The report as JSON; the lines of objects are left out, they are for people."""
    environments = [
        {**environment, "objects": [{**one, "lines": []} for one in environment["objects"]]}
        for environment in report["environments"]
    ]
    return json.dumps({**report, "environments": environments}, ensure_ascii=False, indent=2) + "\n"
