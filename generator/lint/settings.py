"""How a run is set: which rules it asks, how severe they are, and the options of each."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.documents.node import Plain
    from generator.lint.rule import Entry

PROFILES = ("minimal", "recommended", "strict")
POD_SECURITY = ("privileged", "baseline", "restricted")
SEVERITIES = ("error", "warning", "note")
ALWAYS = "invalid"
"""The group that no setting can lower: it is what the API server says."""


class Configuration(NamedTuple):
    """What a project sets for lint; what it leaves out is empty."""

    profile: str = ""
    pod_security: str = ""
    kube_versions: tuple[str, ...] = ()
    strict: bool = False
    exclude: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()
    rules: Mapping[str, str] = {}
    options: Mapping[str, Mapping[str, Plain]] = {}


class Settings(NamedTuple):
    """What the command line and the configuration ask for.

    ``rules`` maps a rule, or a group, to a severity or "off"; a rule's own entry wins over its group's. ``options``
    are those of each rule. ``pod_security`` is the level of the Pod Security Standards, "" for the profile's own:
    baseline, and restricted in the profile strict. ``only`` names the rules and groups that are asked, () for all.
    """

    profile: str = "recommended"
    rules: Mapping[str, str] = {}
    options: Mapping[str, Mapping[str, Plain]] = {}
    pod_security: str = ""
    only: tuple[str, ...] = ()

    def severity(self, entry: Entry) -> str:
        """The severity that a rule has in this run, "off" where it is not asked."""
        if self.only:
            if entry.id not in self.only and entry.group not in self.only:
                return "off"
            return self.rules.get(entry.id) or self.rules.get(entry.group) or entry.severity
        if entry.group == ALWAYS:
            return entry.severity
        wanted = self.rules.get(entry.id) or self.rules.get(entry.group)
        if wanted:
            return wanted
        return entry.severity if self._is_on(entry) else "off"

    def _is_on(self, entry: Entry) -> bool:
        level = entry.group.removeprefix("pod-security-")
        if self.pod_security and level in POD_SECURITY:
            return POD_SECURITY.index(level) <= POD_SECURITY.index(self.pod_security)
        return entry.profile in PROFILES[: PROFILES.index(self.profile) + 1]

    def options_of(self, entry: Entry) -> Mapping[str, Plain]:
        """The options of a rule: those of the configuration over the defaults."""
        return {**entry.options, **self.options.get(entry.id, {})}
