"""The outputs of an application as one FileTree: chart, kustomize and manifests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.errors import UsageError
from generator.render.kustomize import base_files, identity, overlay_files
from generator.render.manifests import manifest_files
from generator.render.resolve import objects
from generator.resources.model import build, raise_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.app.application import Application
    from generator.documents.node import Plain
    from generator.resources.model import Model
    from generator.resources.settings import Settings

FORMATS: Final = ("chart", "kustomize", "manifests")
_LIMITS: Final = {"CronJob": 52, "Service": 63}


def render(application: Application, formats: Sequence[str], environments: Sequence[str]) -> dict[str, bytes]:
    """Paths and contents: ``chart/<name>/…``, ``kustomize/base/…``, ``manifests/<env>/…`` for the formats asked for.

    InputError where something cannot be rendered, UsageError for an environment that does not exist.
    """
    model = checked_model(application, environments)
    files: dict[str, str] = {}
    if "chart" in formats:
        from generator.render.chart import chart_files

        files.update(_under(f"chart/{model.name}", chart_files(model)))
    if "kustomize" in formats:
        files.update(_under("kustomize/base", base_files(model)))
    for name in environments:
        if "kustomize" in formats:
            files.update(_under(f"kustomize/overlays/{name}", overlay_files(model, model.environments[name])))
        if "manifests" in formats:
            files.update(_under(f"manifests/{name}", manifest_files(model, model.environments[name])))
    return {path: text.encode() for path, text in files.items()}


def checked_model(application: Application, environments: Iterable[str]) -> Model:
    """The model, with every environment's names checked."""
    unknown = [name for name in environments if name not in application.environments]
    if unknown:
        known = ", ".join(application.environments) or "none"
        raise UsageError(f"there is no environment {', '.join(unknown)}; there are: {known}")
    model = build(application)
    every = [model.base, *model.environments.values()]
    for settings in every:
        _check(model, settings)
    raise_errors(application, every)
    return model


def _check(model: Model, settings: Settings) -> None:
    """Report objects that share an identity, and names that are longer than Kubernetes allows."""
    seen: dict[tuple[str, str, str], str] = {}
    for name, manifest in objects(model, settings).items():
        other = seen.setdefault(_key(manifest), name)
        if other != name:
            _, kind, own = identity(manifest)
            settings.report(_origin(name), f"{other} and {name} are both {kind} {own}", "give one of them another name")
        _check_length(settings, name, manifest)


def _key(manifest: dict[str, Plain]) -> tuple[str, str, str]:
    """Identity within the cluster: the API group without its version, and the namespace with the name."""
    api_version, kind, name = identity(manifest)
    return api_version.rpartition("/")[0], kind, f"{manifest['metadata'].get('namespace', '')}/{name}"


_SECTIONS: Final = {
    "configmap": "config",
    "externalsecret": "secrets",
    "persistentvolumeclaim": "volumes",
    "extra": "extra",
}


def _origin(object_id: str) -> tuple[str, ...]:
    """The path of the description that an object was made from."""
    sort, dot, name = object_id.partition(".")
    return (_SECTIONS[sort], name) if dot and sort in _SECTIONS else ("components", object_id.partition("/")[0])


def _check_length(settings: Settings, name: str, manifest: dict[str, Plain]) -> None:
    _, kind, own = identity(manifest)
    limit = _LIMITS.get(kind, 63)
    if len(own) > limit and not name.startswith("extra."):
        message = f"the name {own} of the {kind} is {len(own)} characters long, Kubernetes allows {limit}"
        settings.report(_origin(name), message, "shorten the name of the app or of this part of it")


def _under(folder: str, files: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{path}": text for path, text in files.items()}
