"""The chart of an application on disk, for helm to read."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from generator.render.folder import write
from generator.render.outputs import render

if TYPE_CHECKING:
    from generator.handoff.target import Target


class Chart(NamedTuple):
    """The folder of a chart, the values files of an environment, and the folder to remove afterwards."""

    path: str
    values: tuple[str, ...]
    folder: str


def chart_of(target: Target, below: str) -> Chart:
    """The chart, written into a folder of its own below another one; the same content has the same folder."""
    tree = render(target.application, ("chart",), (target.environment,))
    content = hashlib.sha256()
    for path, data in tree.items():
        content.update(f"{path}\0{len(data)}\0".encode() + data)
    folder = os.path.join(below, f"chart-{content.hexdigest()[:16]}")
    os.makedirs(below, mode=0o700, exist_ok=True)
    write(tree, folder, target.name, force=True)
    chart = os.path.join(folder, "chart", target.name)
    return Chart(chart, (os.path.join(chart, f"values.{target.environment}.yaml"),), folder)
