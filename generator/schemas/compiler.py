"""Makes the bundle of Kubernetes' schemas when fairlead is built; never imported by the program itself.

The source is the package kubernetes-validate, which holds the OpenAPI definitions that each Kubernetes version
publishes, as strict JSON Schemas (a folder per version). Descriptions are dropped, and what is equal in several places
or versions stands once.

The bundle is a row of values, as Python's marshal writes them: what reads them fastest, and needs no import. The first
is the header: ``made`` (what it was made from) and ``versions`` (minor version to the value that lists its kinds). A
version's value maps ``apiVersion Kind`` to the kind's schema. A schema refers to another one by the offset of its
value, in bytes from the start of the file, or holds it where no other schema needs it. Its keys are one letter each,
see ``KEYWORDS`` and ``TYPES``.

The build calls ``make``; in a checkout ``python -m generator.schemas.compiler`` does the same after a change of what
the bundle is made from.
"""

from __future__ import annotations

import json
import marshal
import os
from hashlib import sha256

from generator.lean import Any
from generator.schemas.corrections import added, corrected, published
from generator.schemas.merging import Merger

FOLDER = os.path.dirname(os.path.abspath(__file__))
BUNDLE = os.path.join(FOLDER, "kubernetes.schemas")
ENUMS = os.path.join(FOLDER, "enums.json")
OLDEST = 25

TYPES = {"object": "o", "array": "a", "string": "s", "integer": "i", "number": "n", "boolean": "b", "null": "z"}
"""JSON's types as letters of ``t``; without ``t`` anything goes."""

KEYWORDS = {
    "required": "r",
    "enum": "e",
    "format": "f",
    "x-kubernetes-patch-merge-key": "k",
    "x-kubernetes-patch-strategy": "g",
    "x-kubernetes-list-type": "l",
    "x-kubernetes-list-map-keys": "m",
}
"""Keywords that are kept as they are. Also: ``p`` properties, ``i`` items, ``a`` the schema of other properties (where
there is none, a schema with properties is closed), ``c`` the values that the API server takes, beyond the schema."""

DROPPED = {
    "$id",
    "$schema",
    "description",
    "x-kubernetes-group-version-kind",
    "x-kubernetes-map-type",
    "x-kubernetes-unions",
}
CHOICES = {"sz,nz": ("nsz", "quantity"), "sz,iz": ("isz", "int-or-string")}
"""The two kinds of oneOf. Null is in both branches, which would exclude it; the API server decodes it as 0."""

EVERY_GROUP = {"DeleteOptions", "WatchEvent"}
"""Kinds that every API group lists, and that nobody keeps in a file."""

Node = dict[str, Any]
"""A schema of the bundle; a reference is the text of a name."""


class UnknownSchemaError(Exception):
    """The source uses something of JSON Schema that the bundle cannot hold."""


