"""The rows of the catalogue: reading YAML, charts, kustomizations."""

from __future__ import annotations

from generator.lint.rule import Entry

_CHART = ("chart",)
_KUSTOMIZATION = ("kustomization",)

ENTRIES: tuple[Entry, ...] = (
    Entry("unreadable", "invalid", "reading", "error", "minimal"),
    Entry("description", "invalid", "reading", "error", "minimal"),
    Entry("ambiguous-value", "yaml", "reading", "warning", fixable=True),
    Entry("decimal-mode", "yaml", "pod", "warning", words=("mode", "defaultMode"), fixable=True),
    Entry("chart-api-version", "chart", "folder", "warning", kinds=_CHART, fixable=True),
    Entry("chart-name", "chart", "folder", "warning", kinds=_CHART),
    Entry("chart-version", "chart", "folder", "warning", kinds=_CHART),
    Entry("chart-app-version", "chart", "folder", "warning", kinds=_CHART, fixable=True),
    Entry("chart-description", "chart", "folder", "note", kinds=_CHART),
    Entry("chart-maintainers", "chart", "folder", "note", "strict", kinds=_CHART),
    Entry("chart-icon", "chart", "folder", "note", "strict", kinds=_CHART),
    Entry("chart-kube-version", "chart", "folder", "note", "strict", kinds=_CHART),
    Entry("chart-notes", "chart", "folder", "note", "strict", kinds=_CHART),
    Entry("chart-ignore-file", "chart", "folder", "note", "strict", kinds=_CHART),
    Entry("values-schema", "chart", "folder", "note", kinds=_CHART),
    Entry("values-schema-open", "chart", "folder", "note", kinds=_CHART),
    Entry("values-undocumented", "chart", "folder", "note", "strict", kinds=_CHART),
    Entry("unused-value", "chart", "folder", "warning", kinds=_CHART),
    Entry("unknown-value", "chart", "folder", "warning", kinds=_CHART),
    Entry("template-file-name", "chart", "folder", "note", kinds=_CHART),
    Entry("kustomize-deprecated-field", "kustomize", "folder", "warning", kinds=_KUSTOMIZATION, fixable=True),
    Entry("labels-in-selectors", "kustomize", "folder", "warning", kinds=_KUSTOMIZATION, fixable=True),
    Entry("patch-prepends-env", "kustomize", "folder", "warning", kinds=_KUSTOMIZATION),
    Entry("patch-adds-handler", "kustomize", "folder", "warning", kinds=_KUSTOMIZATION),
    Entry("patch-adds-value-source", "kustomize", "folder", "warning", kinds=_KUSTOMIZATION),
    Entry("patch-adds-port", "kustomize", "folder", "warning", kinds=_KUSTOMIZATION),
    Entry("patch-replaces-list", "kustomize", "folder", "note", kinds=_KUSTOMIZATION),
    Entry("patch-keeps-spread", "kustomize", "folder", "note", kinds=_KUSTOMIZATION),
    Entry("patch-unused", "kustomize", "folder", "warning", kinds=_KUSTOMIZATION),
    Entry("image-unused", "kustomize", "folder", "warning", kinds=_KUSTOMIZATION),
)
