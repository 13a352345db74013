"""``fairlead lint`` with folders of broken files, odd names: an exit code of its own and a whole report."""

from __future__ import annotations

import gc
import json
import os
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.lint.catalogue import entries
from generator.lint.reports import FORMATS
from tests.lint.mutations import MUTATIONS, mutated, objects, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FEW = settings().max_examples // 3
"""Examples: many of them run kustomize, which takes longer than all the rest."""
NO_REASON_TO_FAIL = [HealthCheck.function_scoped_fixture, *settings().suppress_health_check]
EVERY = [part for row in entries() if row.group != "invalid" for part in ("-r", f"{row.id}={row.severity}")]

broken = st.builds(mutated, st.sampled_from(objects()), MUTATIONS).map(lambda value: written(value).encode())
pieces = st.sampled_from(
    [b"{", b"[", b"'", b"\t", b"\x00", b"\xff", b"---\n", b"...\n", b"{{ .Values.x }}", b"&a *a", b"\r"]
)


@st.composite
def disturbed(draw: st.DrawFn) -> bytes:
    """The bytes of a manifest with a piece put in."""
    text = draw(broken)
    where = draw(st.integers(0, len(text)))
    return text[:where] + draw(pieces) + text[where:]


contents = st.one_of(broken, disturbed(), st.binary(max_size=60))
NAMES = [
    "web.yaml", "a b.yml", "-x.yaml", "é.yaml", "line\nbreak.yaml", "[x].json", "deploy/web.yaml", "Chart.yaml",
    "templates/web.yaml", "values.yaml", "kustomization.yaml", "app.yaml", "%s.yaml", "<b>&amp;.yaml", ".hidden.yaml",
    "::error::x.yaml", "\x1b[31mx.yaml",
]  # fmt: skip
folders = st.dictionaries(st.sampled_from(NAMES), contents, min_size=1, max_size=5)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("FAIRLEAD_CACHE", "off")
    monkeypatch.setenv("FAIRLEAD_HELM", "none")
    monkeypatch.chdir(tmp_path)
    yield
    gc.enable()  # linting, which is a short run, stops it


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    (folder / ".git").mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capfd.readouterr()
    code = main.run(["lint", *arguments])
    captured = capfd.readouterr()
    assert code in (0, 1), captured.err
    assert captured.err == ""
    return code, captured.out


def check_report(form: str, report: str, code: int) -> None:
    """A report says as much as the exit code, is whole, and holds nothing that a terminal obeys."""
    assert all(one.isprintable() or one in "\n\t" for one in report), ascii(report)
    if form == "junit":
        assert code == 0 or next(ET.fromstring(report).iter("failure"), None) is not None  # noqa: S314 - our own report
    elif form in ("json", "sarif", "gitlab"):
        assert json.loads(report) or code == 0
    elif form == "github":
        *commands, summary = report.rstrip("\n").split("\n")
        assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
        assert not summary.startswith("::")
    else:
        assert "error" in report


@settings(max_examples=FEW, suppress_health_check=NO_REASON_TO_FAIL)
@given(files=folders, form=st.sampled_from(FORMATS), version=st.sampled_from(["1.25", "1.30", "1.34", "1.37"]))
def test_any_folder(
    files: dict[str, bytes],
    form: str,
    version: str,
    tmp_path_factory: pytest.TempPathFactory,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    write(folder, files)
    os.chdir(folder)
    code, report = run(capfd, "--profile", "strict", *EVERY, "-k", version, "-f", form)
    check_report(form, report, code)


@settings(max_examples=FEW, suppress_health_check=NO_REASON_TO_FAIL)
@given(files=folders)
def test_each_file_by_its_name(
    files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    write(folder, files)
    os.chdir(folder)
    for name in files:
        run(capfd, f"./{name}")
        run(capfd, "--around", f"./{name}")
