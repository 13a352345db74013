"""Kubernetes objects as the parts of the program see them: pods, containers, scopes, and facts about them."""
