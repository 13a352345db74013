"""Telling others how a deploy went: chat, webhooks, the status of the commit."""
