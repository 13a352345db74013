"""Small workloads for the tests of inject, and what inject makes of them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from generator.documents.emitter import emit
from generator.documents.manifest import shown
from generator.documents.reading import read
from generator.inject.keys import BY_NAME
from generator.inject.run import File, inject
from generator.inject.settings import Exposed, Section, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "web.yaml"
LABELS = {"app": "web"}
PORTS = [{"name": "http", "containerPort": 8080}]


def workload(
    kind: str = "Deployment",
    container: dict[str, Any] | None = None,
    pod: dict[str, Any] | None = None,
    spec: dict[str, Any] | None = None,
    metadata: dict[str, Any] | None = None,
    template: dict[str, Any] | None = None,
    api_version: str = "apps/v1",
) -> dict[str, Any]:
    """A workload "web" of one container "web" with a port "http"; each part joined by what is given."""
    first = {"name": "web", "image": "registry.example.com/web:1.4.2", "ports": PORTS, **(container or {})}
    one = {
        "apiVersion": api_version,
        "kind": kind,
        "metadata": {"name": "web", **(metadata or {})},
        "spec": {
            "selector": {"matchLabels": LABELS},
            "template": {
                "metadata": {"labels": LABELS, **(template or {})},
                "spec": {
                    "containers": [{key: value for key, value in first.items() if value is not None}],
                    **(pod or {}),
                },
            },
            **({"serviceName": "web"} if kind == "StatefulSet" else {}),
            **(spec or {}),
        },
    }
    return copy.deepcopy(one)


def service(*ports: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """A Service "web" that selects the workload."""
    given = list(ports) or [{"port": 80, "targetPort": "http"}]
    value = {"selector": LABELS, "ports": given, **spec}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": value}


def scaler(least: int = 2) -> dict[str, Any]:
    """A HorizontalPodAutoscaler of the Deployment."""
    spec = {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}, "minReplicas": least}
    metadata = {"name": "web"}
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": metadata,
        "spec": {**spec, "maxReplicas": 6},
    }


def claim(mode: str = "ReadWriteOnce") -> dict[str, Any]:
    """A PersistentVolumeClaim "data"."""
    spec = {"accessModes": [mode], "resources": {"requests": {"storage": "1Gi"}}}
    return {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "data"}, "spec": spec}


DATA = {"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]}


class Outcome:
    """What inject made of some objects: ``workload`` is the first of them, ``objects`` are all."""

    def __init__(
        self,
        objects: list[Any],
        said: Mapping[str, Any] | None = None,
        *,
        minors: tuple[int, ...] = (),
        override: bool = False,
        whole: bool = False,
        sections: tuple[Section, ...] = (),
        exposed: Exposed | None = None,
    ) -> None:
        flags = {name: BY_NAME[name].parse(value) for name, value in (said or {}).items()}
        settings = Settings(flags, sections, minors, override, {NAME: exposed} if exposed else {})
        text = "---\n".join(map(emit, objects))
        found = inject([File(NAME, text)], settings, whole=whole)[NAME]
        again = inject([File(NAME, found.text)], settings, whole=whole)[NAME]
        assert again.text == found.text, "a second run changes something"
        assert found.problems == []
        self.objects, self.notes = [one.value for one in read(found.text, NAME).documents], found.notes
        self.workload: Any = self.objects[0]

    @property
    def spec(self) -> Any:
        """What the workload is to be."""
        return self.workload["spec"]

    @property
    def pod(self) -> Any:
        """What its pods are to be."""
        return self.spec["template"]["spec"]

    @property
    def container(self) -> Any:
        """The first container of its pods."""
        return self.pod["containers"][0]

    def told(self, action: str = "") -> list[str]:
        """The notes in one line each: "added spec.replicas: reason (source)"."""
        return [
            f"{one.action} {shown(one.path)}: {one.reason}" + (f" ({one.source})" if one.source else "")
            for one in self.notes
            if action in ("", one.action)
        ]

    def note(self, ending: str) -> Any:
        """The one note about a path that ends like this."""
        (found,) = [one for one in self.notes if shown(one.path).endswith(ending)]
        return found

    def of(self, kind: str) -> list[Any]:
        """The objects of a kind."""
        return [one for one in self.objects if one["kind"] == kind]


def served(said: Mapping[str, Any] | None = None, *, override: bool = False, **parts: Any) -> Outcome:
    """A Deployment that a Service sends requests to, after inject."""
    return Outcome([workload(**parts), service()], said, override=override)
