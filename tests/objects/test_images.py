"""Image references: their parts, tags that move, and what stands for an image."""

from __future__ import annotations

import pytest

from generator.objects.images import is_mutable, is_placeholder, parse

DIGEST = "sha256:" + "4f53cda1" * 8


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("nginx", ("docker.io", "library/nginx", "", "")),
        ("nginx:1.27.3", ("docker.io", "library/nginx", "1.27.3", "")),
        ("bitnami/redis:7.4", ("docker.io", "bitnami/redis", "7.4", "")),
        ("docker.io/nginx", ("docker.io", "library/nginx", "", "")),
        ("index.docker.io/library/nginx:1", ("docker.io", "library/nginx", "1", "")),
        ("localhost/web", ("localhost", "web", "", "")),
        ("registry:5000/web", ("registry:5000", "web", "", "")),
        ("registry.example.com:5000/shop/web:1.4.2", ("registry.example.com:5000", "shop/web", "1.4.2", "")),
        (f"ghcr.io/example/web@{DIGEST}", ("ghcr.io", "example/web", "", DIGEST)),
        (f"ghcr.io/example/web:1.4.2@{DIGEST}", ("ghcr.io", "example/web", "1.4.2", DIGEST)),
    ],
)
def test_the_parts_of_a_reference(text: str, parts: tuple[str, str, str, str]) -> None:
    assert tuple(parse(text)) == parts


@pytest.mark.parametrize("tag", ["latest", "Latest", "main", "nightly", "stable-alpine", "latest-amd", "alpine"])
def test_a_tag_that_moves(tag: str) -> None:
    assert is_mutable(tag)


@pytest.mark.parametrize(
    "tag", ["", "1", "v2", "1.27.3-alpine", "nightly-20260115", "main-3fa633d", "noble", "nonroot"]
)
def test_a_tag_that_names_one_build(tag: str) -> None:
    assert not is_mutable(tag)


@pytest.mark.parametrize("text", ["$(IMAGE)", "${REGISTRY}/web", "<your-image>", "{{ image }}", "ko://example.com/web"])
def test_what_stands_for_an_image(text: str) -> None:
    assert is_placeholder(text)


def test_an_image_stands_for_itself() -> None:
    assert not is_placeholder("registry.example.com:5000/web:1.4.2")
