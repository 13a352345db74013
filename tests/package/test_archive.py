"""The archive: what tar and gzip read from it, and that its bytes depend on nothing but the files."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import tarfile
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.package.archive import LATEST, archive

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = 1_700_000_000
FILES = {
    "Chart.yaml": b"name: shop\n",
    "templates/web.yaml": b"kind: Service\n",
    ".helmignore": b"",
    "a/b/c": b"c" * 513,
}
STEPS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="/\0"), min_size=1, max_size=120
).filter(lambda step: step not in {".", ".."})
PATHS = st.lists(STEPS, min_size=1, max_size=4).map("/".join)


def members(packed: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as tar:
        found = {}
        for member in tar.getmembers():
            assert member.isreg()
            assert (member.mode, member.uid, member.gid, member.uname, member.gname) == (0o644, 0, 0, "", "")
            assert member.mtime == EPOCH
            content = tar.extractfile(member)
            assert content is not None
            found[member.name] = content.read()
    return found


def test_everything_is_in_it_sorted() -> None:
    found = members(archive(FILES, EPOCH, "shop"))
    assert list(found) == ["shop/.helmignore", "shop/Chart.yaml", "shop/a/b/c", "shop/templates/web.yaml"]
    assert {path.removeprefix("shop/"): content for path, content in found.items()} == FILES


@given(st.dictionaries(PATHS, st.binary(max_size=2000), max_size=6))
def test_any_files_come_back(files: dict[str, bytes]) -> None:
    found = members(archive(files, EPOCH, "top"))
    assert found == {f"top/{path}": content for path, content in files.items()}


@pytest.mark.parametrize("length", [*range(90, 104), 155, 156, 157, 255, 256, 257, 300])
@pytest.mark.parametrize("folders", [0, 1, 40])
def test_long_paths_come_back(length: int, folders: int) -> None:
    path = ("d/" * folders).ljust(length, "x")
    assert members(archive({path: b"found"}, EPOCH, "top")) == {f"top/{path}": b"found"}


@pytest.mark.parametrize("size", [0, 65535 - 512, 65535, 65536, 200_000])
def test_contents_of_any_size_come_back(size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    assert members(archive({"large": content}, EPOCH, "top")) == {"top/large": content}


def test_the_order_in_which_files_are_given_does_not_matter() -> None:
    turned = dict(reversed(FILES.items()))
    assert archive(turned, EPOCH, "shop") == archive(FILES, EPOCH, "shop")


def test_the_bytes_are_these() -> None:
    # Written down once: a change of these bytes makes every release that is packaged again another one.
    known = "983c07620a312ae0c99c109c925ddce51d2925a9e92d43ea5a3064309ea75d47"
    assert sha256(archive(FILES, EPOCH, "shop")).hexdigest() == known


def test_no_compressor_has_touched_the_bytes() -> None:
    packed = archive(FILES, EPOCH, "shop")
    plain = gzip.decompress(packed)
    assert packed[:10] == b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    assert packed[15 : 15 + len(plain)] == plain  # one stored block, after its five bytes
    assert packed[-8:-4] == zlib.crc32(plain).to_bytes(4, "little")
    assert len(plain) % 10240 == 0


@pytest.mark.parametrize("epoch", [0, LATEST])
def test_the_first_and_the_last_time(epoch: int) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive(FILES, epoch, "shop")), mode="r:gz") as tar:
        assert {member.mtime for member in tar.getmembers()} == {epoch}


@pytest.mark.skipif(not shutil.which("tar"), reason="tar is not installed")
def test_tar_unpacks_it(tmp_path: Path) -> None:
    long = {**FILES, f"{'long' * 30}/{'name' * 30}.yaml": b"long"}
    (tmp_path / "x.tgz").write_bytes(archive(long, EPOCH, "shop"))
    subprocess.run(["tar", "xzf", "x.tgz"], cwd=tmp_path, check=True)
    found = {
        str(path.relative_to(tmp_path / "shop")): path for path in (tmp_path / "shop").rglob("*") if path.is_file()
    }
    assert {name: path.read_bytes() for name, path in found.items()} == long
    assert {int(path.stat().st_mtime) for path in found.values()} == {EPOCH}
