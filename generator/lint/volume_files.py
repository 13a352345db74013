"""Files that volumes hold: the items of ConfigMaps, Secrets and the downward API.

Source: kubernetes pkg/apis/core/validation (validateKeyToPath, validateDownwardAPIVolumeFile).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import file_paths
from generator.lint.downward import field_faults, resource_faults
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path

_MOST_MODE = 0o777
_OCTAL = frozenset("01234567")
_MODE_DIGITS = 3


def mode_fault(source: Mapping[str, Any], path: Path, key: str) -> Iterator[Report]:
    """A mode that files cannot have."""
    mode = source.get(key)
    if isinstance(mode, int) and not 0 <= mode <= _MOST_MODE:
        message = f"{key} is {mode}, and modes are 0 to 0777 in octal, {_MOST_MODE} in decimal"
        octal = str(mode) if set(str(mode)) <= _OCTAL else ""
        yield Report((*path, key), message, f"write 0{octal}" if len(octal) == _MODE_DIGITS else "")


def path_fault(source: Mapping[str, Any], path: Path, key: str = "path") -> Iterator[Report]:
    """A file that would not be in the volume."""
    file = source.get(key)
    if file is None:
        return
    reason = file_paths.unreserved(file) if file else f"{key} is empty"
    if reason:
        yield Report((*path, key), reason)


def item_faults(source: Mapping[str, Any], path: Path) -> Iterator[Report]:
    """What is wrong with the items (key and path) of a ConfigMap or a Secret."""
    for index, item in enumerate(maps(source.get("items"))):
        where = (*path, "items", index)
        if item.get("key") == "":
            yield Report((*where, "key"), "key is empty")
        yield from path_fault(item, where)
        yield from mode_fault(item, where, "mode")


def downward_faults(source: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    """What is wrong with the files of the downward API."""
    for index, file in enumerate(maps(source.get("items"))):
        where = (*path, "items", index)
        yield from path_fault(file, where)
        yield from mode_fault(file, where, "mode")
        field, resource = file.get("fieldRef"), file.get("resourceFieldRef")
        if isinstance(field, dict):
            yield from field_faults(field, (*where, "fieldRef"), minor, of_pod=False)
            if isinstance(resource, dict):
                yield Report((*where, "resourceFieldRef"), "fieldRef and resourceFieldRef stand together", key=True)
        elif isinstance(resource, dict):
            if not resource.get("containerName"):
                yield Report((*where, "resourceFieldRef"), "containerName is missing", "name the container")
            yield from resource_faults(resource, (*where, "resourceFieldRef"))
        else:
            yield Report(where, "it has neither fieldRef nor resourceFieldRef", "write one of them")
