"""What the Dockerfile near a manifest exposes."""

from __future__ import annotations

import os

from generator.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.inject.run import File
    from generator.inject.settings import Exposed

_NAMES = ("Dockerfile", "Containerfile")


def exposed(files: Iterable[File]) -> Mapping[str, Exposed]:
    """What is exposed by the Dockerfile that builds the one image of each file, by the names of the files.

    A Dockerfile is looked for in the file's folder and those above it, up to the root of the repository. It builds an
    image that is called as its folder is (``shop/web:1.4`` and ``web/Dockerfile``), or as it is (``Dockerfile.web``):
    any other image is somebody else's.
    """
    return {file.name: near for file in files if "image:" in file.text and (near := _near(file)) is not None}


def _near(file: File) -> Exposed | None:
    images = {_image(line) for line in file.text.split("\n") if line.lstrip(" -").startswith("image:")}
    if len(images) != 1:
        return None
    image = images.pop()
    folder = os.path.dirname(os.path.abspath(file.name))
    root = _root(folder)
    return next((read for place in _places(folder, root, image) if (read := _exposed(place)) is not None), None)


def _image(line: str) -> str:
    """The last part of an image's name, without tag and digest."""
    reference = line.partition("image:")[2].strip(" \r\"'")
    return reference.partition("@")[0].rpartition("/")[2].partition(":")[0]


def _root(folder: str) -> str:
    """The root of the repository that a folder is in; the folder itself where it is in none."""
    above = folder
    while not os.path.exists(os.path.join(above, ".git")):
        if os.path.dirname(above) == above:
            return folder
        above = os.path.dirname(above)
    return above


def _places(folder: str, root: str, image: str) -> Iterator[str]:
    """Where the Dockerfile of an image may be, the nearest first."""
    while image:
        for name in _NAMES:
            yield os.path.join(folder, f"{name}.{image}")
            yield os.path.join(folder, f"{image}.{name}")
            if os.path.basename(folder) == image:
                yield os.path.join(folder, name)
        if folder == root:
            return
        folder = os.path.dirname(folder)


def _exposed(place: str) -> Exposed | None:
    """The TCP ports that a Dockerfile exposes, None where there is none that can be read."""
    if not os.path.isfile(place):
        return None
    from generator.cli.dockerfile import read_dockerfile
    from generator.inject.settings import Exposed
    from generator.sources.texts import text_of

    text = text_of(place)
    if not isinstance(text, str):
        return None
    ports = tuple(port.number for port in read_dockerfile(text).ports if port.protocol == "TCP")
    if not ports:
        return None
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line.strip().upper().startswith("EXPOSE ")]
    return Exposed(ports, f"{os.path.relpath(place)}:{lines[-1]}" if lines else os.path.relpath(place))
