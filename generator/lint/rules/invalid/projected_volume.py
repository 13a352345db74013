"""A projected volume that the API server refuses.

Each entry of `sources` has at most one kind of source, and no file of the volume is written by two of them. A service
account token lives between ten minutes and 2^32 seconds.

```yaml
projected:
  sources:
  - serviceAccountToken:
      path: token
      expirationSeconds: 60   # wrong: 600 at least
```

Source: `pkg/apis/core/validation/validation.go` (`validateProjectionSources`).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint.label_selectors import selector_faults
from generator.lint.pod_templates import of_pods, volumes
from generator.lint.rule import Report
from generator.lint.volume_files import downward_faults, item_faults, mode_fault, path_fault
from generator.objects.values import at, maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path
    from generator.lint.rule import Fix
    from generator.objects.resource import Pod
    from generator.objects.scope import Scope

_SHORTEST_TOKEN = 600
_LONGEST_TOKEN = 2**32
_BUNDLES = 37
_TOKEN_PATHS = 31
_KNOWN = ("secret", "configMap", "downwardAPI", "serviceAccountToken")
_NEWER = ("clusterTrustBundle", "podCertificate")


@of_pods
def check(pod: Pod, scope: Scope) -> Iterator[Report]:
    """What is wrong with a pod's projected volumes."""
    for index, volume in volumes(pod, scope.minor):
        projected = volume.get("projected")
        if not isinstance(projected, dict):
            continue
        path = ("spec", "volumes", index, "projected")
        yield from mode_fault(projected, path, "defaultMode")
        taken: set[str] = set()
        for number, source in enumerate(maps(projected.get("sources"))):
            yield from _source(source, (*path, "sources", number), taken, scope.minor)


def _source(source: Mapping[str, Any], path: Path, taken: set[str], minor: int) -> Iterator[Report]:
    known = (*_KNOWN, *_NEWER) if minor >= _BUNDLES else _KNOWN
    kinds = [kind for kind in known if isinstance(source.get(kind), dict)]
    if len(kinds) > 1:
        yield Report((*path, kinds[1]), f"{' and '.join(kinds)} stand in one source", "make each an entry", key=True)
    for kind in ("secret", "configMap"):
        if kind in kinds:
            if not source[kind].get("name"):
                yield Report((*path, kind), "name is missing", "write name: …")
            yield from item_faults(source[kind], (*path, kind))
            yield from _twice(source[kind], (*path, kind), taken)
    if "downwardAPI" in kinds:
        yield from downward_faults(source["downwardAPI"], (*path, "downwardAPI"), minor)
        yield from _twice(source["downwardAPI"], (*path, "downwardAPI"), taken)
    if "serviceAccountToken" in kinds:
        yield from _token(source["serviceAccountToken"], (*path, "serviceAccountToken"), minor)
    if minor >= _BUNDLES and isinstance(source.get("clusterTrustBundle"), dict):
        yield from _bundle(source["clusterTrustBundle"], (*path, "clusterTrustBundle"), taken)


def _twice(source: Mapping[str, Any], path: Path, taken: set[str]) -> Iterator[Report]:
    for index, item in enumerate(maps(source.get("items"))):
        file = item.get("path")
        if file and file in taken:
            yield Report((*path, "items", index, "path"), f"{file!r} is written by another source as well")
        taken.update([file] if file else [])


def _token(token: Mapping[str, Any], path: Path, minor: int) -> Iterator[Report]:
    seconds = token.get("expirationSeconds")
    if isinstance(seconds, int) and not _SHORTEST_TOKEN <= seconds <= _LONGEST_TOKEN:
        message = f"expirationSeconds is {seconds} and must be {_SHORTEST_TOKEN} to {_LONGEST_TOKEN}"
        yield Report((*path, "expirationSeconds"), message)
    if minor >= _TOKEN_PATHS:
        yield from path_fault(token, path)
    elif token.get("path") == "":
        yield Report((*path, "path"), "path is empty")


def _bundle(bundle: Mapping[str, Any], path: Path, taken: set[str]) -> Iterator[Report]:
    name, signer = bundle.get("name"), bundle.get("signerName")
    if (name is None) == (signer is None):
        message = "name and signerName stand together" if name is not None else "it has neither name nor signerName"
        yield Report(path, message, "write one of them")
    elif name is not None and at(bundle, "labelSelector") is not None:
        yield Report((*path, "labelSelector"), "labelSelector goes with signerName, not with name", key=True)
    elif isinstance(bundle.get("labelSelector"), dict):
        yield from selector_faults(bundle["labelSelector"], (*path, "labelSelector"))
    yield from path_fault(bundle, path)
    file = bundle.get("path")
    if file in taken:
        yield Report((*path, "path"), f"{file!r} is written by another source as well")
    taken.update([file] if file else [])


def fix(pod: Pod, _scope: Scope, report: Report) -> Iterator[Fix]:
    """A mode of which only the zero is missing gets it: `0644` for `644`, in JSON its decimal value."""
    from generator.lint.fixes import mode

    return mode(pod, report.path)