def made_from() -> str:
    """What a bundle made now would be made from, as one word."""
    from importlib.metadata import version

    digest = sha256(version("kubernetes-validate").encode())
    for name in ("compiler.py", "corrections.py", "merging.py", ENUMS):
        with open(os.path.join(FOLDER, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()[:16]


def make(path: str = BUNDLE) -> bool:
    """Write the bundle, unless it is there and made from the same; whether it was written."""
    made = made_from()
    try:
        with open(path, "rb") as file:
            if marshal.load(file).get("made") == made:  # noqa: S302 - it was written here
                return False
    except (OSError, EOFError, ValueError, TypeError):
        pass
    bundle = compiled(source_folders(), made)
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "wb") as file:
        file.write(bundle)
    os.replace(temporary, path)
    return True


def source_folders() -> dict[int, str]:
    """The folders of the strict schemas by minor version."""
    from importlib.util import find_spec

    spec = find_spec("kubernetes_validate")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("kubernetes-validate is not installed: the schemas are made from it")
    root = os.path.join(os.path.dirname(spec.origin), "kubernetes-json-schema")
    found = {}
    for name in sorted(os.listdir(root)):
        if name.startswith("v1.") and name.endswith("-local-strict"):
            minor = int(name.split(".")[1])
            if minor >= OLDEST:
                found[minor] = os.path.join(root, name)
    return dict(sorted(found.items()))


def compiled(folders: dict[int, str], made: str) -> bytes:
    """The bundle of these versions."""
    with open(ENUMS, encoding="utf-8") as file:
        closed = json.load(file)
    unseen = {(name, field) for name, fields in closed["fields"].items() for field in fields}
    nodes: dict[str, Node] = {}
    kinds: dict[int, dict[str, str]] = {}
    for minor, folder in folders.items():
        definitions = _read(folder, "_definitions.json")["$defs"]
        reader = Reader(f"{minor} ", definitions, closed)
        nodes.update(reader.nodes())
        kinds[minor] = reader.kinds()
        for kind, name in reader.kinds().items():
            # The file of a kind is what validators judge by. It differs from the definition in what may be null.
            own = _file(*kind.split(" "))
            if os.path.exists(os.path.join(folder, own)):
                kinds[minor][kind] = f"{name} {own}"
                nodes[f"{name} {own}"] = reader.node(_read(folder, own), name.removeprefix(f"{minor} "))
        for name, fields in closed["fields"].items():
            unseen -= {(name, field) for field in fields if field in definitions.get(name, {}).get("properties", ())}
    if unseen:
        raise UnknownSchemaError(f"{ENUMS} names fields that no version has: {sorted(unseen)}")
    return Merger(nodes, kinds).packed(made)


def _read(folder: str, name: str) -> dict[str, Any]:
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found


def _file(api_version: str, kind: str) -> str:
    """The name of a kind's file: ``deployment-apps-v1.json``, ``role-rbac-v1.json``, ``pod-v1.json``."""
    group, _, version = api_version.rpartition("/")
    return "-".join(part for part in (kind.lower(), group.partition(".")[0], version) if part) + ".json"


class Reader:
    """The definitions of one version; a reference is the name of a definition behind a prefix of the version."""

    def __init__(self, prefix: str, definitions: dict[str, Any], closed: dict[str, Any]) -> None:
        self._prefix = prefix
        self._minor = int(prefix)
        self._definitions = {**definitions, **added(definitions)}
        self._closed = closed

    def nodes(self) -> dict[str, Node]:
        """Every definition as a schema of the bundle."""
        return {self._prefix + name: self.node(raw, name) for name, raw in self._definitions.items()}

    def kinds(self) -> dict[str, str]:
        """The definition of each ``apiVersion Kind``."""
        found = {}
        for name, raw in self._definitions.items():
            for one in raw.get("x-kubernetes-group-version-kind", ()):
                if one["kind"] not in EVERY_GROUP:
                    version = "/".join(part for part in (one["group"], one["version"]) if part)
                    found[f"{version} {one['kind']}"] = self._prefix + name
        return dict(sorted(found.items()))

    def node(self, raw: dict[str, Any], name: str = "") -> Any:
        """A schema of the bundle for one of the source; ``name`` is the definition's, whose closed values it takes."""
        rest = {key: value for key, value in corrected(raw, name, self._minor).items() if key not in DROPPED}
        if "$ref" in rest:
            target = rest.pop("$ref").rpartition("/")[2]
            if not rest:
                return self._prefix + target
            # Keywords beside a reference: the two hold together, as no keyword stands in both.
            other = self._definitions[target]
            if rest.keys() & other.keys():
                raise UnknownSchemaError(f"{rest.keys() & other.keys()} beside a reference to {target}")
            return self.node({**other, **rest}, target)
        node: Node = {}
        for key, value in rest.items():
            self._keyword(node, key, value, name)
        if "p" in node and "additionalProperties" not in rest:
            raise UnknownSchemaError(f"{name or raw} takes any field beside its properties")
        return dict(sorted(node.items()))

    def _keyword(self, node: Node, key: str, value: Any, name: str) -> None:
        if key == "type":
            node["t"] = "".join(sorted(TYPES[one] for one in ([value] if isinstance(value, str) else value)))
        elif key == "properties":
            closed = self._closed["fields"].get(published(name), {})
            node["p"] = {field: self._field(raw, closed.get(field)) for field, raw in sorted(value.items())}
        elif key == "items":
            node["i"] = self.node(value)
        elif key == "additionalProperties":
            if value is False:
                node.setdefault("p", {})
            else:
                node["a"] = self.node(value)
        elif key == "oneOf":
            branches = ",".join("".join(sorted(TYPES[one] for one in branch["type"])) for branch in value)
            node["t"], node["f"] = CHOICES[branches]
        elif key in KEYWORDS:
            node[KEYWORDS[key]] = sorted(value) if key == "required" else value
        else:
            raise UnknownSchemaError(f"{name}: {key}: {value!r}")

    def _field(self, raw: dict[str, Any], closed: str | None) -> Any:
        node = self.node(raw)
        if closed is None:
            return node
        values = self._closed["types"][closed]
        inner = {**node["i"], "c": values} if "i" in node else None
        return {**node, "c": values} if inner is None else {**node, "i": inner}


if __name__ == "__main__":
    make()
