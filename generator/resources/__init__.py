"""The tree: every Kubernetes object of an app built once, with settings where environments may differ."""
