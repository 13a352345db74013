"""Descriptions for tests: written into a folder, loaded, or expected to be refused."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from generator.app.files import Files
from generator.app.load import load
from generator.documents.node import plain
from generator.errors import InputError
from tests.small_apps import MINIMAL

if TYPE_CHECKING:
    from pathlib import Path

    from generator.app.application import Application


class Description:
    """Loads what a test writes; ``files`` are further files beside app.yaml."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, text: str, files: dict[str, str] | None = None) -> None:
        for name, content in {"app.yaml": textwrap.dedent(text), **(files or {})}.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(content))

    def load(self, text: str, files: dict[str, str] | None = None, sets: tuple[str, ...] = ()) -> Application:
        self.write(text, files)
        return load("app.yaml", Files(str(self.folder)), sets)

    def app(self, rest: str, environments: str = "environments: {dev: {}}", **files: str) -> Application:
        """Loads a description of which the test says all but the first lines and the environments."""
        head = "apiVersion: fairlead/v1\nname: shop\n"
        return self.load(head + textwrap.dedent(rest) + textwrap.dedent(environments), files)

    def refused(self, text: str, files: dict[str, str] | None = None, sets: tuple[str, ...] = ()) -> list[str]:
        """What is said, without source lines, about a description that cannot be used."""
        with pytest.raises(InputError) as raised:
            self.load(text, files, sets)
        return [str(problem._replace(source_line="", cure="")) for problem in raised.value.problems]


class Effective(Protocol):
    def __call__(self, text: str, env: str = "dev", files: dict[str, str] | None = None) -> Any: ...


@pytest.fixture
def description(tmp_path: Path) -> Description:
    return Description(tmp_path)


@pytest.fixture
def effective(description: Description) -> Effective:
    """The plain effective description of one environment."""

    def of(text: str, env: str = "dev", files: dict[str, str] | None = None) -> Any:
        return plain(description.load(text, files).environments[env])

    return of


@pytest.fixture
def minimal() -> str:
    return MINIMAL
