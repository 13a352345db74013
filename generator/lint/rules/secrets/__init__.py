"""Secrets that stand in manifests."""
