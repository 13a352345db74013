"""kubectl: where it is, and how it is called."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ProgramError
from generator.programs.run import executable

if TYPE_CHECKING:
    from collections.abc import Iterable

VARIABLE = "FAIRLEAD_KUBECTL"
FIELD_MANAGER = "fairlead"
"""The name under which the API server notes the fields that a server-side apply sets."""
_PATIENCE = "--request-timeout=30s"
"""A cluster that does not answer must not stop a run for ever, and kubectl alone would wait."""


class Kubectl(NamedTuple):
    """The program, and which context and namespace it is to use; "" for those of the kubeconfig."""

    program: str
    context: str = ""
    namespace: str = ""


@cache
def find_kubectl() -> str:
    """The kubectl to use: FAIRLEAD_KUBECTL, or the one on PATH. ProgramError where there is none."""
    path = os.environ.get(VARIABLE) or executable("kubectl")
    if not path:
        raise ProgramError("kubectl is not installed; cure: https://kubernetes.io/docs/tasks/tools")
    return path


def _begun(kubectl: Kubectl) -> list[str]:
    context = ["--context", kubectl.context] if kubectl.context else []
    namespace = ["--namespace", kubectl.namespace] if kubectl.namespace else []
    return [kubectl.program, *context, *namespace]


def contexts_arguments(kubectl: Kubectl) -> list[str]:
    """Prints the names of the contexts of the kubeconfig."""
    return [kubectl.program, "config", "get-contexts", "--output", "name"]


def current_context_arguments(kubectl: Kubectl) -> list[str]:
    """Prints the context that is used where none is named; fails where there is none."""
    return [kubectl.program, "config", "current-context"]


def namespace_arguments(kubectl: Kubectl) -> list[str]:
    """Prints the namespace of the context, nothing where it names none."""
    return [*_begun(kubectl), "config", "view", "--minify", "--output", "jsonpath={..namespace}"]


def version_arguments(kubectl: Kubectl) -> list[str]:
    """Prints the versions of kubectl and of the server as JSON."""
    return [*_begun(kubectl), "version", "--output", "json", _PATIENCE]


def api_versions_arguments(kubectl: Kubectl) -> list[str]:
    """Prints the API versions that the server serves, one a line: apps/v1."""
    return [*_begun(kubectl), "api-versions", _PATIENCE]


def api_resources_arguments(kubectl: Kubectl) -> list[str]:
    """Prints a table of the kinds that the server serves, for ``api_resources``."""
    return [*_begun(kubectl), "api-resources", "--no-headers", _PATIENCE]


class Served(NamedTuple):
    """A kind that the server serves: ``group`` "" for the core, ``resource`` as in ``kubectl get`` (deployments)."""

    group: str
    kind: str
    resource: str
    namespaced: bool


def api_resources(table: str) -> list[Served]:
    """The kinds of the table; the short names, its second column, may be missing."""
    found = []
    for line in table.splitlines():
        words = line.split()
        if len(words) >= 4:  # noqa: PLR2004 - name, API version, namespaced, kind
            version, namespaced, kind = words[-3:]
            found.append(Served(version.rpartition("/")[0], kind, words[0], namespaced == "true"))
    return found


def get_arguments(kubectl: Kubectl, resources: Iterable[str], selector: str = "") -> list[str]:
    """Prints the objects of some types as JSON, those that carry labels where a selector is given."""
    chosen = ["--selector", selector] if selector else []
    return [*_begun(kubectl), "get", ",".join(resources), *chosen, "--output", "json", _PATIENCE]


def get_read_arguments(kubectl: Kubectl) -> list[str]:
    """Prints those of the objects on its stdin that the cluster has, as JSON; nothing where it has none."""
    return [*_begun(kubectl), "get", "--filename", "-", "--ignore-not-found", "--output", "json", _PATIENCE]


def events_arguments(kubectl: Kubectl) -> list[str]:
    """Prints the events of the namespace as JSON."""
    return [*_begun(kubectl), "get", "events", "--output", "json", _PATIENCE]


def namespace_exists_arguments(kubectl: Kubectl, namespace: str) -> list[str]:
    """Prints the name of a namespace, nothing where there is none."""
    return [*_begun(kubectl), "get", "namespace", namespace, "--ignore-not-found", "--output", "name", _PATIENCE]


def apply_arguments(kubectl: Kubectl, *, dry_run: bool = False) -> list[str]:
    """Applies the objects on its stdin on the server's side, also over what others have set.

    With ``dry_run`` nothing is kept, and what would have been is printed as JSON.
    """
    manner = ["--server-side", "--force-conflicts", f"--field-manager={FIELD_MANAGER}"]
    trial = ["--dry-run=server", "--output", "json", _PATIENCE] if dry_run else []
    return [*_begun(kubectl), "apply", *manner, *trial, "--filename", "-"]


def create_arguments(kubectl: Kubectl) -> list[str]:
    """Creates the object on its stdin, and fails where there is one of its name."""
    return [*_begun(kubectl), "create", "--filename", "-"]


def label_arguments(kubectl: Kubectl, target: str, label: str) -> list[str]:
    """Gives an object a label in the place of the one of that name: ``secret/one``, ``status=deployed``."""
    return [*_begun(kubectl), "label", target, label, "--overwrite"]


def create_namespace_arguments(kubectl: Kubectl, namespace: str) -> list[str]:
    """Creates a namespace."""
    return [*_begun(kubectl), "create", "namespace", namespace]


def delete_arguments(kubectl: Kubectl, targets: Iterable[str], seconds: int) -> list[str]:
    """Deletes objects, ``deployments.apps/web``, and waits until they are gone; those that are gone are fine."""
    return [*_begun(kubectl), "delete", *targets, "--ignore-not-found", f"--timeout={seconds}s"]


def established_arguments(kubectl: Kubectl, names: Iterable[str]) -> list[str]:
    """Waits until the server serves the kinds that CustomResourceDefinitions define."""
    targets = [f"customresourcedefinitions.apiextensions.k8s.io/{name}" for name in names]
    return [*_begun(kubectl), "wait", "--for=condition=Established", *targets, "--timeout=60s"]


def rollout_arguments(kubectl: Kubectl, workload: str, seconds: int) -> list[str]:
    """Waits for the rollout of a workload, ``deployment/web``; fails where its deadline has passed."""
    return [*_begun(kubectl), "rollout", "status", workload, f"--timeout={seconds}s"]


def logs_arguments(kubectl: Kubectl, pod: str, container: str, lines: int, *, previous: bool = False) -> list[str]:
    """Prints the last lines that a container wrote; ``previous`` is the one before its last restart."""
    before = ["--previous"] if previous else []
    return [*_begun(kubectl), "logs", pod, "--container", container, f"--tail={lines}", *before, _PATIENCE]
