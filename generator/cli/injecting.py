"""What ``fairlead inject`` does; free of typer, so that it starts at once."""

from __future__ import annotations

import gc
import os
import sys

from generator.cli.inject_options import OPTIONS, PATHS
from generator.cli.outcome import Outcome
from generator.cli.terminal import is_coloured, is_terminal
from generator.errors import Place, Problem, UsageError
from generator.lean import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.cli.inject_files import Files
    from generator.cli.inject_report import Done, Report

_MODES = ("write", "diff", "check")
_FAILED = 4
_UNUSABLE = 3
_TEMPLATE = "a template has to be rendered first"


def inject_quickly(arguments: Sequence[str]) -> Outcome | None:
    """Inject as a plain command line says; None for one that typer has to look at."""
    from generator.cli.command_line import parsed

    values = parsed(arguments, OPTIONS, PATHS)
    return None if values is None else inject(values)


def inject(values: dict[str, Any]) -> Outcome:
    """Put what a safe rollout needs into manifests.

    Probes, rolling update, preStop, grace period, disruption budget, spread. Nothing else changes: comments, order and
    style stay. One file, or stdin, goes to stdout; folders and several files need -w, --diff or --check.

    What is known comes from options, from annotations (fairlead.dev/longest-request), from the configuration, and from
    the manifests; nothing is invented. What was put in, and why, is said on stderr.

    Exit code 0; 1 where --diff or --check found something to change; 3 where something could not be read.
    """
    _refuse_contradictions(values)
    collecting = gc.isenabled()
    gc.disable()  # a short run that keeps what it makes: collecting would only walk through it
    try:
        return _answered(values)
    finally:
        if collecting:
            gc.freeze()
            gc.enable()


def _refuse_contradictions(values: dict[str, Any]) -> None:
    """Raises UsageError for options that do not go together."""
    modes = [f"--{mode}" for mode in _MODES if values[mode]]
    if values["write"] and len(modes) > 1:
        raise UsageError(f"{' and '.join(modes)} do not go together: --write changes the files, the others nothing")
    alone = "--krm" if values["krm"] else "--helm-plugin" if values["helm_plugin"] else ""
    others = [*values[PATHS], *modes]
    if alone and others and not (values["krm"] and others == ["-"]):
        raise UsageError(f"{alone} and {others[0]} do not go together")
    if "-" in values[PATHS] and (values["write"] or len(values[PATHS]) > 1):
        raise UsageError("- is stdin: it goes to stdout alone, and cannot be written back")


def _answered(values: dict[str, Any]) -> Outcome:
    if values["helm_plugin"]:
        from generator.cli.helm_plugin import write_plugin

        return write_plugin(values["helm_plugin"])
    if values["krm"]:
        from generator.cli.krm import function

        return function(values)
    return _injected(values)


def _injected(values: dict[str, Any]) -> Outcome:
    from generator.cli.inject_settings import configuration

    project = configuration()
    _refuse_several(values)
    found = _files(values, (*project.exclude, *values["exclude"]))
    from generator.cli.exposed import exposed
    from generator.cli.inject_files import Passed
    from generator.cli.inject_report import Done, Report
    from generator.cli.inject_settings import settings
    from generator.inject.run import inject as run
    from generator.inject.templating import template_problem

    said = settings(values, project, exposed(found.files))
    results = run(found.files, said, whole=values["whole"])
    done, passed = [], list(found.passed)
    for file in found.files:
        result = results[file.name]
        is_named = file.name in found.named
        if file.name not in found.wanted or (result.problems and not is_named and not _is_manifest(file.text)):
            continue
        if result.problems and not is_named and template_problem(file.name, file.text):
            passed.append(Passed(file.name, _TEMPLATE))
        else:
            done.append(Done(file.name, file.text, result.text, result.notes, result.problems))
    verb = "changed" if values["write"] else "would change" if values["diff"] or values["check"] else ""
    return _outcome(values, Report(done, passed, found.problems, verb))


