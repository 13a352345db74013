"""Telling others how a deploy went, as the section ``notify`` of the configuration says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.cli.configuration import section
from generator.errors import FairleadError, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.handoff.notify.settings import Settings
    from generator.handoff.result import Result
    from generator.handoff.target import Target


def settings() -> Settings:
    """Whom to tell. InputError where the configuration cannot be used; to be asked before anything is changed."""
    from generator.handoff.notify.settings import Settings, configured

    found = section("notify")
    if found is None:
        return Settings()
    settings, wrong = configured(found.value)
    if wrong:
        raise InputError([found.problem(one.path, one.message, one.cure) for one in wrong])
    return settings


def told(settings: Settings, target: Target, result: Result, changes: str) -> str:
    """Tell everybody; what went wrong, as warnings to be printed."""
    from generator.handoff.notify.message import message
    from generator.handoff.notify.sending import send

    if not settings.channels:
        return ""
    commit = _commit(os.environ, target.application.root)
    about = message(target, result, changes, link=_link(os.environ), commit=commit)
    return "".join(f"warning: {one}\n" for one in send(settings, about))


def _link(environ: Mapping[str, str]) -> str:
    """The address of the build, in the CI systems that say it; "" elsewhere."""
    server, repository, run = (environ.get(f"GITHUB_{name}") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    if server and repository and run:
        return f"{server}/{repository}/actions/runs/{run}"
    return environ.get("CI_JOB_URL") or environ.get("CI_PIPELINE_URL") or environ.get("BUILD_URL") or ""


def _commit(environ: Mapping[str, str], folder: str) -> str:
    """The commit that was deployed; "" where nobody knows."""
    named = environ.get("GITHUB_SHA") or environ.get("CI_COMMIT_SHA")
    if named:
        return named
    from generator.programs.git import commit_arguments, find_git
    from generator.programs.run import complete

    try:
        done = complete(commit_arguments(find_git(), folder or ".", "HEAD"))
    except FairleadError:
        return ""
    return done.stdout.strip() if not done.code else ""
