"""Environment variables of a container, in the order that makes `$(VAR)` references work.

Fact: Kubernetes expands `$(VAR)` only for variables that stand earlier in the list (API reference, EnvVar.value).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.errors import InputError, Problem
from generator.resources.nodes import FLAG, TEXT, Setting, Tree
from generator.resources.settings import AS_WRITTEN, lookup

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.names import Naming, Sources
    from generator.resources.nodes import Path
    from generator.resources.settings import Settings
    from generator.resources.shape import Shape

_REFERENCE: Final = re.compile(r"(\$+)\(([^()]+)\)")
_KEYED: Final = ("secretKeyRef", "configMapKeyRef")


def put_env(settings: Settings, path: Path, source: Path, container: dict[str, Plain]) -> None:
    """Put a container's variables: {NAME: {"value": text} | {"secretKeyRef": {secret: key}} | …}."""
    for name, entry in (container.get("env") or {}).items():
        own = (*source, "env", name)
        written = own if settings.node.at(own) else ("env", name)
        settings.put((*path, "env", name), _compact(entry), AS_WRITTEN, (written,))


def _compact(entry: dict[str, Plain]) -> dict[str, Plain]:
    for kind in _KEYED:
        if kind in entry:
            reference = entry[kind]
            optional = {"optional": True} if reference.get("optional") else {}
            return {kind: {reference["name"]: reference["key"]}, **optional}
    return dict(entry)


def flatten_texts(every: list[dict[str, Plain]], path: Path) -> None:
    """Write variables that are text in every environment as plain text: `LOG_LEVEL: info` in the values.

    ``path`` leads to the container. A variable that some environment lacks, or takes from elsewhere, keeps the long
    form, since a condition can tell an empty map from an absent one, and not an empty text.
    """
    having = [values for values in every if lookup(values, path) is not None]
    maps = [lookup(values, (*path, "env")) or {} for values in having]
    for name in {name: None for variables in maps for name in variables}:
        if all("value" in variables.get(name, {}) for variables in maps):
            for variables in maps:
                variables[name] = variables[name]["value"]


def env_entries(naming: Naming, path: Path, sources: Sources) -> list[Tree]:
    """The `env` list of a container at ``path`` of the values; ``sources`` names what it refers to."""
    return [_entry(naming, path, name, sources) for name in _ordered(naming, path)]


def _entry(naming: Naming, path: Path, name: str, sources: Sources) -> Tree:
    where, shape = (*path, "env", name), naming.shape
    if all(isinstance(lookup(values, where), str) for values in shape.every if lookup(values, path) is not None):
        return {"name": name, "value": Setting(where, TEXT)}
    variants: list[tuple[Path, Tree]] = [
        ((*where, "secretKeyRef", secret), _keyed(shape, where, "secretKeyRef", secret, sources.secret(secret)))
        for secret in shape.keys((*where, "secretKeyRef"))
    ]
    variants += [
        ((*where, "configMapKeyRef", config), _keyed(shape, where, "configMapKeyRef", config, sources.config(config)))
        for config in shape.keys((*where, "configMapKeyRef"))
    ]
    field = {"name": name, "valueFrom": {"fieldRef": {"fieldPath": Setting((*where, "fieldRef"), TEXT)}}}
    resource = {"name": name, "valueFrom": {"resourceFieldRef": Setting((*where, "resourceFieldRef"))}}
    variants += [((*where, "fieldRef"), field), ((*where, "resourceFieldRef"), resource)]
    if any("value" in (lookup(values, where) or {}) for values in shape.every):
        variants.append((where, {"name": name, "value": Setting((*where, "value"), TEXT)}))
    return shape.one_of(variants, path)


def _keyed(shape: Shape, where: Path, kind: str, key: str, object_name: Tree) -> Tree:
    optional = shape.setting((*where, "optional"), FLAG)
    reference = {"name": object_name, "key": Setting((*where, kind, key), TEXT), "optional": optional}
    return {"name": where[-1], "valueFrom": {kind: reference}}


def _ordered(naming: Naming, path: Path) -> list[str]:
    """Names such that what a value refers to comes first, else in the order written, over all environments."""
    names = naming.shape.keys((*path, "env"))
    needs: dict[str, dict[str, None]] = {name: {} for name in names}
    for values in naming.shape.every:
        for name, entry in (lookup(values, (*path, "env")) or {}).items():
            text = entry if isinstance(entry, str) else entry.get("value", "")
            needs[name].update(dict.fromkeys(used for used in references(text) if used in needs and used != name))
    ordered: dict[str, None] = {}
    for name in names:
        _visit(name, needs, ordered, [])
    return list(ordered)


def references(text: str) -> list[str]:
    """The variables that a text refers to as `$(NAME)`; `$$(NAME)` is an escaped text."""
    return [match[2] for match in _REFERENCE.finditer(text) if len(match[1]) % 2]


def _visit(name: str, needs: dict[str, dict[str, None]], ordered: dict[str, None], above: list[str]) -> None:
    if name in ordered:
        return
    if name in above:
        chain = " → ".join([*above[above.index(name) :], name])
        cure = "one of them must not name the other in any environment"
        raise InputError([Problem(None, "env", f"environments order the variables differently: {chain}", cure)])
    for needed in needs[name]:
        _visit(needed, needs, ordered, [*above, name])
    ordered[name] = None


def env_from(naming: Naming, path: Path, sources: Sources) -> list[Tree]:
    """The `envFrom` list of a container: whole ConfigMaps, then whole Secrets."""
    configs = [
        (config, {"configMapRef": {"name": sources.config(config)}})
        for config in naming.shape.keys((*path, "use", "config"))
    ]
    secrets = [
        (secret, {"secretRef": {"name": sources.secret(secret)}})
        for secret in naming.shape.keys((*path, "use", "secrets"))
    ]
    return [naming.shape.where((*path, "use", "config", name), tree, path) for name, tree in configs] + [
        naming.shape.where((*path, "use", "secrets", name), tree, path) for name, tree in secrets
    ]
