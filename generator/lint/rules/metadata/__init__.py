"""Labels, namespaces and API versions."""
