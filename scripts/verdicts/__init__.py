"""Verdicts on manifests: the API server's beside those of ``fairlead lint``."""
