"""Paths of files and directories that stay below where they begin.

Source: kubernetes pkg/apis/core/validation (validatePathNoBacksteps, validateLocalDescendingPath,
ValidateLocalNonReservedPath).
"""

from __future__ import annotations


def without_backsteps(path: str) -> str | None:
    """Why a path climbs, None where it does not: no step may be ``..``."""
    return f"{path!r} has a step '..'" if ".." in path.split("/") else None


def descending(path: str) -> str | None:
    """Why a path is not relative, or climbs."""
    if path.startswith("/"):
        return f"{path!r} is absolute and must be relative"
    return without_backsteps(path)


def unreserved(path: str) -> str | None:
    """Why a path cannot name a file that Kubernetes writes: names that begin with ``..`` are its own."""
    if path.startswith("..") and not path.startswith("../") and path != "..":
        return f"{path!r} begins with '..'"
    return descending(path)
