"""What the API server accepts and what does not work."""
