"""Sending what others are told. Nothing that goes wrong here is more than a remark: the deploy is over."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from generator.handoff.notify.posts import NotSetError, post_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.handoff.notify.message import Message
    from generator.handoff.notify.posts import Post
    from generator.handoff.notify.settings import Settings

PATIENCE = 10.0
"""Seconds that a server may take to answer."""
_TRIES = 2
_PAUSE = 1.0


def send(
    settings: Settings, message: Message, environ: Mapping[str, str] | None = None, patience: float = PATIENCE
) -> list[str]:
    """Tell everybody at the same time; what went wrong, a line each, without an address or a token."""
    if settings.environments and message.environment not in settings.environments:
        return []
    if not settings.channels:
        return []
    from concurrent.futures import ThreadPoolExecutor

    known = os.environ if environ is None else environ
    posts: list[tuple[str, Post | str]] = []
    for channel in settings.channels:
        try:
            posts.append((channel.kind, post_for(channel, message, known)))
        except NotSetError as error:
            posts.append((channel.kind, str(error)))
    with ThreadPoolExecutor(len(posts)) as pool:
        answers = pool.map(lambda one: one if isinstance(one, str) else _sent(one, patience), [one for _, one in posts])
        return [f"notify {kind}: {answer}" for (kind, _), answer in zip(posts, answers, strict=True) if answer]


def _sent(post: Post, patience: float) -> str:
    """Why a post did not get through, "" where it did. A server that is at fault itself is asked twice."""
    answer = ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE)
        answer, again = _tried(post, patience)
        if not again:
            return answer
    return answer


def _tried(post: Post, patience: float) -> tuple[str, bool]:
    """What went wrong, and whether it may go better the next time."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    try:
        request = Request(post.url, post.body, post.headers, method="POST")  # noqa: S310 - posts.py lets http in alone
        with urlopen(request, timeout=patience) as answer:  # noqa: S310
            answer.read(1)
    except HTTPError as error:
        code = error.code
        error.close()
        return f"the server answered {code}", code >= 500  # noqa: PLR2004 - the server's own faults
    except TimeoutError:
        return f"no answer within {patience:g} s", False
    except URLError as error:
        late = isinstance(error.reason, TimeoutError)
        reason = f"no answer within {patience:g} s" if late else "the server cannot be reached"
        return reason, not late
    except (OSError, HTTPException):
        return "the connection broke off", True
    except ValueError:
        return "the address cannot be used", False
    return "", False
