"""What a cluster shows to the outside."""
