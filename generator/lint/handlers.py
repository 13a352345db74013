"""What probes and lifecycle hooks do: the one handler that each of them has.

Source: kubernetes pkg/apis/core/validation (validateHandler), pkg/apis/core/v1/defaults.go (SetDefaults_HTTPGetAction).
"""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any
from generator.lint import port_names
from generator.lint.rule import Report
from generator.objects.values import maps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.manifest import Path

PROBE_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc")
HOOK_HANDLERS = ("exec", "httpGet", "tcpSocket", "sleep")


def faults(owner: Mapping[str, Any], path: Path, kinds: tuple[str, ...]) -> Iterator[Report]:
    """What is wrong with the handlers of a probe or a hook at a path; ``kinds`` are those that it may have."""
    found = [kind for kind in kinds if isinstance(owner.get(kind), dict)]
    if not found:
        yield Report(path, f"{path[-1]} does nothing: it has none of {', '.join(kinds)}", "write exactly one of them")
    elif len(found) > 1:
        yield Report((*path, found[1]), f"{' and '.join(found)} stand together", "keep one of them", key=True)
    for kind in found[:1]:
        yield from _CHECKS[kind](owner[kind], (*path, kind))


def _exec(action: Mapping[str, Any], path: Path) -> Iterator[Report]:
    if not action.get("command"):
        yield Report(path, "exec has no command", 'write command: ["sh", "-c", "…"]')


def _http(action: Mapping[str, Any], path: Path) -> Iterator[Report]:
    yield from _port(action, path)
    for index, header in enumerate(maps(action.get("httpHeaders"))):
        name = header.get("name", "X")
        if not (name.isascii() and name.replace("-", "a").isalnum()):
            message = f"{name!r} is no name of a header: it takes letters, digits and '-'"
            yield Report((*path, "httpHeaders", index, "name"), message)


def _port(action: Mapping[str, Any], path: Path) -> Iterator[Report]:
    fault = port_names.fault(action.get("port"))
    if fault:
        yield Report((*path, "port"), fault)


def _sleep(_action: Mapping[str, Any], _path: Path) -> Iterator[Report]:
    return iter(())


_CHECKS = {"exec": _exec, "httpGet": _http, "tcpSocket": _port, "grpc": _port, "sleep": _sleep}
