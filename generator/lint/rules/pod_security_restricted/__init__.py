"""What the level restricted of the Pod Security Standards asks for beyond baseline."""
