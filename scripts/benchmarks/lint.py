"""How long linting takes beside kubeconform, which gets pruned schemas from the local disk: its best case."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any

from benchmarks.timing import BENCH, PROGRAMS, ROOT, environment, head, in_turns, row, say

MINOR = 34
FILES = 1000
SCHEMA_RULES = ("unreadable", "not-an-object", "unknown-field", "wrong-type", "missing-field")
SCHEMAS = os.path.join(BENCH, "schemas")


def kubeconform(*arguments: str) -> list[str]:
    """The command line of kubeconform at its strictest."""
    program = os.environ.get("KUBECONFORM") or os.path.join(ROOT, ".tools", "bin", "kubeconform")
    where = SCHEMAS + "/{{.ResourceKind}}{{.KindSuffix}}.json"
    strict = ["-strict", "-ignore-missing-schemas", "-kubernetes-version", f"1.{MINOR}.0", "-schema-location", where]
    return [program, *strict, *arguments]


def prune() -> None:
    """Writes the schema of each kind for kubeconform: one file with the definitions that it needs, no descriptions."""
    import kubernetes_validate

    package = os.path.dirname(kubernetes_validate.__file__)
    source = os.path.join(package, "kubernetes-json-schema", f"v1.{MINOR}.0-local-strict")
    os.makedirs(SCHEMAS, exist_ok=True)
    with open(os.path.join(source, "_definitions.json"), encoding="utf-8") as file:
        definitions = json.load(file)["$defs"]
    for name in os.listdir(source):
        if name.startswith("_") or name == "all.json":
            continue
        with open(os.path.join(source, name), encoding="utf-8") as file:
            schema = json.load(file)
        if "apiVersion" in schema.get("properties", {}):
            with open(os.path.join(SCHEMAS, name), "w", encoding="utf-8") as file:
                json.dump(_with_definitions(schema, definitions), file, separators=(",", ":"))


def _with_definitions(schema: Any, definitions: dict[str, Any]) -> Any:
    wanted: set[str] = set()
    pruned = _pruned(schema, wanted)
    found: dict[str, Any] = {}
    while missing := wanted - found.keys():
        for name in missing:
            found[name] = _pruned(definitions[name], wanted)
    return {**pruned, "$defs": found}


def _pruned(value: Any, wanted: set[str]) -> Any:
    if isinstance(value, list):
        return [_pruned(one, wanted) for one in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        name = value["$ref"].rpartition("/")[2]
        wanted.add(name)
        return {"$ref": f"#/$defs/{name}"}
    texts = ("description",)
    return {
        key: _pruned(one, wanted)
        for key, one in value.items()
        if not (key in texts and isinstance(one, str)) and not key.startswith("x-kubernetes")
    }


def thousand(folder: str) -> str:
    """A folder of a thousand manifests: those of the example apps, again and again."""
    target = os.path.join(BENCH, "thousand")
    found = sorted(
        os.path.join(place, name)
        for place, _, names in os.walk(folder)
        for name in names
        if f"{os.sep}manifests{os.sep}" in place and name.endswith(".yaml")
    )
    os.makedirs(target)
    for number in range(FILES):
        shutil.copy(found[number % len(found)], os.path.join(target, f"{number:04}.yaml"))
    return target


def measure(runs: int, manifests: str) -> None:
    """Measures and prints."""
    say("pruning schemas for kubeconform")
    prune()
    one = os.path.join(ROOT, "fixtures", "apps", "minimal", "expected", "manifests", "dev", "web-deployment.yaml")
    folder = manifests or thousand(os.path.join(ROOT, "fixtures", "apps"))
    compare("one file", one, runs, {})
    compare(folder, folder, max(5, runs // 3), {"2 processes": ("--jobs", "2")})


def compare(title: str, path: str, runs: int, more: dict[str, tuple[str, ...]]) -> None:
    """Prints kubeconform and fairlead on one path; ``schemas only`` is all that kubeconform looks at."""
    fairlead, env = os.path.join(PROGRAMS, "fairlead"), environment()
    cold = {**env, "FAIRLEAD_CACHE": "off"}
    lint = [fairlead, "lint", "-k", f"1.{MINOR}", path]
    minimal = [*lint, "--profile", "minimal"]
    schemas = [*lint, *(part for rule in SCHEMA_RULES for part in ("--only", rule))]
    commands = {
        "kubeconform": (kubeconform(path), env),
        "kubeconform, one goroutine": (kubeconform("-n", "1", path), env),
        "fairlead lint, schemas only, cold": (schemas, cold),
        "fairlead lint --profile minimal, cold": (minimal, cold),
        "fairlead lint, cold": (lint, cold),
    }
    for name, arguments in more.items():
        commands[f"fairlead schemas only, cold, {name}"] = ([*schemas, *arguments], cold)
        commands[f"fairlead minimal, cold, {name}"] = ([*minimal, *arguments], cold)
        commands[f"fairlead lint, cold, {name}"] = ([*lint, *arguments], cold)
    commands["fairlead lint, warm"] = (lint, env)
    times = in_turns(commands, runs, (0, 1))
    print(head(f"Linting {title}, whole processes, {runs} runs in turns; ratios to kubeconform"))
    for label, found in times.items():
        print(row(label, found, times["kubeconform"].median))
