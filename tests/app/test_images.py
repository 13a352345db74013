import pytest

from generator.app.images import split

DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("busybox", ("busybox", "", "")),
        ("busybox:1.37", ("busybox", "1.37", "")),
        ("localhost:5000/shop", ("localhost:5000/shop", "", "")),
        ("localhost:5000/a/shop:1.0", ("localhost:5000/a/shop", "1.0", "")),
        (f"shop@{DIGEST}", ("shop", "", DIGEST)),
        (f"registry:443/shop:1.0@{DIGEST}", ("registry:443/shop", "1.0", DIGEST)),
    ],
)
def test_references(reference: str, parts: tuple[str, str, str]) -> None:
    assert split(reference) == parts
