"""``fairlead inject --helm-plugin``: the plugin with which Helm 4 runs fairlead as a post-renderer."""

from __future__ import annotations

import os

from generator.app.data import data_path
from generator.cli.outcome import Outcome
from generator.errors import InputError, Place, Problem, ProgramError

FILES = ("plugin.yaml", "post-renderer")


def write_plugin(folder: str) -> Outcome:
    """Write the files of the plugin into a folder, which may hold an earlier version of it and nothing else.

    Raises InputError for a folder that holds something else, ProgramError where it cannot be written.
    """
    strangers = sorted(set(os.listdir(folder)) - set(FILES)) if os.path.isdir(folder) else []
    if strangers or (os.path.exists(folder) and not os.path.isdir(folder)):
        message = f"holds {strangers[0]}, which is no part of the plugin" if strangers else "is no folder"
        raise InputError([Problem(Place(folder, 0, 0), "", message, "name a new folder")])
    from shutil import copy

    try:
        os.makedirs(folder, exist_ok=True)
        for name in FILES:
            copy(data_path("integrations", "helm", name), os.path.join(folder, name))
    except OSError as error:
        raise ProgramError(f"{folder} cannot be written: {error.strerror or error}") from None
    return Outcome(stderr=f"{folder}: written; now: helm plugin install {folder}\n")
