"""What ``fairlead lint`` does; free of typer, so that it starts at once."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

from generator.cli import replay
from generator.cli.lint_options import OPTIONS, PATHS
from generator.cli.lint_record import LintRecord
from generator.cli.outcome import Outcome
from generator.cli.progress import Progress
from generator.errors import InputError, UsageError
from generator.lint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.documents.source import Source
    from generator.lint.configuration import Configuration
    from generator.lint.finding import Result
    from generator.schemas.schema import Schema


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


_KEPT: list[LintRecord] = []
"""What the last run has read: the end of the process frees it faster than the end of a function."""


def _linted(values: dict[str, Any]) -> Outcome:
    configuration = _configuration()
    record = LintRecord()
    _KEPT[:] = [record]
    result = _result(values, configuration, _settings(values, configuration), record)
    result, message = _against_baseline(result, values)
    strict = values["strict"] or configuration.strict
    failing = ("error", "warning") if strict else ("error",)
    code = 1 if any(finding.severity in failing for finding in result.findings) else 0
    report = _report(values, result)
    if values["output"]:
        _write(values["output"], report)
        return Outcome(stderr=message, exit_code=code)
    recorded = replay.key_of(["lint"]) and not configuration.schemas
    dependencies = record.dependencies(values[PATHS] or ["."]) if recorded else None
    return Outcome(report.encode("utf-8", "backslashreplace"), message, code, dependencies)


def _configuration() -> Configuration:
    from generator.cli.configuration import section
    from generator.lint.configuration import Configuration, configured

    found = section("lint")
    if found is None:
        return Configuration()
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
    from generator.lint.configuration import wrong_rule

    wrong = wrong_rule(rule, severity)
    if wrong:
        raise UsageError(f"{said}: {wrong.message}" + (f" ({wrong.cure})" if wrong.cure else ""))


def _result(values: dict[str, Any], configuration: Configuration, settings: Settings, record: LintRecord) -> Result:
    from generator.cli.around import Around
    from generator.lint.run import lint as run
    from generator.sources.discovery import Request, sources

    minors = _minors(values["kube_version"] or configuration.kube_versions)
    exclude = (*configuration.exclude, *values["exclude"])
    paths = tuple(values[PATHS] or ["."])
    around = Around(paths) if values["around"] else None
    scopes, charts = around.scopes if around else paths, tuple(values["values"])
    request = Request(scopes, exclude, charts, max(minors, default=0), values["jobs"])
    customs = _customs((*configuration.schemas, *values["schemas"]))
    told = Progress().told(record.watched(sources(request)), _named)
    result = run(told, settings, minors, customs, values["jobs"])
    return around.reported(result) if around else result


def _named(source: Source) -> str:
    return f"linting {source.name}" + (f" ({source.environment})" if source.environment else "")


def _customs(paths: Sequence[str]) -> dict[tuple[str, str], Schema]:
    """The schemas of custom resources in some files and folders."""
    if not paths:
        return {}
    from generator.schemas.folder import schemas_in

    return schemas_in(paths)


def _minors(texts: Sequence[str]) -> tuple[int, ...]:
    """The Kubernetes versions asked for. Raises UsageError for one that there are no schemas for."""
    from generator.schemas.bundle import versions

    found = []
    for text in texts:
        major, _, rest = text.removeprefix("v").partition(".")
        minor = rest.partition(".")[0]
        if major != "1" or not minor.isdigit() or int(minor) not in versions():
            known = versions()
            raise UsageError(f"there are no schemas for Kubernetes {text}: 1.{known[0]} to 1.{known[-1]} are known")
        found.append(int(minor))
    return tuple(sorted(set(found)))


def _against_baseline(result: Result, values: dict[str, Any]) -> tuple[Result, str]:
    """The result without what the baseline holds; a baseline that is not there yet is written."""
    path = values["baseline"]
    if not path:
        if values["update_baseline"]:
            raise UsageError("--update-baseline needs --baseline FILE")
        return result, ""
    from generator.lint.baseline import without_known, written

    if values["update_baseline"] or not os.path.exists(path):
        _write(path, written(result))
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
    from generator.cli.terminal import is_coloured, painted_report
    from generator.lint.reports import write

    report = write(values["format"], result)
    coloured = values["format"] == "text" and not values["output"] and is_coloured(sys.stdout)
    return painted_report(report) if coloured else report


def _write(path: str, text: str) -> None:
    """Write a file whole or not at all."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
