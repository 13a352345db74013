"""Kubernetes YAML: read as Kubernetes reads it, with positions, and written so that it reads back the same."""
