"""App descriptions as sources: what is rendered for each environment, against the environment's own Kubernetes."""

from __future__ import annotations

from generator.documents.manifest import Manifest
from generator.documents.source import Source
from generator.errors import InputError
from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.application import Application
    from generator.app.files import Files
    from generator.errors import Problem
    from generator.resources.model import Model


def description_sources(path: str) -> Iterator[Source]:
    """A source for each environment of an app description; one with nothing but problems where it cannot be used.

    What fairlead has to say about the description without refusing it is in the first one, as warnings.
    """
    from generator.app.files import Files
    from generator.app.load import load
    from generator.render.outputs import checked_model

    files = Files()
    try:
        application = load(path, files)
        model = checked_model(application, application.environments)
    except InputError as error:
        yield Source(path, "app", (), problems=tuple(error.problems), files=_read(files))
        return
    yield from application_sources(application, model, _read(files))


def application_sources(application: Application, model: Model, files: tuple[str, ...]) -> Iterator[Source]:
    """A source for each environment of a loaded application; ``files`` are those that it was read from."""
    problems: tuple[Problem, ...] = tuple(application.warnings)
    for name in application.environments:
        yield _environment(application, model, name, files)._replace(problems=problems)
        problems = ()


def _environment(application: Application, model: Model, name: str, files: tuple[str, ...]) -> Source:
    from generator.render.resolve import objects
    from generator.sources.description_origin import DescriptionOrigin

    settings = model.environments[name]
    trees = {item.id: item.tree for item in model.objects}
    manifests = tuple(
        Manifest(value, DescriptionOrigin(application, settings, key, trees[key], value), environment=name)
        for key, value in objects(model, settings).items()
    )
    minor = settings.cluster.minor
    return Source(application.source, "app", manifests, environment=name, minor=minor, whole=True, files=files)


def _read(files: Files) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.path for found in files.dependencies() if found.kind == "file"))
