"""The shape of the program, as its source shows it: who imports whom, what starts slowly, what has grown too long.

``violations`` judges any tree of modules, so the last tests show on small bad trees that each rule can fail.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PACKAGE = "generator"

# From the top down: a module may import its own layer and those below it. Layers of one rank do not know each other.
RANKS = (
    {"__main__"},
    {"cli"},
    {"handoff"},
    {"package"},
    {"sources"},
    {"render", "inject", "lint", "diff", "programs"},
    {"resources"},
    {"app", "objects"},
    {"schemas"},
    {"documents"},
    {"errors"},
    {"lean"},
    {"__init__"},
)
RANK = {layer: rank for rank, layers in enumerate(RANKS) for layer in layers}

# Typer is the only door to the command line; the click it is built on is none of our business.
FORBIDDEN_LIBRARIES = {"click"}
# To be imported where they are used. Typer may be imported by the layer that is made of it.
SLOW_LIBRARIES = {"jinja2", "jsonschema", "kubernetes", "kubernetes_validate", "pydantic", "rich", "ruamel", "typer"}
SLOW_BUT_AT_HOME = {("cli", "typer")}
# Parts of the standard library that cost more to import than a small render takes; kept off its path.
SLOW_STANDARD = {"asyncio", "dataclasses", "importlib.resources", "inspect", "pathlib", "subprocess", "tempfile"}
FAST_LAYERS = {"render", "resources", "app", "objects", "schemas", "documents", "errors", "lean", "__init__"}

FORBIDDEN_NAMES = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
MODULE_LINES = 300
FUNCTION_LINES = 40  # without its docstring


class Module(NamedTuple):
    """A source file: its path from the root, dotted name, layer, text and syntax tree."""

    path: str
    name: str
    layer: str
    text: str
    tree: ast.Module


class Import(NamedTuple):
    """A module that an import statement names, and the line it stands on."""

    target: str
    line: int


def modules(root: Path) -> Iterator[Module]:
    """The modules of the package in this folder, in the order of their names."""
    for file in sorted((root / PACKAGE).rglob("*.py")):
        parts = file.relative_to(root).with_suffix("").parts
        text = file.read_text(encoding="utf-8")
        yield Module("/".join(file.relative_to(root).parts), ".".join(parts), parts[1], text, ast.parse(text))


def imports(module: Module, nodes: Iterator[ast.AST]) -> Iterator[Import]:
    """What these statements import; ``from a import b`` names a.b, which may be a module or a name in a."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module.name.split(".")[: -node.level] if node.level else []
            start = ".".join([*package, *([node.module] if node.module else [])])
            yield from (Import(f"{start}.{alias.name}", node.lineno) for alias in node.names)


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: not the bodies of functions, not ``if TYPE_CHECKING``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            yield from (inner for other in child.orelse for inner in (other, *at_import(other)))
            continue
        yield child
        yield from at_import(child)


def layer_of(target: str) -> str | None:
    """The layer an import names, None for what is not ours; a name of the package itself is in ``__init__``."""
    first, *rest = target.split(".")
    if first != PACKAGE:
        return None
    return rest[0] if rest and rest[0] in RANK else "__init__" if len(rest) <= 1 else rest[0]


def wrong_direction(module: Module) -> Iterator[str]:
    if module.layer not in RANK:
        yield f"{module.path}: {module.layer} is in no layer: add it to RANKS"
        return
    for target, line in imports(module, ast.walk(module.tree)):
        layer = layer_of(target)
        if layer is None or layer == module.layer:
            continue
        if layer not in RANK:
            yield f"{module.path}:{line}: {layer} is in no layer: add it to RANKS"
        elif RANK[layer] <= RANK[module.layer]:
            yield f"{module.path}:{line}: {module.layer} must not know {layer}"


def forbidden_library(module: Module) -> Iterator[str]:
    for target, line in imports(module, ast.walk(module.tree)):
        if target.split(".")[0] in FORBIDDEN_LIBRARIES:
            yield f"{module.path}:{line}: {target.split('.')[0]} is not imported anywhere"


def slow_import(module: Module) -> Iterator[str]:
    for target, line in imports(module, at_import(module.tree)):
        library = target.split(".")[0]
        slow = library in SLOW_LIBRARIES and (module.layer, library) not in SLOW_BUT_AT_HOME
        if module.layer in FAST_LAYERS:
            slow = slow or any(f"{target}.".startswith(f"{name}.") for name in SLOW_STANDARD)
        if slow:
            yield f"{module.path}:{line}: {target} is slow: import it in the function that uses it"


def too_long(module: Module) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines >= MODULE_LINES:
        yield f"{module.path}: {lines} lines, under {MODULE_LINES} wanted"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (count := length(node)) >= FUNCTION_LINES:
            yield f"{module.path}:{node.lineno}: {node.name} has {count} lines, under {FUNCTION_LINES} wanted"


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function from ``def`` to its end, without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def meaningless_name(module: Module) -> Iterator[str]:
    for part in module.name.split("."):
        if part.strip("_") in FORBIDDEN_NAMES:
            yield f"{module.path}: {part} names no subject of the field"


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    wrong_direction,
    forbidden_library,
    slow_import,
    too_long,
    meaningless_name,
)


