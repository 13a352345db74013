"""The files of kustomizations that people wrote themselves."""
