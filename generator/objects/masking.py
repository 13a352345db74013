"""Which places of an object hold what must not be repeated in a report."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING
from generator.objects.values import at

if TYPE_CHECKING:
    from generator.documents.manifest import Path
    from generator.documents.node import Plain

_HOLDERS = frozenset({"env", "command", "args", "data"})
_DATA = (("data",), ("stringData",))


def holds_secret(value: Plain, path: Path, line: str) -> bool:
    """Whether the value at a path of an object, or something else on its line, may be a secret.

    All data of Secrets is; elsewhere what the rules about secrets take for one.
    """
    if not isinstance(value, dict):
        return False
    if value.get("kind") == "Secret":
        return path[:1] in _DATA or "ata" in line
    if not _HOLDERS.intersection(map(str, path)):
        return False
    step = next(index for index, key in enumerate(path) if key in _HOLDERS)
    holder = at(value, *path[: step + 1])
    if path[step] == "env":
        return _in_env(at(holder, *path[step + 1 : step + 2]) if len(path) > step + 1 else holder)
    if path[step] == "data":
        return _in_data(holder, path[step + 1 :])
    return _in_words(holder)


def line_holds_secret(line: str) -> bool:
    """Whether a line of a text that could not be read is the setting of a secret: ``password: …``, a token."""
    from generator.objects import secret_names, tokens

    key, colon, value = line.strip(" \t-{\"'").partition(":")
    return bool(value and colon and secret_names.kind(key.strip(" \"'"))) or bool(tokens.found_in(line))


def _in_env(value: Plain) -> bool:
    """Whether a variable, or any of a list of them, holds a secret."""
    if isinstance(value, list):
        return any(_in_env(one) for one in value)
    return at(value, "value") is not None and _is_secret(str(at(value, "name")), str(at(value, "value")))


def _in_data(value: Plain, rest: Path) -> bool:
    if not isinstance(value, dict):
        return False
    from generator.objects.secret_texts import in_file

    for key in [str(rest[0])] if rest else value:
        text = str(value.get(key))
        if _is_secret(key, text) or any(True for _ in in_file(key, text)):
            return True
    return False


def _is_secret(name: str, text: str) -> bool:
    """Whether a name says that its value is a secret, or the value does: more than the rules would report."""
    from generator.objects import secret_names, secret_texts, tokens

    return bool(secret_names.kind(name) or tokens.found_in(text) or secret_texts.in_value(name, text))


def _in_words(value: Plain) -> bool:
    from generator.objects import secret_texts, tokens

    words = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return any(True for _ in secret_texts.in_words(words)) or any(tokens.found_in(word) for word in words)
