"""What ``fairlead package`` does: load, render, lint, and only then write."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.cli.outcome import Outcome
from generator.cli.package_options import FORMATS, OPTIONS, PATHS
from generator.errors import Place, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.app.application import Application
    from generator.cli.package_input import Loaded
    from generator.documents.source import Source
    from generator.package.bundle import Facts
    from generator.package.commit import Commit
    from generator.package.images import Used
    from generator.package.release import Release
    from generator.resources.model import Model

_MOST_NAMED = 5
"""Files that a warning names."""


def package_quickly(arguments: Sequence[str]) -> Outcome | None:
    """Package as a plain command line says; None for one that typer has to look at."""
    from generator.cli.command_line import parsed

    values = parsed(arguments, OPTIONS, PATHS)
    return None if values is None else package(values)


def package(values: dict[str, Any]) -> Outcome:
    """Package a release: chart, checksums, and a record of it.

    Renders and lints first. The archives have the same bytes for the same input on every machine. Images whose tag can
    move are refused for protected environments. stdout names the archives.

    Exit code 0; 1 where lint finds errors or an image can move; 3 where the description, or a version, cannot be used.
    """
    from generator.cli.package_input import asked_for, load_release
    from generator.package.commit import VARIABLE, commit_of, epoch_of

    if values["output_dir"] in ("", "-"):
        raise UsageError("-o needs a folder: a release is several files")
    asked = asked_for(values, values[PATHS])
    commit = commit_of(os.path.dirname(asked.app))
    epoch = epoch_of(os.environ.get(VARIABLE, ""), commit)
    loaded = load_release(asked, commit)
    checked = _checked(loaded, commit)
    if checked.refused:
        return Outcome(stderr=checked.messages, exit_code=1)
    changed = _changed(commit, loaded.files)
    facts = _facts(checked, epoch, commit, changed, values["build_url"])
    warnings = [*_unversioned(loaded.application), *_uncommitted(commit, changed)]
    return _written(values, checked._replace(messages=checked.messages + _lines(warnings)), facts)


class Checked(NamedTuple):
    """What was found before anything is packaged: whether that stops it, and what there is to say."""

    model: Model
    used: tuple[Used, ...]
    protected: frozenset[str]
    refused: bool
    messages: str


def _checked(loaded: Loaded, commit: Commit | None) -> Checked:
    from generator.package.commit import branches_of
    from generator.package.images import movable, used_images
    from generator.render.outputs import checked_model
    from generator.sources.descriptions import application_sources

    application = loaded.application
    model = checked_model(application, application.environments)
    sources = list(application_sources(application, model, loaded.files))
    used = tuple(one for source in sources for one in used_images(source))
    protected = frozenset(
        name for name, node in application.environments.items() if (found := node.get("protected")) and found.value
    )
    problems = movable(used, protected, branches_of(commit) if commit else frozenset())
    report, failed = _linted(sources, application)
    refused = failed or any(problem.severity == "error" for problem in problems)
    return Checked(model, used, protected, refused, report + _lines(problems))


def _linted(sources: Iterable[Source], application: Application) -> tuple[str, bool]:
    """What lint says, and whether that stops a release: the whole report where it does, else how much there is."""
    from generator.cli.linting import as_configured
    from generator.cli.options import warnings_of
    from generator.lint.reports import write
    from generator.lint.reports.summary import in_words

    result, failed = as_configured(sources)
    if failed:
        return write("text", result), True
    found = f"lint: {in_words(result)}\n" if result.findings else ""
    return warnings_of(application) + found, False


def _changed(commit: Commit | None, files: Iterable[str]) -> list[str]:
    from generator.package.commit import not_committed

    return not_committed(commit, files) if commit else []


def _unversioned(application: Application) -> Iterator[Problem]:
    if application.base.at(("chart", "version")) is None:
        cure = "write chart: {version: 1.0.0}, or name it with --version or --version-from"
        message = "names no version of the chart, so each release is 0.1.0 again"
        yield Problem(Place(application.source, 0, 0), "", message, cure, severity="warning")


def _uncommitted(commit: Commit | None, changed: Sequence[str]) -> Iterator[Problem]:
    if commit and changed:
        more = f" and {len(changed) - _MOST_NAMED} more" if len(changed) > _MOST_NAMED else ""
        about = f"not as in the commit {commit.hash[:12]}, so nobody can package this again"
        yield Problem(None, "", f"{', '.join(changed[:_MOST_NAMED])}{more}: {about}", "commit it", severity="warning")


def _facts(
    checked: Checked, epoch: tuple[int, str], commit: Commit | None, changed: Sequence[str], build: str
) -> Facts:
    from generator.package.build import build_address
    from generator.package.bundle import Facts
    from generator.package.images import recorded

    images = {
        name: recorded(one for one in checked.used if one.environment == name) for name in checked.model.environments
    }
    address = build_address(build, os.environ)
    return Facts(commit.hash if commit else "", bool(changed), address, *epoch, images, checked.protected)


def _written(values: dict[str, Any], checked: Checked, facts: Facts) -> Outcome:
    from generator.package.bundle import packaged
    from generator.package.placement import place

    named = values["format"] or ["chart"]
    formats = [one for one in FORMATS if one != "all" and (one in named or "all" in named)]
    made = packaged(checked.model, facts, formats)
    name = f"{made.release.name}-{made.release.version}"
    done = place(values["output_dir"], name, made.files, facts.epoch, force=values["force"])
    folder = os.path.join(values["output_dir"], name)
    paths = "".join(f"{os.path.join(folder, archive)}\n" for archive in made.archives)
    said = checked.messages + _told(folder, done, made.release)
    return Outcome(paths.encode("utf-8", "surrogateescape"), said)


def _told(folder: str, done: str, release: Release) -> str:
    """What was made, and which protected environments still name images by tags."""
    of = f" of commit {release.commit[:12]}" if release.commit else ""
    lines = [f"{folder}: {done}, {release.name} {release.version}{of}\n"]
    for name, environment in release.environments.items():
        tagged = [one.image for one in environment.images if not one.digest]
        if environment.protected and tagged:
            lines.append(f"{name}: by tag, where a digest would be certain: {', '.join(tagged)}\n")
    return "".join(lines)


def _lines(problems: Iterable[Problem]) -> str:
    return "".join(f"{problem}\n" for problem in problems)
