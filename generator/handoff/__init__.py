"""Handing over to helm and kubectl: what goes to a cluster, and what becomes of it there."""
