"""What is no manifest yet: templates of charts, and objects that other programs are to fill in."""

from __future__ import annotations

from generator.documents.reading import read
from generator.errors import Place, Problem
from generator.lean import TYPE_CHECKING, Pattern
from generator.objects.probe_times import PROBES

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.objects.resource import Resource

OPENS = "{{"
_KEYS = ("name", "image", "ports", "lifecycle")
_HELM = Pattern(
    r"\{\{[^}]*(?:\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\b(?:include|tpl|template)\s+[\"$(.])"
)


def template_problem(name: str, text: str) -> Problem | None:
    """Why a file is the template of a chart, None where it is none.

    It speaks of what only Helm knows, or it has Go actions and is no YAML with them. Others may well stand in texts of
    manifests: rules of Prometheus and templates of Vault are such.
    """
    if OPENS not in text:
        return None
    found = _HELM.search(text)
    position = found.start() if found else text.index(OPENS)
    if found is None and not any(one.severity == "error" for one in read(text, name).problems):
        return None
    line = text.count("\n", 0, position) + 1
    start = text.rfind("\n", 0, position) + 1
    row = text[start:].partition("\n")[0].rstrip("\r")
    message = "is a template of Helm: nothing can be put in before it is rendered"
    cure = "inject into what it renders to: helm template … | fairlead inject -, or as a post-renderer of helm"
    return Problem(Place(name, line, position - start + 1), "", message, cure, row)


def is_templated(resource: Resource) -> bool:
    """Whether what an object is known by, or what is decided upon, is to be filled in yet."""
    pod = resource.pod
    containers = [one.value for one in pod.containers] if pod is not None else []
    parts: list[Plain] = [
        *(resource.metadata.get(key) for key in ("name", "namespace", "labels")),
        *(resource.spec.get(key) for key in ("selector", "strategy", "updateStrategy")),
        pod.labels if pod is not None else None,
        *(one.get(key) for one in containers for key in (*_KEYS, *PROBES)),
    ]
    return any(OPENS in str(part) for part in parts)
