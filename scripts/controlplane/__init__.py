"""A Kubernetes control plane of plain processes, with nodes and pods that are made up."""
