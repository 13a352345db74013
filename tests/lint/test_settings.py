from __future__ import annotations

import pytest

from generator.lint.rule import Entry
from generator.lint.settings import Settings

INVALID = Entry("wrong-type", "invalid", "schema", "error", "minimal")
BROKEN = Entry("x", "broken", "object", "error", "minimal")
PRACTICE = Entry("readiness", "rollout", "pod", "warning")
STRICT = Entry("icon", "chart", "folder", "note", "strict")
OFF = Entry("digest", "images", "container", "warning", "off")
BASELINE = Entry("privileged", "pod-security-baseline", "container", "warning")
RESTRICTED = Entry("run-as-non-root", "pod-security-restricted", "pod", "warning", "strict")


@pytest.mark.parametrize(
    ("settings", "entry", "severity"),
    [
        (Settings(), PRACTICE, "warning"),
        (Settings(), STRICT, "off"),
        (Settings(), OFF, "off"),
        (Settings("minimal"), PRACTICE, "off"),
        (Settings("minimal"), BROKEN, "error"),
        (Settings("strict"), STRICT, "note"),
        (Settings("strict"), OFF, "off"),
        (Settings(rules={"digest": "error"}), OFF, "error"),
        (Settings(rules={"images": "note"}), OFF, "note"),
        (Settings(rules={"images": "note", "digest": "off"}), OFF, "off"),
        (Settings(rules={"wrong-type": "off"}), INVALID, "error"),
        (Settings(), BASELINE, "warning"),
        (Settings(), RESTRICTED, "off"),
        (Settings("strict"), RESTRICTED, "warning"),
        (Settings(pod_security="restricted"), RESTRICTED, "warning"),
        (Settings("strict", pod_security="baseline"), RESTRICTED, "off"),
        (Settings("strict", pod_security="privileged"), BASELINE, "off"),
        (Settings(only=("rollout",)), PRACTICE, "warning"),
        (Settings(only=("digest",)), OFF, "warning"),
        (Settings(only=("digest",)), INVALID, "off"),
    ],
)
def test_the_severity_of_a_rule(settings: Settings, entry: Entry, severity: str) -> None:
    assert settings.severity(entry) == severity


def test_options_of_the_configuration_stand_over_the_defaults() -> None:
    entry = Entry("labels", "metadata", "object", "warning", options={"required": [], "kinds": ["Service"]})
    settings = Settings(options={"labels": {"required": ["team"]}})
    assert settings.options_of(entry) == {"required": ["team"], "kinds": ["Service"]}
