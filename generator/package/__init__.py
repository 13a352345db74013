"""What is handed over: reproducible archives, the record of a release, chart repositories and registries."""
