"""How long rendering takes beside ``helm template``, and in one process."""

from __future__ import annotations

import json
import os
import subprocess

from benchmarks.timing import BENCH, PROGRAMS, ROOT, Times, environment, head, in_turns, row

APP = os.path.join(ROOT, "fixtures", "apps", "shop", "app.yaml")
ENVIRONMENT = "prod"
KUBE_VERSION = "1.33"

# Runs in the measured environment: the time from the command's start to its end, once with every import still to be
# made and then again and again; everything is rendered, for every environment, into a new folder each time.
IN_PROCESS = """
import contextlib, io, json, os, shutil, sys, time
app, out, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
times = []
for number in range(runs):
    shutil.rmtree(out, ignore_errors=True)
    sys.argv = ["fairlead", "render", app, "-o", out]
    start = time.perf_counter()
    from generator.cli.main import run
    code = 0
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            code = run()
    except SystemExit as end:
        code = end.code
    times.append(time.perf_counter() - start)
    if code not in (0, None):
        sys.exit(f"rendering ended with {code}")
print(json.dumps({"times": times, "environments": sorted(os.listdir(os.path.join(out, "manifests")))}))
"""


def helms() -> dict[str, str]:
    """The helms there are to compare with: a name and a path each."""
    tools = {
        "Helm 3": os.environ.get("FAIRLEAD_HELM") or os.path.join(ROOT, ".venv", "bin", "helm"),
        "Helm 4": os.path.join(ROOT, ".tools", "bin", "helm4"),
    }
    return {name: path for name, path in tools.items() if os.access(path, os.X_OK)}


def whole_processes(runs: int) -> None:
    """Prints the comparison of fairlead with the helms there are, as whole processes."""
    command, env = os.path.join(PROGRAMS, "fairlead"), environment()
    cold = {**env, "FAIRLEAD_CACHE": "off"}
    out = os.path.join(BENCH, "out")
    subprocess.run([command, "render", APP, "-o", out], check=True, env=cold, capture_output=True)
    [name] = os.listdir(os.path.join(out, "chart"))
    chart = os.path.join(out, "chart", name)
    render = [command, "render", APP, "--env", ENVIRONMENT, "--format", "manifests", "-o", "-"]
    values = ["-f", os.path.join(chart, f"values.{ENVIRONMENT}.yaml")]
    where = ["--namespace", name, "--kube-version", KUBE_VERSION]
    commands = {"fairlead render, cold": (render, cold), "fairlead render, warm": (render, env)}
    for helm, path in helms().items():
        commands[f"{helm} template"] = ([path, "template", name, chart, *values, *where], env)
    times = in_turns(commands, runs)
    rivals = [found.median for label, found in times.items() if label.endswith("template")]
    print(head(f"Rendering {ENVIRONMENT} of {name}, whole processes, {runs} runs in turns; ratios to the fastest helm"))
    for label, found in times.items():
        print(row(label, found, min(rivals) if rivals and label.startswith("fairlead") else None))


def in_process(runs: int) -> None:
    """Prints how long one process takes to render every environment in every format."""
    argv = [os.path.join(PROGRAMS, "python"), "-c", IN_PROCESS, APP, os.path.join(BENCH, "all"), str(runs)]
    env = {**os.environ, "FAIRLEAD_CACHE": "off"}
    done = subprocess.run(argv, check=True, env=env, capture_output=True, text=True)
    found = json.loads(done.stdout)
    print(head(f"Rendering in one process, every format, {len(found['environments'])} environments, {runs} times"))
    print(row("the first time, imports included", Times(found["times"][:1], 0), None))
    print(row("again", Times(found["times"][1:] or found["times"], 0), None))


def measure(runs: int) -> None:
    """Measures and prints."""
    whole_processes(runs)
    in_process(max(2, runs // 4))
