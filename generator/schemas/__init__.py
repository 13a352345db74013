"""What Kubernetes says of its kinds: the fields of each version, which kinds it serves, and which values it takes."""
