"""The rows of the catalogue: what the schema of an object's kind says against it."""

from __future__ import annotations

from generator.lint.rule import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry("not-an-object", "invalid", "schema", "error", "minimal"),
    Entry("unknown-field", "invalid", "schema", "error", "minimal", fixable=True),
    Entry("wrong-type", "invalid", "schema", "error", "minimal", fixable=True),
    Entry("missing-field", "invalid", "schema", "error", "minimal"),
    Entry("wrong-value", "invalid", "schema", "error", "minimal", fixable=True),
    Entry("schema-limit", "invalid", "schema", "error", "minimal"),
)