def violations(root: Path) -> list[str]:
    """Everything that is wrong with the package in this folder, one sentence each."""
    return [message for module in modules(root) for rule in RULES for message in rule(module)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_program(repository: Path, rule: Callable[[Module], Iterator[str]]) -> None:
    found = list(modules(repository))
    assert found
    assert [message for module in found for message in rule(module)] == []


LONG_FUNCTION = "def long():\n" + "    pass\n" * (FUNCTION_LINES - 1)
DOCUMENTED = 'def documented():\n    """' + "\n" * FUNCTION_LINES + '    """\n' + "    pass\n" * (FUNCTION_LINES - 2)

BAD = {
    "an import upwards": ("documents/node.py", "from generator.app import load\n", "documents must not know app"),
    "an import upwards in a function": (
        "errors.py",
        "def late():\n    import generator.cli.main\n",
        "errors must not know cli",
    ),
    "an import upwards for types": (
        "app/model.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from generator import render\n",
        "app must not know render",
    ),
    "a relative import upwards": ("app/model.py", "from ..render import chart\n", "app must not know render"),
    "an import sideways": ("lint/rule.py", "from generator.diff.words import say\n", "lint must not know diff"),
    "an unknown layer": ("extra/thing.py", "", "extra is in no layer"),
    "an import of an unknown layer": ("cli/main.py", "from generator.extra.thing import x\n", "extra is in no layer"),
    "click": ("cli/main.py", "def late():\n    from click.testing import CliRunner\n", "click is not imported"),
    "a slow library": ("sources/chart.py", "from ruamel.yaml import YAML\n", "ruamel.yaml.YAML is slow"),
    "a slow library tried": ("lint/x.py", "try:\n    import jsonschema\nexcept ImportError:\n    pass\n", "is slow"),
    "typer below the command line": ("app/load.py", "import typer\n", "typer is slow"),
    "a slow part of the standard library": ("render/files.py", "from pathlib import Path\n", "pathlib.Path is slow"),
    "a long module": ("app/long.py", "x = 1\n" * MODULE_LINES, f"{MODULE_LINES} lines"),
    "a long function": ("app/long.py", LONG_FUNCTION, f"long has {FUNCTION_LINES} lines"),
    "a name without meaning": ("app/_utils.py", "", "_utils names no subject"),
}

GOOD = {
    "downwards": (
        "cli/main.py",
        "import typer\nfrom generator import __version__\nfrom generator.render import chart\n",
    ),
    "within a layer": ("render/chart.py", "from generator.render.files import FileTree\nfrom . import files\n"),
    "slow where it is used": ("render/text.py", "def text():\n    import jinja2\n"),
    "slow for types": ("render/a.py", "import typing\nif typing.TYPE_CHECKING:\n    from pathlib import Path\n"),
    "slow above the fast layers": ("programs/run.py", "import subprocess\n"),
    "a long docstring": ("app/a.py", DOCUMENTED),
}


def write_module(root: Path, name: str, text: str) -> None:
    file = root / PACKAGE / name
    file.parent.mkdir(parents=True)
    file.write_text(text)


@pytest.mark.parametrize(("name", "text", "message"), BAD.values(), ids=BAD)
def test_each_rule_can_fail(tmp_path: Path, name: str, text: str, message: str) -> None:
    write_module(tmp_path, name, text)
    found = violations(tmp_path)
    assert len(found) == 1, found
    assert message in found[0]
    assert found[0].startswith(f"{PACKAGE}/{name}:")


@pytest.mark.parametrize(("name", "text"), GOOD.values(), ids=GOOD)
def test_what_is_right_is_left_alone(tmp_path: Path, name: str, text: str) -> None:
    write_module(tmp_path, name, text)
    assert violations(tmp_path) == []


def test_rendering_imports_nothing_slow(repository: Path, tmp_path: Path) -> None:
    # The same by experiment, because a library may import another one.
    script = (
        "import atexit, json, sys\n"
        "sys.argv = ['fairlead', 'render', sys.argv[1], '--env', 'prod', '--format', 'manifests', '-o', '-']\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from generator.cli.main import run\n"
        "run()\n"
    )
    app = repository / "fixtures" / "apps" / "shop" / "app.yaml"
    done = subprocess.run(
        [sys.executable, "-c", script, str(app)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    *messages, names = done.stderr.splitlines()
    assert (done.returncode, messages) == (0, [])
    assert done.stdout
    loaded = set(json.loads(names))
    assert loaded & (SLOW_LIBRARIES - {"typer"} | FORBIDDEN_LIBRARIES) == set()
