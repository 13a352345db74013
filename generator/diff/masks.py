"""Objects as they may be shown: with a mask in the place of everything that is, or may be, a secret.

All data of Secrets is. Elsewhere it is what its name says to be one (``DB_PASSWORD``, ``--api-key``, ``password=`` in a
configuration file), a token by its form, and a URL with a password: more than the rules of lint would report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diff.secret_data import decoded
from generator.diff.secret_lines import CHANGED, MASK, Line, is_reference, masked_lines
from generator.objects import secret_names, tokens
from generator.objects.masking import holds_secret
from generator.objects.secret_texts import in_value, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.documents.node import Plain

__all__ = ["CHANGED", "MASK", "Masker"]

_WORDS = frozenset({"args", "command"})
_ENTRIES = frozenset({"data", "stringData"})
_OF_SECRETS = frozenset({"apiVersion", "kind", "metadata", "type", "immutable", "spec", "status"})
"""The fields of a Secret that are no secret; ``stringdata`` is one, although Kubernetes would not know it."""
_SECRETS = frozenset({"authorization", "proxy-authorization", "cookie", ".dockerconfigjson", ".dockercfg"})
_SHORTEST = 6
"""Of shorter texts nobody can say that they are the same secret under another name, and no other word."""
_WHOLE_OBJECTS = "last-applied-configuration"
_HINTS = tuple(sorted({*map(str.lower, (*secret_names.WORDS, *tokens.PREFIXES)), "://", "auth", "cookie"}))
"""What is in every text that holds a secret which its own name does not tell."""


class Masker:
    """Makes copies of objects with masks in them.

    ``secrets`` are the secrets that were met, by a label of their place. A masker that is given those of the ``other``
    side marks what is another secret at the same place. ``known`` are texts that are secret in whatever variable, word
    or entry they stand.
    """

    def __init__(self, other: Mapping[str, set[str]] | None = None, known: frozenset[str] = frozenset()) -> None:
        self.secrets: dict[str, set[str]] = {}
        self._other = other or {}
        self._known = known

    def masked(self, value: Plain) -> Plain:
        """A copy of an object without its secrets; the same maps and lists with the same keys and lengths."""
        return self._value(value, "", "")

    def _value(self, value: Plain, key: str, label: str) -> Plain:
        if isinstance(value, dict):
            return self._map(value, key, label)
        if isinstance(value, list):
            if key in _WORDS or any(isinstance(item, str) and item.startswith("-") for item in value):
                return self._words(value, label)
            return [self._value(item, key, f"{label}[{_name(item)}]") for item in value]
        if isinstance(value, str) and value:
            return self._text(value, key, label)
        return value

    def _map(self, value: dict[str, Plain], key: str, label: str) -> dict[str, Plain]:
        is_secret = value.get("kind") == "Secret"
        found = {}
        for name, child in value.items():
            place = f"{label}.{name}"
            if is_secret and name not in _OF_SECRETS:
                found[name] = self._all(child, f"{label}.data", encoded=name == "data")
            elif key in _ENTRIES or name == "value":
                found[name] = self._setting(child, name if key in _ENTRIES else str(value.get("name")), place)
            elif name.endswith(_WHOLE_OBJECTS):
                found[name] = MASK
            else:
                found[name] = self._value(child, name, place)
        return found

    def _all(self, value: Plain, label: str, *, encoded: bool = False) -> Plain:
        """A value that is secret whatever it is; ``encoded`` says that it is base64."""
        if isinstance(value, dict):
            return {name: self._all(child, f"{label}.{name}", encoded=encoded) for name, child in value.items()}
        if isinstance(value, list):
            return [self._all(child, label, encoded=encoded) for child in value]
        return value if value is None else self._mask(decoded(value) if encoded else value, label)

    def _setting(self, value: Plain, name: str, label: str) -> Plain:
        """The value of a variable, or an entry of a ConfigMap: secret where its name says so, or part of it is."""
        if isinstance(value, dict | list):
            return self._value(value, "", label)
        text = value if isinstance(value, str) else str(value)
        if value in (None, "") or is_reference(text):
            return value
        if secret_names.kind(name) or name.lower() in _SECRETS or text in self._known:
            return self._mask(value, label)
        return self._lines(text, name, label) if isinstance(value, str) else value

    def _text(self, text: str, key: str, label: str) -> str:
        """A text anywhere: secret where it looks like what its key says."""
        return self._mask(text, label) if in_value(key, text) is not None else self._lines(text, "", label)

    def _lines(self, text: str, name: str, label: str) -> str:
        if not _may_hold(text.lower()):
            return text
        lines = masked_lines(text)
        if lines is None:
            return self._mask(text, label)
        shown = "\n".join(self._line(line, label) for line in lines)
        left = {"kind": "ConfigMap", "data": {name: shown.replace(CHANGED, "").replace(MASK, "")}}
        return self._mask(text, label) if holds_secret(left, ("data", name), "") else shown

    def _line(self, line: Line, label: str) -> str:
        return line.text if not line.secret else line.text + self._mask(line.secret, f"{label}:{line.text}")

    def _words(self, words: list[Plain], label: str) -> list[Plain]:
        """The words of a command, each of which may be an option, its value, or a script."""
        texts = [word if isinstance(word, str) else "" for word in words]
        found = {index for index, _ in in_words(texts)} | set(_values(texts))
        found |= {index for index, text in enumerate(texts) if text in self._known}
        return [
            self._word(word, f"{label}[{index}]", is_secret=index in found)
            if isinstance(word, str)
            else self._value(word, "", f"{label}[{index}]")
            for index, word in enumerate(words)
        ]

    def _word(self, word: str, label: str, *, is_secret: bool) -> str:
        shown = self._lines(word, "", label)
        if not is_secret or shown != word:
            return shown
        option, equals, value = word.partition("=")
        if equals and " " not in word and "\n" not in word:
            return f"{option}={self._mask(value, label)}"
        return self._mask(word, label)

    def _mask(self, secret: Plain, label: str) -> str:
        self.secrets.setdefault(label, set()).add(str(secret))
        known = self._other.get(label)
        return MASK if known is None or str(secret) in known else CHANGED


def _may_hold(lower: str) -> bool:
    for hint in _HINTS:  # noqa: SIM110 - a generator costs more than what it does here
        if hint in lower:
            return True
    return False


def both_masked(before: Plain, after: Plain) -> tuple[Plain, Plain]:
    """Both sides of an object with masks in them, None for a side that is not there.

    What is a secret on one side is one on the other as well, should it stand there under a harmless name.
    """
    old, new = Masker(), Masker()
    shown = old.masked(before), new.masked(after)
    every = (old.secrets, new.secrets)
    if not any(every):
        return shown
    known = frozenset(text for found in every for texts in found.values() for text in texts if len(text) >= _SHORTEST)
    old = Masker(known=known)
    return old.masked(before), Masker(old.secrets, known).masked(after)


def _name(item: Plain) -> str:
    return str(item.get("name", "")) if isinstance(item, dict) else ""


def _values(words: list[str]) -> Iterator[int]:
    """The indexes of the values of options that name a secret: of ``hunter2`` behind ``--password``."""
    is_value = False
    for index, word in enumerate(words):
        is_option = word.startswith("-")
        if is_value and word and not is_option:
            yield index
        if word:
            is_value = is_option and "=" not in word and bool(secret_names.kind(word.strip("-")))
