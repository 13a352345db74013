"""What is sent to each channel: pure functions from a message and the environment to an HTTP request.

Sources: api.slack.com "Incoming webhooks" and "Escaping text"; docs.github.com "Create a commit status" (description at
most 140 characters); docs.gitlab.com "Commits API" (set the pipeline status of a commit).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.handoff.notify.message import Message
    from generator.handoff.notify.settings import Channel

_GITHUB = "https://api.github.com"
_GITLAB = "https://gitlab.com/api/v4"
_LONGEST = 140


class Post(NamedTuple):
    """An HTTP request: its address and its headers may be secret, and are never shown."""

    url: str
    headers: dict[str, str]
    body: bytes


class NotSetError(Exception):
    """The environment lacks what a channel needs; the message says what."""


def post_for(channel: Channel, message: Message, environ: Mapping[str, str]) -> Post:
    """The request that tells a channel. NotSetError where the environment does not say how."""
    return {"slack": _slack, "webhook": _webhook, "github": _github, "gitlab": _gitlab}[channel.kind](
        channel, message, environ
    )


def _variable(name: str, environ: Mapping[str, str]) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise NotSetError(f"the environment variable {name} is not set")
    return value


def _post(url: str, value: object, headers: Mapping[str, str] | None = None) -> Post:
    if not url.startswith(("https://", "http://")):
        raise NotSetError("the address is no http:// or https:// address")
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Post(url, {"Content-Type": "application/json", "User-Agent": "fairlead", **(headers or {})}, body)


def _slack(channel: Channel, message: Message, environ: Mapping[str, str]) -> Post:
    sign = ":white_check_mark:" if message.outcome == "success" else ":x:"
    lines = [f"{sign} *{_escaped(message.title)}*", *map(_escaped, message.lines)]
    lines += [f"<{_escaped(message.link)}|Build>"] if message.link else []
    return _post(_variable(channel.url, environ), {"text": "\n".join(lines)})


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _webhook(channel: Channel, message: Message, environ: Mapping[str, str]) -> Post:
    headers = {"Authorization": f"Bearer {_variable(channel.token, environ)}"} if channel.token else {}
    return _post(_variable(channel.url, environ), {"fairlead": 1, **message._asdict()}, headers)


def _github(channel: Channel, message: Message, environ: Mapping[str, str]) -> Post:
    repository = channel.repository or _variable("GITHUB_REPOSITORY", environ)
    api = _variable(channel.url, environ) if channel.url else environ.get("GITHUB_API_URL") or _GITHUB
    url = f"{api.rstrip('/')}/repos/{quote(repository)}/statuses/{_commit(message)}"
    value = {"state": message.outcome, "description": _description(message), "context": _context(message)}
    headers = {"Authorization": f"Bearer {_variable(channel.token, environ)}", "Accept": "application/vnd.github+json"}
    return _post(url, {**value, **_link(message)}, headers)


def _gitlab(channel: Channel, message: Message, environ: Mapping[str, str]) -> Post:
    project = channel.project or _variable("CI_PROJECT_ID", environ)
    api = _variable(channel.url, environ) if channel.url else environ.get("CI_API_V4_URL") or _GITLAB
    url = f"{api.rstrip('/')}/projects/{quote(project, safe='')}/statuses/{_commit(message)}"
    state = "success" if message.outcome == "success" else "failed"
    value = {"state": state, "description": _description(message), "name": _context(message)}
    return _post(url, {**value, **_link(message)}, {"PRIVATE-TOKEN": _variable(channel.token, environ)})


def _commit(message: Message) -> str:
    if not message.commit:
        raise NotSetError("there is no commit: neither GITHUB_SHA nor CI_COMMIT_SHA, nor a git repository")
    return quote(message.commit, safe="")


def _link(message: Message) -> dict[str, str]:
    return {"target_url": message.link} if message.link else {}


def _context(message: Message) -> str:
    return f"fairlead/{message.app}/{message.environment}"


def _description(message: Message) -> str:
    text = "; ".join([message.status, *filter(None, [message.failure, *message.reasons, message.changes])])
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
