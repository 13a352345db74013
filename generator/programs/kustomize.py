"""kustomize: where it is, and how it is called."""

from __future__ import annotations

import os
from functools import cache

from generator.errors import ProgramError
from generator.programs.run import executable

VARIABLE = "FAIRLEAD_KUSTOMIZE"


@cache
def find_kustomize() -> tuple[str, ...]:
    """The beginning of the command that builds a kustomization: that of FAIRLEAD_KUSTOMIZE, kustomize, or kubectl.

    ProgramError where there is none.
    """
    path = os.environ.get(VARIABLE) or executable("kustomize")
    if path:
        return (path, "build")
    kubectl = executable("kubectl")
    if kubectl:
        return (kubectl, "kustomize")
    raise ProgramError(
        "neither kustomize nor kubectl is installed; cure: https://kubectl.docs.kubernetes.io/installation/kustomize"
    )


def build_arguments(kustomize: tuple[str, ...], folder: str) -> list[str]:
    """Builds the kustomization in a folder."""
    return [*kustomize, folder]
