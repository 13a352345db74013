"""The printers: manifests, chart and kustomize, each from the same tree to a FileTree."""
