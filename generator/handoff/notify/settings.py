"""The section ``notify`` of the configuration: whom to tell. Addresses and tokens are names of environment variables.

``slack: {url: VARIABLE}``, ``webhook: {url: VARIABLE, token: VARIABLE}``, ``github: {token: VARIABLE, repository:
owner/name}``, ``gitlab: {token: VARIABLE, project: id or path}``, and ``environments``, a list.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_VARIABLES = {
    "slack": ("url",),
    "webhook": ("url", "token"),
    "github": ("token", "url"),
    "gitlab": ("token", "url"),
}
"""The keys of each channel that name an environment variable, the one that it cannot do without first."""
_TEXTS = {"github": ("repository",), "gitlab": ("project",)}
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")


class Channel(NamedTuple):
    """Somebody to tell: ``kind`` is slack, webhook, github or gitlab; what is not set is ""."""

    kind: str
    url: str = ""
    token: str = ""
    repository: str = ""
    project: str = ""


class Settings(NamedTuple):
    """Whom to tell, and of which environments, () for all."""

    channels: tuple[Channel, ...] = ()
    environments: tuple[str, ...] = ()


class Wrong(NamedTuple):
    """Something wrong with the section: the keys that lead to it, what, and the cure."""

    path: tuple[str, ...]
    message: str
    cure: str = ""


def configured(section: Any) -> tuple[Settings, list[Wrong]]:
    """The settings that a section (a map as read) holds, and everything that is wrong with it."""
    if not isinstance(section, dict):
        return Settings(), [Wrong((), "must be a map")]
    wrong: list[Wrong] = []
    channels: list[Channel] = []
    environments: tuple[str, ...] = ()
    for key, value in section.items():
        if key == "environments":
            environments = _environments(value, wrong)
        elif key in _VARIABLES:
            channels.append(_channel(key, value, wrong))
        else:
            known = ", ".join([*_VARIABLES, "environments"])
            wrong.append(Wrong((str(key),), f"there is no {key} here", f"there are {known}"))
    return (Settings() if wrong else Settings(tuple(channels), environments)), wrong


def _environments(value: Any, wrong: list[Wrong]) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    wrong.append(Wrong(("environments",), "must be a list of names of environments"))
    return ()


def _channel(kind: str, value: Any, wrong: list[Wrong]) -> Channel:
    if not isinstance(value, dict):
        wrong.append(Wrong((kind,), "must be a map", f"{kind}: {{{_VARIABLES[kind][0]}: NAME_OF_A_VARIABLE}}"))
        return Channel(kind)
    known = (*_VARIABLES[kind], *_TEXTS.get(kind, ()))
    for key, text in value.items():
        if key not in known:
            wrong.append(Wrong((kind, str(key)), f"there is no {key} here", f"there are {', '.join(known)}"))
        elif not isinstance(text, str) or not text:
            wrong.append(Wrong((kind, key), "must be a text"))
        elif key in _VARIABLES[kind] and not _NAME.fullmatch(text):
            message = "must be the name of an environment variable that holds it"
            wrong.append(Wrong((kind, key), message, "what is secret does not belong into a file"))
    needed = _VARIABLES[kind][0]
    if needed not in value:
        wrong.append(Wrong((kind,), f"lacks {needed}, the name of an environment variable"))
    return Channel(kind, **{key: str(text) for key, text in value.items() if key in known})
