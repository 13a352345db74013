"""What pods may do to their node, beyond the Pod Security Standards."""
