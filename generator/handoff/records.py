"""What was applied with kubectl: a Secret for each revision in the namespace, as helm keeps its releases.

``fairlead.<app>.<environment>.v<number>`` holds the objects as they were applied, packed, so that a rollback can apply
them again. Its label ``fairlead.dev/status`` says how it went: ``pending-deploy`` until it is over, so that a run that
was killed is recognised. A revision is made by ``kubectl create``, which fails where another run has made it already:
two runs at once cannot both go on.
"""

from __future__ import annotations

import base64
import gzip
import json
import time
from typing import TYPE_CHECKING, Any

from generator.errors import ProgramError
from generator.handoff.revision import Revision
from generator.handoff.target import APP, ENVIRONMENT
from generator.objects.values import at
from generator.programs import kubectl
from generator.programs.run import complete, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.handoff.target import Target

STATUS = "fairlead.dev/status"
_REVISION = "fairlead.dev/revision"
_TYPE = "fairlead.dev/release"
_LARGEST = 1_000_000
"""Bytes that a Secret may hold (MaxSecretSize is 1 MiB)."""
KEPT = 10
"""How many revisions stay."""


class Records:
    """The revisions of an environment that was applied with kubectl."""

    def __init__(self, target: Target) -> None:
        self._target = target
        selector = f"{APP}={target.name},{ENVIRONMENT}={target.environment},{STATUS}"
        self._secrets = {_number(one): one for one in target.cluster.listed(["secrets"], selector)}

    def revisions(self) -> list[Revision]:
        """The revisions, the oldest first."""
        return [_revision(one) for _, one in sorted(self._secrets.items())]

    def objects(self, number: int) -> list[dict[str, Any]]:
        """The objects of a revision as they were applied."""
        found: list[dict[str, Any]] = _unpacked(self._secrets[number])["objects"]
        return found

    def begin(self, objects: Sequence[dict[str, Any]], version: str, description: str) -> int:
        """Record a new revision as pending, before anything of it is applied; its number.

        ProgramError where another run has taken the number.
        """
        number = max(self._secrets, default=0) + 1
        secret = self._secret(number, objects, version, description)
        done = complete(kubectl.create_arguments(self._target.cluster.kubectl), json.dumps(secret))
        if done.code:
            taken = "AlreadyExists" in done.stderr or "already exists" in done.stderr
            cure = "another run is at work on this environment: wait for it" if taken else done.stderr.strip()
            raise ProgramError(f"{self._target.title}: revision {number} cannot be recorded: {cure}")
        self._secrets[number] = secret
        return number

    def end(self, number: int, status: str) -> None:
        """Note how a revision went; with "deployed" the one before it is superseded, and old ones go."""
        if status == "deployed":
            for other in self.revisions():
                if other.number != number and other.status == "deployed":
                    self._mark(other.number, "superseded")
        self._mark(number, status)
        if status == "deployed":
            self._forget()

    def _mark(self, number: int, status: str) -> None:
        label = kubectl.label_arguments(
            self._target.cluster.kubectl, f"secret/{self._name(number)}", f"{STATUS}={status}"
        )
        run(label)
        self._secrets[number]["metadata"]["labels"][STATUS] = status

    def _forget(self) -> None:
        """Delete the oldest revisions; never one that is deployed."""
        old = [one for one in self.revisions() if one.status != "deployed"][: max(0, len(self._secrets) - KEPT)]
        if old:
            names = [f"secret/{self._name(one.number)}" for one in old]
            run(kubectl.delete_arguments(self._target.cluster.kubectl, names, 60))

    def _name(self, number: int) -> str:
        return f"fairlead.{self._target.name}.{self._target.environment}.v{number}"

    def _secret(self, number: int, objects: Sequence[dict[str, Any]], version: str, description: str) -> dict[str, Any]:
        about = {"record": 1, "version": version, "description": description, "objects": list(objects)}
        about["time"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        packed = gzip.compress(json.dumps(about).encode(), mtime=0)
        if len(packed) > _LARGEST:
            message = (
                f"{self._target.title}: what is applied takes {len(packed)} bytes packed, a Secret holds {_LARGEST}"
            )
            raise ProgramError(f"{message}; cure: deploy it with helm, or make it several applications")
        labels = {
            "app.kubernetes.io/managed-by": "fairlead",
            APP: self._target.name,
            ENVIRONMENT: self._target.environment,
            _REVISION: str(number),
            STATUS: "pending-deploy",
        }
        metadata = {"name": self._name(number), "labels": labels}
        data = {"release": base64.b64encode(packed).decode()}
        return {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": _TYPE, "data": data}


def _number(secret: dict[str, Any]) -> int:
    return int(at(secret, "metadata", "labels", _REVISION) or 0)


def _unpacked(secret: dict[str, Any]) -> dict[str, Any]:
    packed = base64.b64decode(secret["data"]["release"])
    found: dict[str, Any] = json.loads(gzip.decompress(packed))
    return found


def _revision(secret: dict[str, Any]) -> Revision:
    about = _unpacked(secret)
    status = str(at(secret, "metadata", "labels", STATUS))
    return Revision(_number(secret), status, about["time"], about["version"], about["description"], "kubectl")
