"""The sides of ``fairlead diff --live``: what the cluster has, and what it would have after a deploy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from generator.errors import UsageError
from generator.sources.sides import Side, Thing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.errors import Problem
    from generator.objects.scope import Scope


def live_sides(values: dict[str, Any], paths: Sequence[str]) -> tuple[Side, Side, tuple[str, str]]:
    """Both sides with what they are called, for each environment that is asked for, and without that for all.

    UsageError where more than an app description is named.
    """
    from generator.cli.options import app_path, chosen, loaded
    from generator.handoff.preflight import standing, tried
    from generator.handoff.target import target

    if len(paths) > 1 or values["to"]:
        raise UsageError("--live compares one app description with its cluster: fairlead diff --live --env prod [APP]")
    app = app_path(paths[0] if paths else values["app"])
    application, _ = loaded(app, ())
    before: dict[Thing, Scope] = {}
    after: dict[Thing, Scope] = {}
    problems: list[Problem] = []
    called: list[str] = []
    for name in chosen(application, values["env"]):
        aim = target(application, name, values["context"])
        found = tried(aim, standing(aim).way or "helm")
        thing = Thing("app", "", name)
        after[thing] = found.after
        if found.before is not None:
            before[thing] = found.before
        problems += found.problems
        called.append(aim.cluster.name)
    names = (", ".join(dict.fromkeys(called)) + " (live)", os.path.normpath(app))
    return Side(before), Side(after, tuple(problems)), names
