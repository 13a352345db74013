"""Charts made for one test, and what the real helm makes of them."""

from __future__ import annotations

import os
import subprocess
import tempfile
from typing import TYPE_CHECKING, Any

from generator.documents.emitter import emit
from tests.outputs import read_objects, run, write_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KUBE_VERSION = "1.34"


def written(folder: str, templates: Mapping[str, str], values: Any) -> str:
    """A chart in a folder: its templates by file name, and its values."""
    files = {
        "Chart.yaml": "apiVersion: v2\nname: made\nversion: 0.1.0\n",
        "values.yaml": emit(values) if values else "{}\n",
        **{f"templates/{name}": text for name, text in templates.items()},
    }
    write_tree({name: text.encode() for name, text in files.items()}, folder)
    return folder


def template(helm: str, chart: str, *options: str) -> str:
    """What ``helm template`` prints."""
    return run([helm, "template", "shop", chart, "--namespace", "default", "--kube-version", KUBE_VERSION, *options])


def documents(helm: str, chart: str, *options: str) -> list[Any]:
    """What ``helm template`` gives, as Kubernetes reads it."""
    return read_objects(template(helm, chart, *options), "helm template")


def made(helm: str, templates: Mapping[str, str], values: Any, *later: Any) -> list[Any]:
    """What helm makes of templates and values, over which further values files are laid."""
    with tempfile.TemporaryDirectory() as folder:
        chart = written(folder, templates, values)
        options: list[str] = []
        for number, layer in enumerate(later):
            path = os.path.join(folder, f"later-{number}.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(emit(layer) if layer else "{}\n")
            options += ["-f", path]
        return documents(helm, chart, *options)


def refusal(arguments: Sequence[str]) -> str:
    """What a program says when it fails; "" where it does not."""
    done = subprocess.run(arguments, capture_output=True, check=False, timeout=120)
    return done.stderr.decode() if done.returncode else ""
