"""What a workload says itself, in the terms of a component of app.yaml."""

from __future__ import annotations

import math

from generator.inject.defaults import of_type
from generator.inject.knowledge import MANIFEST, Known
from generator.lean import TYPE_CHECKING
from generator.objects import shutdown
from generator.objects.int_or_percent import is_zero
from generator.objects.rollouts import single_node_claims
from generator.objects.values import at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.manifest import Path
    from generator.documents.node import Plain
    from generator.inject.workload import Workload
    from generator.objects.resource import Container

GRACE = "terminationGracePeriodSeconds"
_SLEEP = "preStopSleepSeconds"
_KUBERNETES = "the default of Kubernetes"
_SEVERAL = 2


class Said:
    """What an object says: ``value`` is the object, perhaps with what is wrong in it taken out.

    ``layer`` has it by the paths of a component; ``volumes`` are the claims that one node alone may mount; ``usual``
    are the shipped defaults of its type.
    """

    def __init__(self, workload: Workload, value: dict[str, Plain], known: Mapping[str, Known]) -> None:
        self.workload = workload
        self.usual = of_type(workload.kind, served=workload.served)
        self.value = value
        self.kind = workload.kind
        self.spec: dict[str, Plain] = value.get("spec") or {}
        self.pod: dict[str, Plain] = at(value, *workload.pod.path, "spec") or {}
        self.volumes: dict[str, Plain] = {}
        self.layer: dict[Path, Known] = {}
        self._rollout()
        self._claims()
        self._shutdown(known)

    def container(self, container: Container) -> dict[str, Plain]:
        """The value of a container."""
        found: dict[str, Plain] = at(self.value, *self.workload.path(container)) or {}
        return found

    @property
    def strategy(self) -> dict[str, Plain]:
        """How it is rolled out, whatever its kind calls that."""
        return self.spec.get("strategy" if self.workload.resource.type == "Deployment" else "updateStrategy") or {}

    @property
    def deadline(self) -> int | None:
        """How long a start may take before the rollout counts as failed, None where the object does not say."""
        written = self.spec.get("progressDeadlineSeconds")
        if written is None or self.workload.resource.type != "Deployment":
            return None
        ready = self.layer.get(("rollout", "minReadySeconds"))
        return int(written - (ready.value if ready else self.usual["rollout"].get("minReadySeconds", 0)))

    @property
    def sleep(self) -> int | None:
        """How long its servers sleep before they end; None where none of them says."""
        pauses = [shutdown.pause(one._replace(value=self.container(one))) for one in self.workload.pod.running]
        found = [math.ceil(pause.seconds) for pause in pauses if pause is not None]
        return max(found) if found else None

    def has_hook(self, container: Container) -> bool:
        """Whether a container has a preStop hook."""
        return bool(at(self.container(container), "lifecycle", "preStop"))

    def _say(self, *path: str, value: Plain, source: str = MANIFEST) -> None:
        self.layer[path] = Known(value, source)

    def _rollout(self) -> None:
        rolling = self.strategy.get("rollingUpdate") or {}
        said = {
            "strategy": self.strategy.get("type"),
            **{key: rolling.get(key) for key in ("maxSurge", "maxUnavailable")},
        }
        said |= {key: self.spec.get(key) for key in ("minReadySeconds", "progressDeadlineSeconds")}
        for key, value in said.items():
            if value is not None:
                self._say("rollout", key, value=value)
        surge, lost = said["maxSurge"], said["maxUnavailable"]
        if surge is not None and is_zero(surge) and lost is None and self.workload.resource.type == "Deployment":
            self._say("rollout", "maxUnavailable", value="25%", source=_KUBERNETES)
        if self.workload.resource.type != "DaemonSet":
            self._say("replicas", value=self.workload.replicas)

    def _claims(self) -> None:
        workload = self.workload
        if workload.resource.type != "Deployment" or workload.replicas >= _SEVERAL or workload.scaled:
            return
        for claim, mode in single_node_claims(workload.resource, workload.scope):
            self.volumes[claim] = {"type": "persistentVolumeClaim", "accessModes": [mode]}
            self._say("mounts", value={claim: {"volume": claim}})

    def _shutdown(self, known: Mapping[str, Known]) -> None:
        """The sleep and the grace period.

        Of a grace period that is written, the usual sleep takes half at most; what people say of it is taken as it is.
        """
        grace, sleep, usual = self.pod.get(GRACE), self.sleep, self.usual["shutdown"].get(_SLEEP, 0)
        if grace is not None:
            self._say("shutdown", GRACE, value=grace)
        if sleep is not None:
            self._say("shutdown", _SLEEP, value=sleep)
        elif self.workload.servers and all(self.has_hook(one) for one in self.workload.servers):
            self._say("shutdown", _SLEEP, value=0)
        elif grace is not None and _SLEEP not in known and usual > grace // 2:
            self._say("shutdown", _SLEEP, value=grace // 2, source=GRACE)
