"""A revision of a release, whoever keeps it: helm, or fairlead's own records."""

from __future__ import annotations

from typing import NamedTuple


class Revision(NamedTuple):
    """One state of an environment; ``status`` as helm says it: deployed, superseded, failed, pending-upgrade, …"""

    number: int
    status: str
    updated: str
    version: str
    description: str
    way: str

    @property
    def is_pending(self) -> bool:
        """Whether a run is, or was when it was killed, at work on it."""
        return self.status.startswith("pending") or self.status == "uninstalling"

    @property
    def was_good(self) -> bool:
        """Whether it has been in use, so that one can go back to it."""
        return self.status in ("deployed", "superseded") and not self._failed

    @property
    def _failed(self) -> bool:
        """Whether it is one that helm called superseded although it had failed: it does, once the next one succeeds."""
        return self.way == "helm" and '" failed: ' in self.description


def last_good(revisions: list[Revision], before: int = 0) -> Revision | None:
    """The revision to go back to: the newest one that is deployed, or was; ``before`` leaves out this and all later.

    The revision that is deployed wins over a later one that was deployed and then replaced.
    """
    good = [one for one in revisions if one.was_good and (not before or one.number < before)]
    deployed = [one for one in good if one.status == "deployed"]
    found = deployed or good
    return max(found, key=lambda one: one.number) if found else None
