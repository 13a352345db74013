"""What ``fairlead lint`` does; free of typer, so that it starts at once."""

from __future__ import annotations

import gc
import os
import sys

from generator.cli import replay
from generator.cli.kubernetes_versions import minors
from generator.cli.lint_options import OPTIONS, PATHS
from generator.cli.outcome import Outcome
from generator.cli.terminal import is_coloured, is_terminal, painted_report
from generator.errors import InputError, UsageError
from generator.lean import TYPE_CHECKING, Any, NamedTuple
from generator.lint.settings import Configuration, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.cli.around import Around
    from generator.cli.lint_record import LintRecord
    from generator.documents.source import Source
    from generator.lint.finding import Result
    from generator.schemas.schema import Schema
    from generator.sources.discovery import Request


def lint_quickly(arguments: Sequence[str]) -> Outcome | None:
    """Lint as a plain command line says; None for one that typer has to look at."""
    from generator.cli.command_line import parsed

    values = parsed(arguments, OPTIONS, PATHS)
    return None if values is None else lint(values)


def lint(values: dict[str, Any]) -> Outcome:
    """Check manifests, charts and app.yaml as Kubernetes would.

    Kustomizations too. What is invalid, what is accepted and does not work, and what works until a bad day.

    Exit code 0 when nothing is wrong, 1 for errors (with --strict also for warnings).
    """
    collecting = gc.isenabled()
    gc.disable()  # a short run that keeps what it makes: collecting would only walk through it
    try:
        return _linted(values)
    finally:
        if collecting:
            gc.freeze()  # or the first thing to happen would be that long walk
            gc.enable()


_KEPT: list[Source] = []
"""What the run has read last: the end of the process frees it faster than the end of a function."""


def _linted(values: dict[str, Any]) -> Outcome:
    configuration = _configuration()
    if values["fix"] or values["diff"]:
        return _fixed(values, configuration)
    record = _record() if replay.key_of(["lint"]) and not configuration.schemas else None
    asked = _asked(values, configuration)
    outcome = _told_of(values, configuration, _result(asked, values["jobs"], record))
    dependencies = record.dependencies(values[PATHS] or ["."]) if record and not values["output"] else None
    return outcome._replace(dependencies=dependencies)


def as_configured(sources: Iterable[Source]) -> tuple[Result, bool]:
    """What lint finds in some sources with the configuration alone, and whether it fails: for steps that lint first."""
    from generator.lint.run import lint as run

    configuration = _configuration()
    settings = _settings({option.field: option.absent for option in OPTIONS}, configuration)
    result = run(sources, settings, minors(configuration.kube_versions), _customs(configuration.schemas))
    failing = ("error", "warning") if configuration.strict else ("error",)
    return result, any(finding.severity in failing for finding in result.findings)


def _told_of(values: dict[str, Any], configuration: Configuration, result: Result) -> Outcome:
    """What a run found, as the command line wants to be told."""
    result, message = _against_baseline(result, values)
    strict = values["strict"] or configuration.strict
    failing = ("error", "warning") if strict else ("error",)
    code = 1 if any(finding.severity in failing for finding in result.findings) else 0
    report = _report(values, result)
    if values["output"]:
        from generator.cli.files import write_whole

        write_whole(values["output"], report)
        return Outcome(stderr=message, exit_code=code)
    return Outcome(report.encode("utf-8", "backslashreplace"), message, code)


def _fixed(values: dict[str, Any], configuration: Configuration) -> Outcome:
    """What --fix does, and then what is left."""
    from generator.cli import lint_fix

    if not values["fix"]:
        raise UsageError("--diff shows what --fix would change: give both")
    known = bool(values["baseline"]) and os.path.exists(values["baseline"]) and not values["update_baseline"]
    asked = _asked(values, configuration)

    def reported(result: Result) -> Result:
        result = asked.around.reported(result) if asked.around else result
        return _against_baseline(result, values)[0] if known else result

    def left(result: Result | None) -> Outcome:
        return _told_of(values, configuration, result or _result(asked, values["jobs"], None))

    return lint_fix.fix(asked, reported, left, diff=values["diff"])


def _record() -> LintRecord:
    from generator.cli.lint_record import LintRecord

    return LintRecord()


def _configuration() -> Configuration:
    from generator.cli.configuration import section

    found = section("lint")
    if found is None:
        return Configuration()
    from generator.lint.configuration import configured

    configuration, wrong = configured(found.value)
    if wrong:
        raise InputError([found.problem(one.path, one.message, one.cure) for one in wrong])
    folder = os.path.dirname(found.file)
    return configuration._replace(schemas=tuple(os.path.join(folder, path) for path in configuration.schemas))


