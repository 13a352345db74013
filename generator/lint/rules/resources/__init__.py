"""What containers ask of a node, and what they may use."""
