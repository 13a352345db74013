"""What a start of the program imports: on the quick paths, as little as possible."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main

APP = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components: {web: {type: web, ports: {http: 8080}, probes: {readiness: /readyz}}}
environments: {dev: {}}
"""
SLOW = {"jinja2", "jsonschema", "kubernetes", "kubernetes_validate", "rich", "ruamel", "click", "pydantic", "pygments"}


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that a process with these arguments has imported when it ends."""
    program = (
        "import sys\nfrom generator.cli.main import run\ncode = run()\n"
        "print('\\nmodules', *sys.modules, file=sys.stderr)\nsys.exit(code)"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(main.__file__).parents[2]),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    argv = [sys.executable, "-S", "-c", program, *arguments]
    environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], *filter(None, sys.path)])
    result = subprocess.run(argv, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return set(result.stderr.rpartition("modules ")[2].split())


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "app.yaml").write_text(APP)
    return tmp_path


def test_a_replayed_render_imports_next_to_nothing(shop: Path) -> None:
    arguments = ["render", "-e", "dev", "-o", "-"]
    assert "typer" in imported(shop, *arguments)
    modules = imported(shop, *arguments)
    assert not packages(modules) & {"typer", "yaml", "typing", "re", "json", "hashlib", "glob", *SLOW}
    assert {module for module in modules if module.startswith("generator")} == {
        "generator", "generator.cli", "generator.cli.main", "generator.cli.replay", "generator.cli.terminal",
    }  # fmt: skip


def test_printing_manifests_imports_nothing_slow(shop: Path) -> None:
    modules = imported(shop, "render", "-e", "dev", "-o", "-", "--no-cache")
    assert not packages(modules) & SLOW
    assert not {module for module in modules if module.startswith("generator.render.chart")}


@pytest.mark.parametrize("arguments", [["--help"], ["render", "--help"], ["--version"], ["schema"]])
def test_help_imports_no_builders(shop: Path, arguments: list[str]) -> None:
    modules = imported(shop, *arguments)
    assert not packages(modules) & {"yaml", *SLOW}
    assert not {module for module in modules if module.startswith(("generator.resources", "generator.documents"))}


def test_a_command_imports_no_other_command(shop: Path) -> None:
    modules = imported(shop, "schema")
    assert not {"generator.cli.render", "generator.cli.init", "generator.cli.environments"} & modules


SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 99}]
"""
WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "shop/web:1", ports: [{containerPort: 8080}]}]}
"""


def test_linting_a_file_imports_little_and_nothing_slow(shop: Path) -> None:
    (shop / "service.yaml").write_text(SERVICE)
    modules = imported(shop, "lint", "service.yaml", "--no-cache")
    assert not packages(modules) & {"typer", "yaml", "jsonschema", "hashlib", "difflib", "fractions", *SLOW}
    ours = {module for module in modules if module.startswith("generator")}
    assert "generator.lint.rules.invalid.service_ports" in ours
    others = ("generator.app", "generator.render", "generator.programs")
    assert not {module for module in ours if module.startswith(others)}
    rules = {module for module in ours if module.count(".") > 3}
    assert len(rules) < 35
    assert len(ours - rules) < 85


def test_injecting_into_a_file_imports_nothing_slow(shop: Path) -> None:
    (shop / "web.yaml").write_text(WEB)
    modules = imported(shop, "inject", "web.yaml", "-q")
    assert not packages(modules) & {"typer", "hashlib", "difflib", *SLOW}
    assert not {module for module in modules if module.startswith(("generator.lint", "generator.render"))}
    (shop / "service.yaml").write_text(SERVICE)
    assert "yaml" not in packages(imported(shop, "inject", "service.yaml", "-q"))


def test_a_replayed_lint_imports_next_to_nothing(shop: Path) -> None:
    (shop / "service.yaml").write_text(SERVICE)
    imported(shop, "lint", "service.yaml")
    modules = imported(shop, "lint", "service.yaml")
    assert not packages(modules) & {"typer", "yaml", "typing", "re", "json", "hashlib", "glob", *SLOW}
    assert {module for module in modules if module.startswith("generator")} == {
        "generator", "generator.cli", "generator.cli.main", "generator.cli.replay", "generator.cli.terminal",
        "generator.cli.tree",
    }  # fmt: skip
