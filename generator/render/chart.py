"""The Helm chart: one template an object, values that an environment changes, and what a chart needs beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.documents.emitter import emit
from generator.render.documentation import chart_texts
from generator.render.template import Template, helpers
from generator.render.values import commented, delta
from generator.render.valuesschema import known, values_schema

if TYPE_CHECKING:
    from generator.documents.node import Plain
    from generator.resources.model import Model

_CHART_FIELDS = ("home", "sources", "keywords", "maintainers", "icon")


def chart_files(model: Model) -> dict[str, str]:
    """The files of the chart by their path in it."""
    template = Template()
    templates = {f"templates/{item.id}.yaml": template.text(item.tree) for item in model.objects}
    every = [model.base.values, *(settings.values for settings in model.environments.values())]
    schema = values_schema(model.name, every)
    return {
        "Chart.yaml": emit(chart_metadata(model)),
        "values.yaml": commented(_ordered(model), _documentation(model), _values_head(model)),
        **{f"values.{name}.yaml": _delta(model, name) for name in model.environments},
        "values.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n",
        **chart_texts(model),
        "templates/_helpers.tpl": helpers(model.name, template.shared),
        **dict(sorted(templates.items())),
    }


def chart_metadata(model: Model) -> dict[str, Plain]:
    """What Chart.yaml holds."""
    description = model.base.description
    minors = [settings.cluster.minor for settings in [model.base, *model.environments.values()]]
    chart = model.chart
    version = str(description.get("version") or (description.get("image") or {}).get("tag") or "")
    return {
        "apiVersion": "v2",
        "name": model.name,
        "description": chart.get("description") or f"{model.name}, rendered from one app description",
        "type": "application",
        "version": chart["version"],
        **({"appVersion": version} if version else {}),
        "kubeVersion": f">=1.{min(minors)}.0-0",
        **{key: chart[key] for key in _CHART_FIELDS if chart.get(key)},
    }


def _values_head(model: Model) -> list[str]:
    names = ", ".join(f"values.{name}.yaml" for name in model.environments)
    return [
        f"The values of {model.name} with no environment.",
        f"What an environment changes is in {names}.",
        "Rendered by fairlead: change the app description, or set values at deploy time.",
    ]


def _documentation(model: Model) -> dict[str, Plain]:
    settings = known()
    components = model.base.description.get("components") or {}
    inner = {"properties": settings["component"]}
    return {
        "properties": {
            **settings["top"],
            **{
                name: {**inner, "description": f"The {item['type']} component {name}."}
                for name, item in components.items()
            },
        }
    }


def _ordered(model: Model) -> dict[str, Plain]:
    """The base's values: the app's first, a component's in the order in which people look for them."""
    settings, values = known(), model.base.values
    top = {key: values[key] for key in settings["top"] if key in values}
    components = {key: value for key, value in values.items() if key not in top}
    return {**top, **{name: _in_order(value, list(settings["component"])) for name, value in components.items()}}


def _in_order(values: dict[str, Plain], order: list[str]) -> dict[str, Plain]:
    return {key: values[key] for key in [*order, *values] if key in values}


def _delta(model: Model, name: str) -> str:
    changed = delta(model.base.values, model.environments[name].values)
    head = f"# What {name} changes of values.yaml.\n"
    return head + (emit(changed) if changed else "{}\n")
