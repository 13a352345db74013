"""The settings of a run of inject: what the command line, the configuration and Dockerfiles say."""

from __future__ import annotations

from generator.cli.inject_configuration import Configuration, configured
from generator.cli.kubernetes_versions import minors
from generator.errors import InputError, UsageError
from generator.inject.keys import KEYS
from generator.inject.settings import Settings
from generator.lean import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain
    from generator.errors import Problem
    from generator.inject.settings import Exposed


def configuration() -> Configuration:
    """What the project sets for inject. Raises InputError with everything that is wrong with it."""
    from generator.cli.configuration import section

    found = section("inject")
    if found is None:
        return Configuration()

    def source(path: tuple[str, ...]) -> str:
        place = found.place(path) if found.place else None
        return f"{found.file}:{place.line}" if place else f"{found.file} inject.{'.'.join(path)}"

    result, wrong = configured(found.value, source)
    if wrong:
        problems = [found.problem(one.path, one.message, one.cure) for one in wrong]
        raise InputError(sorted(problems, key=_line))
    return result


def _line(problem: Problem) -> int:
    return problem.place.line if problem.place else 0


def settings(values: dict[str, Any], project: Configuration, exposed: Mapping[str, Exposed]) -> Settings:
    """The settings of a run. Raises UsageError for an option whose value says nothing that can be used."""
    return Settings(
        flags=_flags(values),
        sections=project.sections,
        minors=minors(values["kube_version"] or project.kube_versions),
        override=values["override"],
        exposed=exposed,
    )


def _flags(values: dict[str, Any]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key in KEYS:
        text = values.get(key.flag.removeprefix("--").replace("-", "_"))
        if not text:
            continue
        try:
            found[key.name] = key.parse(text)
        except ValueError as error:
            raise UsageError(f"{key.flag} {text}: {error}") from None
    return found
