"""What a release is made of: the app that a command line of ``fairlead package`` asks for, with its versions put in."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.cli.options import DESCRIPTION, app_path, loaded
from generator.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.app.application import Application
    from generator.app.files import Files
    from generator.package.commit import Commit

_APP_VERSION = re.compile("[A-Za-z0-9]([-A-Za-z0-9_.+]{0,61}[A-Za-z0-9])?", re.ASCII)


class Asked(NamedTuple):
    """What a command line asks for: the file of the description, ``--set``, and the versions, "" where none is named.

    ``version`` is semantic; ``source`` is what ``--version-from`` names.
    """

    app: str
    assignments: tuple[str, ...]
    version: str
    app_version: str
    source: str


class Loaded(NamedTuple):
    """The application with the versions of its release, and the files that these and the description were read from."""

    application: Application
    files: tuple[str, ...]


def asked_for(values: dict[str, Any], apps: list[str]) -> Asked:
    """What the values of a command line ask for. UsageError where there are two apps, or a version is none."""
    from generator.package.versions import semantic

    if len(apps) > 1:
        raise UsageError(f"one app is packaged at a time, and these are {len(apps)}: {', '.join(apps)}")
    version = semantic(values["version"]) if values["version"] else ""
    if version is None:
        raise UsageError(f"--version {values['version']}: is no semantic version, as 1.4.0 and 1.4.0-rc.1 are")
    app_version = values["app_version"]
    if app_version and not _APP_VERSION.fullmatch(app_version):
        about = "is no version: at most 63 letters, digits, '.', '-', '+' and '_', with a letter or digit at each end"
        raise UsageError(f"--app-version {app_version}: {about}")
    app = app_path(apps[0] if apps else DESCRIPTION)
    return Asked(app, tuple(values["set"]), version, app_version, values["version_from"])


def load_release(asked: Asked, commit: Commit | None) -> Loaded:
    """The application with its versions: those that were named, else those of the source, else its own.

    InputError where the description, or the source of the version, cannot be used.
    """
    application, files = loaded(asked.app, asked.assignments)
    read = _read(files)
    found = ""
    if asked.source:
        found, source = _version(asked, application.name, commit, read)
        read = (*read, *source)
    texts = {"chart.version": asked.version or found, "version": asked.app_version or found}
    assignments = [f"{path}={json.dumps(text)}" for path, text in texts.items() if text]
    if assignments:
        application, _ = loaded(asked.app, (*asked.assignments, *assignments))
    return Loaded(application, read)


def _read(files: Files) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.path for found in files.dependencies() if found.kind == "file"))


def _version(asked: Asked, name: str, commit: Commit | None, read: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The version that the source leads to, and the file it is read from."""
    if asked.source == "git":
        from generator.package.commit import changed_files, not_committed
        from generator.package.tags import tagged_version

        changed = [*changed_files(commit), *not_committed(commit, read)] if commit else []
        return tagged_version(commit, list(dict.fromkeys(changed)), name), ()
    from generator.package.version_files import NAMES, file_version, nearest

    path = nearest(asked.source, os.path.dirname(asked.app)) if asked.source in NAMES else asked.source
    return file_version(path), (path,)
