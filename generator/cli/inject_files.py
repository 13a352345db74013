"""Which files are injected into, and what is read with them."""

from __future__ import annotations

import os
import sys

from generator.cli.fix_files import is_in_chart, is_rendered
from generator.cli.kustomize_parts import Parts
from generator.errors import InputError, Place, Problem
from generator.inject.run import File
from generator.lean import TYPE_CHECKING, NamedTuple
from generator.sources.folders import CHART, KUSTOMIZATIONS, Folder, is_description, is_kustomization
from generator.sources.manifests import STDIN
from generator.sources.texts import LARGEST, PIPES, decoded, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HINTS = ("apiVersion", "kind")
_CHART = "a chart has to be rendered first"
_CHART_CURE = "make it a post-renderer: helm template … --post-renderer fairlead --post-renderer-args inject"
_TEMPLATE = "what is part of a chart has to be rendered first"
_KUSTOMIZATION = "a kustomization holds no objects itself"
_APP = "what fairlead renders from an app description has all of this"
_RENDERED = "it was rendered by fairlead: change what it is made from"


class Passed(NamedTuple):
    """A file or folder that was met and is left alone, and why."""

    path: str
    reason: str


class Files(NamedTuple):
    """What was read: ``files`` are one scope, of which those in ``wanted`` may be changed.

    ``named`` are those that a person named. ``problems`` say what cannot be used.
    """

    files: list[File]
    wanted: frozenset[str]
    named: frozenset[str]
    passed: list[Passed]
    problems: list[Problem]


def stdin_file() -> File:
    """What comes from stdin. Raises InputError where that is no text."""
    data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b""
    if len(data) > LARGEST:
        message = f"is larger than {LARGEST // (1024 * 1024)} MiB: it is not read"
        raise InputError([Problem(Place(STDIN, 0, 0), "", message)])
    text = decoded(data, STDIN)
    if isinstance(text, Problem):
        raise InputError([text])
    return File(STDIN, text)


def files_of(paths: Sequence[str], exclude: Sequence[str], *, around: bool) -> Files:
    """The manifests that paths lead to; with ``around`` those that are read with them as well.

    Raises InputError, before anything else, for a path that leads to nothing.
    """
    search = _Search(exclude, lenient=around)
    for path in dict.fromkeys(paths):
        search.add(path)
    if search.missing:
        raise InputError(search.missing)
    wanted = dict.fromkeys(search.found)
    every = dict(wanted)
    if around:
        beside = _Search(exclude, lenient=True)
        for folder in dict.fromkeys(os.path.dirname(path) or "." for path in wanted):
            beside.add(folder)
        every.update(dict.fromkeys(beside.found))
    return _read(every, wanted, search)


def _read(every: Iterable[str], wanted: Iterable[str], search: _Search) -> Files:
    files, problems = [], list(search.problems)
    for path in every:
        text = File(STDIN, "") if path == "-" else text_of(path)
        if path == "-":
            files.append(stdin_file())
        elif isinstance(text, Problem):
            problems += [text] if path in search.named else []
        elif path in search.named or all(hint in str(text) for hint in _HINTS):
            files.append(File(path, str(text)))
    passed = search.passed
    if not files and not search.lenient:  # nothing else was named, so that this cannot be what was meant
        problems += search.refused
        passed = [one for one in passed if one.path not in {str(problem.place) for problem in search.refused}]
    names = [STDIN if path == "-" else path for path in wanted]
    return Files(files, frozenset(names), frozenset(search.named), passed, problems)


class _Search:
    """What paths lead to, each file once; ``lenient`` passes over what is named and is no manifest."""

    def __init__(self, exclude: Sequence[str], *, lenient: bool) -> None:
        self.found: list[str] = []
        self.named: set[str] = set()
        self.passed: list[Passed] = []
        self.problems: list[Problem] = []
        self.missing: list[Problem] = []
        self.refused: list[Problem] = []
        self._exclude = exclude
        self.lenient = lenient
        self._real: set[str] = set()
        self._rendered: dict[str, bool] = {}
        self._parts = Parts()

    def add(self, path: str) -> None:
        """Add a file, a folder or ``-``."""
        if path == "-":
            self.named.add(STDIN)
            self.found.append(path)
        elif os.path.isdir(path):
            self._add_folder(os.path.normpath(path))
        elif not os.path.exists(path):
            message = "is a link that leads to nothing" if os.path.islink(path) else "there is no such file or folder"
            self.missing.append(Problem(Place(path, 0, 0), "", message))
        else:
            self._add_file(path if path.startswith(PIPES) else os.path.normpath(path))

    def _add_folder(self, root: str) -> None:
        folder = Folder(root, self._exclude)
        self.problems += folder.problems
        if root in folder.charts:
            self._refuse(root, _CHART, _CHART_CURE)
            return
        self.passed += [Passed(chart, f"{_CHART} ({_CHART_CURE})") for chart in folder.charts]
        self.passed += [Passed(app, _APP) for app in folder.apps]
        for path in folder.files:
            self._take(path)

    def _add_file(self, path: str) -> None:
        name = os.path.basename(path)
        if name == CHART or name.endswith((".tgz", ".tar.gz")):
            self._refuse(path, _CHART, _CHART_CURE)
        elif name in KUSTOMIZATIONS and is_kustomization(path):
            self._pass(path, _KUSTOMIZATION, named=True)
        elif not path.startswith(PIPES) and is_in_chart(path):
            self._refuse(path, _TEMPLATE, _CHART_CURE)
        elif not path.startswith(PIPES) and is_description(path):
            self._refuse(path, _APP)
        else:
            self._take(path, named=not self.lenient)

    def _refuse(self, path: str, message: str, cure: str = "") -> None:
        """Say that something that was named cannot be used; where that is meant to be passed over, say nothing."""
        if not self.lenient:
            self.problems.append(Problem(Place(path, 0, 0), "", message, cure))

    def _pass(self, path: str, reason: str, *, named: bool = False) -> None:
        """Leave something alone."""
        self.passed.append(Passed(path, reason))
        self.refused += [Problem(Place(path, 0, 0), "", reason)] if named else []

    def _take(self, path: str, *, named: bool = False) -> None:
        real = os.path.realpath(path)
        if real in self._real:
            return
        self._real.add(real)
        reason = self._reason(path, real)
        if reason:
            self._pass(path, reason, named=named)
            return
        self.found.append(path)
        if named:
            self.named.add(path)

    def _reason(self, path: str, real: str) -> str:
        """Why a file is left alone, "" where it is not."""
        folder = os.path.dirname(path)
        if folder not in self._rendered:
            self._rendered[folder] = is_rendered(path)
        if self._rendered[folder]:
            return _RENDERED
        part = self._parts.part(real)
        return f"it is no object of its own, but belongs to the {part}" if part else ""
