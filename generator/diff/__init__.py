"""What differs between two sets of objects, and what that does to the running pods."""
