"""The level baseline of the Pod Security Standards."""
