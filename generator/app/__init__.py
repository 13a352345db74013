"""The app description: read, checked and merged into one tree of values an environment."""
