"""The texts of a chart: NOTES.txt, README.md, .helmignore and what `helm test` runs, from Jinja2 templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app.text_templates import text_template
from generator.documents.emitter import scalar
from generator.render.expression import from_anywhere, value_of
from generator.resources.components import KINDS
from generator.resources.model import chart_label
from generator.resources.service import exposed

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.model import Model

_FILES = {
    ".helmignore": "helmignore.j2",
    "README.md": "README.md.j2",
    "templates/NOTES.txt": "NOTES.txt.j2",
    "templates/tests/connection.yaml": "connection.yaml.j2",
}


def chart_texts(model: Model) -> dict[str, str]:
    """The texts by their path in the chart; no connection test where nothing listens."""
    facts = _facts(model)
    texts = {path: text_template("chart", name).render(facts) for path, name in _FILES.items()}
    return {path: text for path, text in texts.items() if text.strip()}


def _facts(model: Model) -> dict[str, Plain]:
    """What the templates may say: names that were checked, never free text of a description."""
    components: dict[str, dict[str, Plain]] = {}
    for settings in [model.base, *model.environments.values()]:
        for name, item in (settings.description.get("components") or {}).items():
            components.setdefault(name, item)
    environments = [
        {"name": name, "namespace": settings.cluster.namespace, "kube": f"1.{settings.cluster.minor}"}
        for name, settings in model.environments.items()
    ]
    found = [_component(name, item) for name, item in components.items()]
    return {
        "name": model.name,
        "quoted_name": scalar(model.name),
        "chart": scalar(chart_label(model)),
        "environments": environments,
        "components": found,
        "connections": [connection for component in found for connection in component["connections"]],
    }


def _component(name: str, item: dict[str, Plain]) -> dict[str, Plain]:
    kind = KINDS.get(item["type"])
    ports = [port for port in exposed(item) if item["ports"][port].get("protocol", "TCP") == "TCP"] if kind else []
    return {
        "name": name,
        "value": value_of((name,)),
        "type": item["type"],
        "kind": kind or {"cron": "CronJob", "job": "Job"}[item["type"]],
        "workload": kind.lower() if kind else "",
        "connections": [{"to": name, "port": from_anywhere((name, "ports", port, "servicePort"))} for port in ports],
        "ingress": [
            {"asked": from_anywhere((name, "ingress", key)), "value": value_of((name, "ingress", key))}
            for key in (item.get("ingress") or {})
        ],
    }
