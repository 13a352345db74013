"""Charts to push, and pushing them as a process of its own."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = 1_700_000_000
CREATED = "2023-11-14T22:13:20Z"


def packed(files: dict[str, str], epoch: int = EPOCH) -> bytes:
    """A .tgz that is always the same."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(text.encode()), epoch
            archive.addfile(member, io.BytesIO(text.encode()))
    return gzip.compress(buffer.getvalue(), mtime=0)


def chart(folder: Path, version: str = "1.2.3", name: str = "shop", text: str = "", more: str = "") -> Path:
    """A chart archive in a folder; ``text`` makes other bytes of the same version, ``more`` stands in Chart.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    about = f"apiVersion: v2\nname: {name}\nversion: {version}\n{more}"
    manifest = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{text: '{text}'}}\n"
    files = {f"{name}/Chart.yaml": about, f"{name}/templates/config.yaml": manifest}
    path = folder / f"{name}-{version}.tgz"
    path.write_bytes(packed(files))
    return path


class Done(NamedTuple):
    """A push that ended."""

    code: int
    out: str
    err: str

    def digests(self) -> list[str]:
        return [line.rpartition(" ")[2] for line in self.out.splitlines()]


def started(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "generator", "push", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def ended(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate(timeout=240)
    return Done(process.returncode, out, err)


def push(*arguments: object, **environment: str) -> Done:
    return ended(started(*arguments, **environment))


def rows(done: Done) -> list[dict[str, object]]:
    """What a push with --format json gave."""
    found: list[dict[str, object]] = json.loads(done.out)
    return found
