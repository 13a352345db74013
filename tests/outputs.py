"""The objects of the three outputs as Kubernetes would read them, and where two sets of objects differ.

Functions for tests, no tests: run the real helm and the real kustomize, read the manifests, index what they give by
apiVersion, kind, namespace and name, take away what helm owns, compare.
"""

from __future__ import annotations

import copy
import os
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from generator.documents.reader import read_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Object: TypeAlias = dict[str, Any]
"""A Kubernetes object as parsed."""

Objects: TypeAlias = "dict[Key, Object]"

MANAGED_BY = "app.kubernetes.io/managed-by"


class Key(NamedTuple):
    """What tells two objects of a cluster apart."""

    api_version: str
    kind: str
    namespace: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.namespace + '/' if self.namespace else ''}{self.name} ({self.api_version})"


def run(arguments: Sequence[str]) -> str:
    """What a program prints; an AssertionError with its arguments and stderr where it fails."""
    done = subprocess.run(arguments, capture_output=True, check=False, timeout=120)
    if done.returncode:
        message = (done.stderr or done.stdout).decode("utf-8", "replace")
        raise AssertionError(f"{' '.join(arguments)} ended with {done.returncode}:\n{message}")
    return done.stdout.decode("utf-8")


def read_objects(text: str, source: str) -> list[Object]:
    """The objects of a YAML stream, read as Kubernetes reads them."""
    return [value for value in (plain_with_nulls(node) for node in read_documents(text, source)) if value is not None]


def plain_with_nulls(node: Any) -> Any:
    """The bare value of a tree of Nodes with its nulls kept: an output with one differs from one without."""
    if isinstance(node.value, dict):
        return {key: plain_with_nulls(child) for key, child in node.value.items()}
    return [plain_with_nulls(child) for child in node.value] if isinstance(node.value, list) else node.value


def index(objects: Iterable[Object], source: str) -> Objects:
    """Objects by their key; an AssertionError where two have the same key."""
    found: Objects = {}
    for item in objects:
        metadata = item["metadata"]
        key = Key(item["apiVersion"], item["kind"], metadata.get("namespace", ""), metadata["name"])
        assert key not in found, f"{source} has {key} twice"
        found[key] = item
    return found


def manifests(tree: Mapping[str, bytes], environment: str) -> Objects:
    """The objects of one environment's manifests in a rendered tree; every file must hold exactly one."""
    found: list[Object] = []
    for path in sorted(tree):
        if path.startswith(f"manifests/{environment}/") and path.endswith((".yaml", ".yml")):
            objects = read_objects(tree[path].decode("utf-8"), path)
            assert len(objects) == 1, f"{path} holds {len(objects)} objects"
            found += objects
    assert found, f"no manifests for {environment} among {sorted(tree)}"
    return index(found, f"manifests/{environment}")


def helm_objects(
    helm: str,
    chart: str,
    values: str | None,
    release: str,
    namespace: str,
    kube_version: str,
    extra: Sequence[str] = ("--skip-tests",),
) -> Objects:
    """The objects that the real helm renders from a chart, hooks too; tests, unless ``extra`` is given, not.

    ``values`` is the name of a values file in the chart, or None.
    """
    with_values = ["-f", os.path.join(chart, values)] if values else []
    where = ["--namespace", namespace, "--kube-version", kube_version]
    text = run([helm, "template", release, chart, *with_values, *where, *extra])
    return index(read_objects(text, "helm template"), "helm template")


def kustomize_objects(kustomize: str, folder: str) -> Objects:
    """The objects that the real kustomize builds from a folder."""
    return index(read_objects(run([kustomize, "build", folder]), "kustomize build"), "kustomize build")


def strip_helm_owned(value: Any) -> Any:
    """A copy without the labels and annotations that helm owns, wherever metadata occurs; maps left empty go too."""
    stripped = copy.deepcopy(value)
    for metadata in metadata_of(stripped):
        for field in ("labels", "annotations"):
            entries = metadata.get(field)
            if isinstance(entries, dict):
                owned = [name for name in entries if name.startswith("helm.sh/") or name == MANAGED_BY]
                for name in owned:
                    del entries[name]
                if owned and not entries:
                    del metadata[field]
    return stripped


def metadata_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every map that stands under the key metadata, at any depth."""
    if isinstance(value, dict):
        if isinstance(value.get("metadata"), dict):
            yield value["metadata"]
        for child in value.values():
            yield from metadata_of(child)
    elif isinstance(value, list):
        for child in value:
            yield from metadata_of(child)


def stripped(objects: Objects) -> Objects:
    """The same objects without what helm owns."""
    return {key: strip_helm_owned(item) for key, item in objects.items()}


def differences(left: Any, right: Any, path: str = "") -> list[str]:
    """Where two parsed values differ, a line each: ``spec.replicas: 2 != 3``. 1, 1.0 and true are three values."""
    if isinstance(left, dict) and isinstance(right, dict):
        return differences_of_maps(left, right, path)
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        return [line for number, (a, b) in pairs for line in differences(a, b, f"{path}[{number}]")]
    same = type(left) is type(right) and left == right
    return [] if same else [f"{path or '.'}: {shown(left)} != {shown(right)}"]


def differences_of_maps(left: Mapping[str, Any], right: Mapping[str, Any], path: str) -> list[str]:
    """The differences of two maps, in the order of their keys; a key on one side only is one difference."""
    lines: list[str] = []
    for key in {**left, **right}:
        below = f"{path}.{key}" if path else str(key)
        if key not in right:
            lines.append(f"{below}: {shown(left[key])} != (absent)")
        elif key not in left:
            lines.append(f"{below}: (absent) != {shown(right[key])}")
        else:
            lines += differences(left[key], right[key], below)
    return lines


def shown(value: Any) -> str:
    """A value for a message: its repr, cut."""
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:300]}… ({len(text)} characters)"


def object_differences(left: Objects, right: Objects) -> list[str]:
    """Where two sets of objects differ: objects on one side only, then fields, a line each."""
    lines = [f"only left: {key}" for key in left if key not in right]
    lines += [f"only right: {key}" for key in right if key not in left]
    for key, item in left.items():
        if key in right:
            lines += [f"{key}: {line}" for line in differences(item, right[key])]
    return lines


def assert_equal(left: Objects, right: Objects, names: str) -> None:
    """Fails with the differences, but for what helm owns; names says what is left and what is right."""
    lines = object_differences(stripped(left), stripped(right))
    assert not lines, f"{names} differ in {len(lines)} places:\n" + "\n".join(lines[:60])


def write_tree(tree: Mapping[str, bytes], folder: str) -> None:
    """Writes a rendered tree below a folder."""
    for path, content in tree.items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)
