"""The two sides that a command line of ``fairlead diff`` names, and what differs between them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from generator.cli.diff_options import PATHS
from generator.errors import InputError, UsageError
from generator.sources import sides

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import ExitStack

    from generator.diff.model import Diff, EnvironmentDiff
    from generator.diff.report import Report
    from generator.errors import Problem
    from generator.sources.sides import Side

_WORKING = "working tree"
_EXTERNAL = (1, 7, 9)
"""How many arguments git gives a GIT_EXTERNAL_DIFF: the path alone of a file that is not merged, two more of a renamed
one (git documentation, "GIT_EXTERNAL_DIFF")."""


class Comparison:
    """The two sides of a command line.

    ``text`` is what there is to say where nothing is to be compared: a file that is not merged, files without objects.
    """

    def __init__(self, values: dict[str, Any], stack: ExitStack) -> None:
        self._values = values
        self._stack = stack
        self._minor = _minor(values["kube_version"])
        self._moved: dict[str, str] = {}
        self.text = ""
        paths = list(values[PATHS])
        self._across = False
        if values["live"]:
            from generator.cli.live_sides import live_sides

            *found, self.names = live_sides(values, paths)
            self._sides = (found[0], found[1])
            return
        if values["external"]:
            paths = self._external(paths)
        elif len(paths) == 2 and not any(os.path.lexists(path) for path in paths):  # noqa: PLR2004 - a pair
            self._sides = self._environments(*paths)
            return
        if len(paths) > 2:  # noqa: PLR2004 - a pair
            raise UsageError(f"diff compares two things, and these are {len(paths)}: {', '.join(paths)}")
        self._sides = self._two(*paths) if len(paths) == 2 else self._revisions(*(paths or ["."]))  # noqa: PLR2004

    def _external(self, arguments: list[str]) -> list[str]:
        """The two files that git names for one of the repository; its own path is what both are called by."""
        if len(arguments) not in _EXTERNAL:
            raise UsageError("--external is for git: GIT_EXTERNAL_DIFF='fairlead diff --external' git diff")
        if len(arguments) == 1:
            self.text = f"{arguments[0]}: is not merged\n"
            return [sides.NOTHING, sides.NOTHING]
        path, before, after = arguments[0], arguments[1], arguments[4]
        found = [self._in_place(file, path) for file in (before, after)]
        for file, name in zip(found, (f"a/{path}", f"b/{path}"), strict=True):
            if file not in (path, sides.NOTHING):
                self._moved.setdefault(file, name)
        return found

    def _in_place(self, file: str, path: str) -> str:
        """Where a file that git has written elsewhere has those around it that it refers to."""
        from generator.sources.folders import refers_to_others
        from generator.sources.revisions import checked_out, repository

        if file in (path, sides.NOTHING) or not refers_to_others(path, file):
            return file
        import shutil

        folder = self._stack.enter_context(checked_out(repository("."), "HEAD", os.path.dirname(path) or "."))
        target = os.path.join(folder, *path.split("/"))
        shutil.copyfile(file, target)
        self._moved[f"{folder}{os.sep}"] = "HEAD:"
        return target

    def _environments(self, before: str, after: str) -> tuple[Side, Side]:
        """Two environments of an app description."""
        app = self._values["app"]
        if not os.path.isfile(app):
            cure = f"and there is no {app} that could have environments of these names"
            raise UsageError(f"there is no such file or folder: {before}, {after}; {cure}")
        found = []
        for name in (before, after):
            side = sides.environment(name, app)
            if side is None:
                known = ", ".join(thing.environment for thing in sides.side(app).scopes)
                raise UsageError(f"{app} has no environment {name}: there are {known}")
            found.append(side)
        self._across = True
        self.names = (before, after)
        return found[0], found[1]

    def _two(self, before: str, after: str) -> tuple[Side, Side]:
        """Two files, folders or charts."""
        missing = [path for path in (before, after) if path != sides.NOTHING and not os.path.lexists(path)]
        if missing:
            raise UsageError(f"{missing[0]}: there is no such file or folder")
        self._paths = (before, after)
        self.names = (self._moved.get(before, before), self._moved.get(after, after))
        found = self._side(before), self._side(after)
        if not any(side.scopes or side.problems for side in found):
            self.text = self.text or self.plainly()
        return found

    def plainly(self) -> str:
        """The lines in which two files differ."""
        return _plainly(*self._paths, self.names)

    def _revisions(self, path: str) -> tuple[Side, Side]:
        """A file or folder at a revision and as it is, or at another revision."""
        from generator.sources.revisions import checked_out, repository

        where = repository(path)
        inside = where.inside(path)
        found = []
        for revision in (self._values["from_"], self._values["to"]):
            root = path
            if revision:
                folder = self._stack.enter_context(checked_out(where, revision, path))
                root = os.path.join(folder, *inside.split("/")) if inside else folder
                self._moved[f"{folder}{os.sep}"] = f"{revision}:"
            found.append((root, self._side(root)))
        if not any(os.path.lexists(root) for root, _ in found):
            raise UsageError(f"{path}: there is no such file or folder, neither now nor in {self._values['from_']}")
        self.names = (self._values["from_"], self._values["to"] or _WORKING)
        return found[0][1], found[1][1]

    def _side(self, path: str) -> Side:
        return sides.side(path, self._minor, tuple(self._values["exclude"]))

    def diff(self) -> Diff:
        """What differs, with effects, as far as it is asked for."""
        from generator.diff.compare import compare
        from generator.diff.filters import of_objects, without_fields

        problems = list(dict.fromkeys(one for side in self._sides for one in side.problems))
        both = sides.comparable(*self._sides)
        names = sides.labels(*both)
        scopes = [_chosen(sides.labelled(side, names), self._values["env"]) for side in both]
        if problems and not any(scopes):
            raise InputError([self._called(one) for one in problems])
        if self._values["env"] and not any(scopes):
            known = ", ".join(name for name in dict.fromkeys(names.values()) if name) or "none has a name"
            raise UsageError(f"there is no environment {self._values['env'][0]}: there are {known}")
        found = compare(scopes[0], scopes[1], self.names, across=self._across)
        found = without_fields(found, self._values["ignore"])
        # An object has effects on others, so these are worked out before any is left out.
        environments = tuple(_with_effects(one) for one in found.environments)
        found = found._replace(environments=environments, problems=tuple(problems))
        return of_objects(found, self._values["only"])

    def _called(self, problem: Problem) -> Problem:
        """A problem with the files as a person knows them."""
        place = problem.place
        if place is not None:
            place = place._replace(source=_renamed(place.source, self._moved))
        return problem._replace(place=place, message=_renamed(problem.message, self._moved))

    def told(self, found: Diff, *, lines: bool) -> Report:
        """The report; files of a revision are called as git calls them: ``HEAD:deploy/app.yaml``."""
        from generator.diff.telling import told

        report = told(found, show_secrets=self._values["show_secrets"], lines=lines)
        renamed: Report = _renamed(report, self._moved) if self._moved else report
        return renamed


def _with_effects(one: EnvironmentDiff) -> EnvironmentDiff:
    from generator.diff.effects.environment import effects_of

    scope = one.after or one.before
    return effects_of(one, scope.minor) if scope is not None else one


def _chosen(scopes: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The environments that are asked for: by the whole name, or by the last word of ``chart values.prod.yaml``."""
    return {
        name: scope for name, scope in scopes.items() if not names or name in names or name.rpartition(" ")[2] in names
    }


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A report in whose texts some paths have other names."""
    if isinstance(value, dict):
        return {key: _renamed(child, names) for key, child in value.items()}
    if isinstance(value, list):
        return [_renamed(child, names) for child in value]
    if isinstance(value, str):
        for path, name in names.items():
            value = value.replace(path, name)
    return value


def _plainly(before: str, after: str, names: tuple[str, str]) -> str:
    """The unified difference of two files that hold no objects."""
    from difflib import unified_diff

    return "".join(unified_diff(_lines(before), _lines(after), *names))


def _lines(path: str) -> list[str]:
    from generator.sources.texts import text_of

    text = "" if path == sides.NOTHING or os.path.isdir(path) else text_of(path)
    return text.splitlines(keepends=True) if isinstance(text, str) else [f"({text.message})\n"]


def _minor(text: str) -> int:
    from generator.cli.kubernetes_versions import minors

    return max(minors([text]), default=0) if text else 0
