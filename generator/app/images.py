"""Image references: ``registry.example.com:5000/shop:1.42.0@sha256:...`` taken apart."""

from __future__ import annotations


def split(reference: str) -> tuple[str, str, str]:
    """Repository, tag and digest of a reference; the absent ones are "".

    A colon before the last slash belongs to the registry's port, not to a tag.
    """
    name, _, digest = reference.partition("@")
    start, slash, last = name.rpartition("/")
    image, _, tag = last.partition(":")
    return start + slash + image, tag, digest