def _settings(values: dict[str, Any], configuration: Configuration) -> Settings:
    """The settings of the configuration, with those of the command line over them."""
    rules = {**configuration.rules, **_severities(values["rule"])}
    profile = values["profile"] or configuration.profile or Settings().profile
    pod_security = values["pod_security"] or configuration.pod_security
    return Settings(profile, rules, configuration.options, pod_security, _only(values["only"]))


def _severities(asked: list[str]) -> dict[str, str]:
    found = {}
    for text in asked:
        rule, _, severity = text.partition("=")
        _refuse_wrong(f"--rule {text}", rule, severity)
        found[rule] = severity
    return found


def _only(asked: list[str]) -> tuple[str, ...]:
    for name in asked:
        _refuse_wrong(f"--only {name}", name, "error")
    return tuple(asked)


def _refuse_wrong(said: str, rule: str, severity: str) -> None:
    """Raises UsageError where there is no such rule or group, or where it cannot have the severity."""
    from generator.lint.catalogue import is_known

    if severity == "error" and is_known(rule):
        return
    from generator.lint.configuration import wrong_rule

    wrong = wrong_rule(rule, severity)
    if wrong:
        raise UsageError(f"{said}: {wrong.message}" + (f" ({wrong.cure})" if wrong.cure else ""))


class Asked(NamedTuple):
    """What a command line asks to be linted, and how; ``minors`` are () where each source has its own version."""

    request: Request
    settings: Settings
    minors: tuple[int, ...]
    customs: dict[tuple[str, str], Schema]
    around: Around | None


def _asked(values: dict[str, Any], configuration: Configuration) -> Asked:
    from generator.sources.discovery import Request

    versions = minors(values["kube_version"] or configuration.kube_versions)
    exclude = (*configuration.exclude, *values["exclude"])
    paths = tuple(values[PATHS] or ["."])
    around = _around(paths) if values["around"] else None
    scopes, charts = around.scopes if around else paths, tuple(values["values"])
    request = Request(scopes, exclude, charts, max(versions, default=0), values["jobs"])
    customs = _customs((*configuration.schemas, *values["schemas"]))
    return Asked(request, _settings(values, configuration), versions, customs, around)


def _result(asked: Asked, jobs: int, record: LintRecord | None) -> Result:
    from generator.lint.engine import looks_at_objects
    from generator.lint.run import lint as run
    from generator.sources.discovery import sources

    # A record names what was read, and several versions have several verdicts: these need every object.
    settling = record is None and len(asked.minors) < 2 and not looks_at_objects(asked.settings)  # noqa: PLR2004
    found = sources(asked.request._replace(settling=settling))
    told = _told(_kept(record.watched(found) if record else found))
    result = run(told, asked.settings, asked.minors, asked.customs, jobs)
    return asked.around.reported(result) if asked.around else result


def _around(paths: tuple[str, ...]) -> Around:
    from generator.cli.around import Around

    return Around(paths)


def _kept(sources: Iterable[Source]) -> Iterator[Source]:
    for source in sources:
        _KEPT[:] = [source]
        yield source


def _told(sources: Iterator[Source]) -> Iterator[Source]:
    """The sources as they are; a person who waits at a terminal sees which one is worked on."""
    if not is_terminal(sys.stderr):
        return sources
    from generator.cli.progress import Progress

    return Progress().told(sources, _named)


def _named(source: Source) -> str:
    return f"linting {source.name}" + (f" ({source.environment})" if source.environment else "")


def _customs(paths: Sequence[str]) -> dict[tuple[str, str], Schema]:
    """The schemas of custom resources in some files and folders."""
    if not paths:
        return {}
    from generator.schemas.folder import schemas_in

    return schemas_in(paths)


def _against_baseline(result: Result, values: dict[str, Any]) -> tuple[Result, str]:
    """The result without what the baseline holds; a baseline that is not there yet is written."""
    path = values["baseline"]
    if not path:
        if values["update_baseline"]:
            raise UsageError("--update-baseline needs --baseline FILE")
        return result, ""
    from generator.lint.baseline import without_known, written

    if values["update_baseline"] or not os.path.exists(path):
        from generator.cli.files import write_whole

        write_whole(path, written(result))
        from generator.lint.reports.summary import counted

        count = len(result.findings)
        return result._replace(findings=(), ignored=result.ignored + count), f"{path}: {counted(count, 'finding')}\n"
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError as error:
        raise UsageError(f"--baseline {path} cannot be read: {error.strerror}") from None
    return without_known(result, text, path), ""


def _report(values: dict[str, Any], result: Result) -> str:
    from generator.lint.reports import write

    report = write(values["format"], result)
    coloured = values["format"] == "text" and not values["output"] and is_coloured(sys.stdout)
    return painted_report(report) if coloured else report
