"""Whatever a person names (files, folders, charts, kustomizations, app.yaml, stdin) as sources of manifests."""
