"""Permissions that are as good as all of them."""