def _files(values: dict[str, Any], exclude: Sequence[str]) -> Files:
    """What is to be read. Raises UsageError where nothing is named and nothing comes from stdin."""
    from generator.cli.inject_files import Files, files_of, stdin_file

    if values[PATHS]:
        return files_of(values[PATHS], exclude, around=values["around"])
    if is_terminal(sys.stdin):
        raise UsageError("name files or folders, or pipe manifests in")
    file = stdin_file()
    if not file.text.strip() or values["write"]:
        what = "--write needs files" if values["write"] else "nothing came from stdin"
        raise UsageError(f"{what}: name files or folders")
    return Files([file], frozenset([file.name]), frozenset([file.name]), [], [])


def _refuse_several(values: dict[str, Any]) -> None:
    """Raises UsageError where the result does not fit onto stdout."""
    from generator.sources.folders import CHART

    paths = values[PATHS]
    is_folder = any(os.path.isdir(path) and not os.path.exists(os.path.join(path, CHART)) for path in paths)
    if any(values[mode] for mode in _MODES) or not (len(paths) > 1 or is_folder):
        return
    what = f"{paths[0]} is a folder, and" if len(paths) == 1 else "several files"
    raise UsageError(
        f"{what} cannot go to stdout: "
        "add -w to change the files, --diff to see the changes, or --check to name the files that would change"
    )


def _is_manifest(text: str) -> bool:
    """Whether a text that was met in a folder is meant to be a manifest, so that what is wrong with it is said."""
    return all(text.startswith(f"{key}:") or f"\n{key}:" in text for key in ("apiVersion", "kind"))


def _outcome(values: dict[str, Any], report: Report) -> Outcome:
    failed = False
    if values["write"]:
        files = [_written(file) for file in report.files]
        failed = files != report.files
        report = report._replace(files=files)
    code = 1 if (values["diff"] or values["check"]) and any(file.is_changed for file in report.files) else 0
    code = _UNUSABLE if any(one.severity == "error" for one in report.every_problem) else code
    code = _FAILED if failed else code
    told = _told(values, report)
    if _json_to_stdout(values):
        return Outcome(told.encode("utf-8", "backslashreplace"), "", code)
    stdout = _product(values, report).encode("utf-8", "surrogateescape")  # for names of files that are no UTF-8
    if values["report"]:
        _report(values["report"], told)
        told = ""
    if values["format"] == "json" and not values["report"]:
        return Outcome(stdout, told, code)
    return Outcome(stdout, told + "".join(f"{problem}\n" for problem in report.every_problem), code)


def _written(file: Done) -> Done:
    """A file after what changed was written; unchanged, and with the reason, where it cannot be."""
    from generator.cli.fix_files import replace

    reason = replace(file.name, file.before, file.after) if file.is_changed else ""
    if not reason:
        return file
    problem = Problem(Place(file.name, 0, 0), "", reason)
    return file._replace(after=file.before, notes=[], problems=[*file.problems, problem])


def _product(values: dict[str, Any], report: Report) -> str:
    """What goes to stdout."""
    changed = [file for file in report.files if file.is_changed]
    if values["write"]:
        return ""
    if values["diff"]:
        from generator.cli.terminal import painted_difference
        from generator.cli.unified import unified

        difference = "".join(unified(file.name, file.before, file.after) for file in changed)
        return painted_difference(difference) if is_coloured(sys.stdout) else difference
    if values["check"]:
        return "".join(f"{file.name}\n" for file in changed)
    return "".join(file.after for file in report.files if not file.problems)


def _json_to_stdout(values: dict[str, Any]) -> bool:
    """Whether the report is what goes to stdout: as JSON, where no manifests and no diff go there."""
    is_free = values["write"] or (values["check"] and not values["diff"])
    return values["format"] == "json" and not values["report"] and is_free


def _told(values: dict[str, Any], report: Report) -> str:
    from generator.cli import inject_report

    if values["format"] == "json":
        return inject_report.json(report)
    if values["quiet"] and not values["report"]:
        return ""
    text = inject_report.text(report)
    if values["report"] or not is_coloured(sys.stderr):
        return text
    from generator.cli.terminal import painted_notes

    return painted_notes(text)


def _report(path: str, text: str) -> None:
    """Write the report. Raises UsageError where that cannot be done."""
    if not os.path.exists(path) or os.path.isfile(path):
        from generator.cli.files import write_whole

        write_whole(path, text)
        return
    try:
        with open(path, "w", encoding="utf-8", newline="") as stream:  # a terminal, a pipe
            stream.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
