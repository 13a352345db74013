"""From ``app.yaml`` to an Application: read, check, normalise, merge, check what the layers give together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.app.application import Application
from generator.app.assignments import applicable, assigned, check_assignment
from generator.app.check import Check
from generator.app.contents import Contents
from generator.app.effective import checked
from generator.app.environments import gathered, inline, overlay_files
from generator.app.findings import Finding, at, problems, unrepeated
from generator.app.inherit import completed
from generator.app.layers import Environment, Layer, chain, laid_over, preset_of
from generator.app.locked import malformed, overridden
from generator.app.normalize import Normalize
from generator.app.removals import Removals
from generator.app.schema import Schema, definition, description_schema
from generator.app.shipped import DEFAULTS, Shipped, presets
from generator.app.trees import assign_layer, copied, unusable
from generator.app.unions import doubled
from generator.app.wording import known, listing
from generator.documents.reader import read_document
from generator.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.app.files import Files
    from generator.app.paths import Path
    from generator.documents.node import Node
    from generator.errors import Problem


def load(path: str, files: Files, assignments: Sequence[str] = ()) -> Application:
    """The application that a description says, with every environment merged.

    ``path`` is an app.yaml or a folder that holds one; ``assignments`` are ``path=value`` laid over every environment
    and over the base. InputError with every problem that was found; UsageError where an assignment is malformed.
    """
    if files.is_folder(path):
        path = os.path.join(path, "app.yaml")
    return _Loading(path, files).application(assigned(assignments))


class _Loading:
    """One run: what was read, and what was found wrong so far."""

    def __init__(self, source: str, files: Files) -> None:
        self.source = source
        self.root = os.path.dirname(source)
        self.files = files
        self.texts: dict[str, list[str]] = {}
        self.findings: list[Finding] = []
        self.broken: list[Path] = []
        self.shipped = Shipped()
        self.contents = Contents(files, self.root, self.texts)
        self.normalize = Normalize()
        self.removals = Removals()

    def application(self, settings: list[Layer]) -> Application:
        """Everything; raises where anything is an error."""
        app = Layer("app", self._read(self.source, "app"))
        self._check(app, description_schema())
        if not isinstance(app.tree.value, dict):
            self._raise()
        environments = self._environments(app.tree)
        for layer in (app, *(environment.layer for environment in environments.values())):
            self._complete(layer)
        for layer in settings:
            self._note(check_assignment(layer))
            self._complete(layer)
        return self._application(app, environments, settings)

    def _read(self, source: str, layer: str) -> Node:
        """A file as a tree of its own. InputError where it is no YAML, or more than can be walked."""
        text = self.files.read_text(source)
        self.texts[source] = [line.rstrip("\r") for line in text.split("\n")]
        tree = read_document(text, source)
        reason = unusable(tree)
        if reason:
            raise InputError(problems([at(tree, (), reason)], self.texts))
        return copied(tree, layer)

    def _check(self, layer: Layer, schema: Schema) -> None:
        check = Check()
        check.value(layer.tree, schema, layer.path)
        check.prune()
        self._note(check)

    def _note(self, check: Check | Normalize | Contents) -> None:
        self.findings += check.findings
        self.broken += check.broken

    def _environments(self, tree: Node) -> dict[str, Environment]:
        """The environments by name, each in a layer of its own; a finding where there is none."""
        asked = "environments" in tree.value
        found: dict[str, Environment] = {}
        for item in gathered(inline(tree), overlay_files(self.root, self.files), self._overlay):
            if isinstance(item, Finding):
                self.findings.append(item)
                self.broken.append(item.path)
            else:
                assign_layer(item.layer.tree, item.layer.name)
                found[item.name] = item
        if not found and not any(path[:1] == ("environments",) for path in self.broken):
            place = tree.place
            message = "there is no environment" if asked else "is missing"
            self.findings.append(Finding(place, ("environments",), message, "environments: {dev: {}}"))
        return found

    def _overlay(self, source: str, layer: str) -> Node | None:
        """The checked tree of an environment's own file, None where it is unusable."""
        try:
            tree = self._read(source, layer)
        except InputError as error:
            self.findings += [Finding(p.place or Place(source, 0, 0), (), p.message, p.cure) for p in error.problems]
            return None
        self._check(Layer(layer, tree), definition("environment"))
        return tree if isinstance(tree.value, dict) else None

    def _complete(self, layer: Layer) -> None:
        """Bring one layer into the long form, with the files it names read."""
        found = list(doubled(layer.tree, layer.path))
        self.findings += found
        self.broken += [finding.path[:-1] for finding in found]
        self.normalize.layer(layer.tree, layer.path)
        self.contents.config_files(layer.tree, layer.path)

    def _application(self, app: Layer, environments: dict[str, Environment], settings: list[Layer]) -> Application:
        below = [self.shipped.layer(DEFAULTS)]
        layers = {name: self._layers(name, app, environments, settings) for name in environments}
        unset = self._effective([*below, app])
        used = applicable(settings, app.tree)
        base = self._effective([*below, app, *used]) if used else unset
        trees = {name: self._effective(found) for name, found in layers.items()}
        self.findings += [*self.removals.findings(), *malformed(unset)]
        self.findings += [finding for tree in (base, *trees.values()) for finding in overridden(unset, tree)]
        self._note(self.normalize)
        self._note(self.contents)
        self.findings += unrepeated(checked(base, trees), [_bare(path) for path in self.broken])
        warnings = self._raise()
        names = {name: tuple(layer.name for layer in found) for name, found in layers.items()}
        texts = {**self.texts, **self.shipped.texts}
        return Application(base.value["name"].value, self.root, self.source, base, trees, names, warnings, texts)

    def _layers(
        self, name: str, app: Layer, environments: dict[str, Environment], settings: list[Layer]
    ) -> list[Layer]:
        """The layers of an environment, the lowest first."""
        names, wrong = chain(name, environments)
        if wrong and not any(wrong.message == found.message for found in self.findings):
            self.findings.append(wrong)
            self.broken.append(wrong.path)
        preset = preset_of(names, environments)
        shipped = [DEFAULTS]
        if preset is not None and self._is_preset(preset, environments[name]):
            shipped.append(preset.value)
        own = [environments[parent].layer for parent in names]
        return [*(self.shipped.layer(title) for title in shipped), app, *own, *settings]

    def _is_preset(self, preset: Node, environment: Environment) -> bool:
        names = presets()
        if preset.value in names:
            return True
        message = f"there is no preset {preset.value}; the presets are {listing(names)}"
        path = (*environment.layer.path, "preset")
        self.findings.append(at(preset, path, message, known(preset.value, names)))
        return False

    def _effective(self, layers: list[Layer]) -> Node:
        """The layers merged, with everything that components take over and that files hold."""
        merged = laid_over(layers, self.removals.watch)
        return self.contents.manifests(completed(merged))

    def _raise(self) -> list[Problem]:
        """InputError where anything found is an error; else the warnings."""
        found = problems(self.findings, {**self.texts, **self.shipped.texts})
        errors = [problem for problem in found if problem.severity == "error"]
        if errors:
            raise InputError(errors)
        return found


def _bare(path: Path) -> Path:
    """A path of an environment as it is in the effective tree."""
    return path[2:] if path[:1] == ("environments",) else path
