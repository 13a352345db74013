"""Secrets in longer texts: the settings of a configuration file, the words of a command."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, NamedTuple
from generator.objects import secret_names, tokens
from generator.objects.secret_values import is_secret, password_in_url

if TYPE_CHECKING:
    from collections.abc import Iterator

_HINTS = tuple(sorted({word.lower() for word in secret_names.WORDS}))
_NO_SETTINGS = (
    ".sh", ".bash", ".py", ".js", ".ts", ".lua", ".rb", ".pl", ".go", ".java", ".groovy", ".ps1", ".html", ".css",
    ".md", ".txt", ".rego", ".tmpl", ".tpl", ".template", ".sql", ".proto", ".graphql", ".crt", "nsswitch.conf",
)  # fmt: skip
_LONGEST_LINE = 2000


class Setting(NamedTuple):
    """A secret in a text: the name that it has there, what it is and how many characters it has; 0 for a URL's."""

    name: str
    kind: str
    length: int

    def __str__(self) -> str:
        """What it is, for a message: ``a token of 20 characters``, ``a URL with a password``."""
        return f"a {self.kind} of {self.length} characters" if self.length else f"a {self.kind}"


def in_value(name: str, value: str) -> Setting | None:
    """The secret that a value is by its name, or the password in a URL in it; tokens are for ``tokens`` to find."""
    kind = secret_names.kind(name)
    if kind and is_secret(kind, value):
        return None if tokens.found_in(value) else Setting(name, secret_names.said(kind), len(value.strip()))
    if "://" in value and password_in_url(value) is not None:
        return Setting(name, "URL with a password", 0)
    return None


def in_file(name: str, text: str) -> Iterator[Setting]:
    """The secrets among the settings of a configuration file (``key=value``, ``key: value``), each name once."""
    lower = text.lower()
    if name.endswith(_NO_SETTINGS) or text.startswith("#!") or not _may_hold(lower):
        return
    seen = set()
    for line in text.split("\n"):
        if len(line) > _LONGEST_LINE or not _may_hold(line.lower()):
            continue
        key, value = _setting(line)
        found = in_value(key, value)
        if found is not None and found.name not in seen:
            seen.add(found.name)
            yield found


def _may_hold(lower: str) -> bool:
    return "://" in lower or any(hint in lower for hint in _HINTS)


def _setting(line: str) -> tuple[str, str]:
    """The key and the value of a line; without a key the whole line, and nothing for comments."""
    line = line.strip()
    if line.startswith(("#", "//", ";", "--", "!", "<")):
        return "", ""
    ends = [position for position in (line.find("="), line.find(": "), line.find('":')) if position > 0]
    end = min(ends, default=0)
    key = line[:end].removeprefix("- ").removeprefix("export ").strip(" \t\"'")
    if not _is_name(key):
        return "", line
    value = line[end:].removeprefix('"')[1:].partition(" #")[0]
    return key, _unquoted(value.lstrip(">").strip(" \t,;"))


def _is_name(text: str) -> bool:
    """Whether a text can be the name of a setting, which messages may show: no URL, no sentence."""
    return bool(text) and all(sign.isalnum() or sign in "_-." for sign in text)


def _unquoted(value: str) -> str:
    quote = value[:1]
    return value[1:].partition(quote)[0] if quote and quote in "\"'" else value


def in_words(words: list[str]) -> Iterator[tuple[int, Setting]]:
    """The secrets in a command: ``--password=x``, ``--password x``, ``PASSWORD=x``, URLs; with the word's index."""
    option = ""
    for index, word in enumerate(words):
        if not isinstance(word, str):
            continue
        found = [*_in_word(word, option)] if option or _may_hold(word.lower()) else []
        for setting in dict.fromkeys(found):
            yield index, setting
        option = _option(word)


def _in_word(text: str, option: str) -> Iterator[Setting]:
    """The secrets in one word, which may be a whole script for a shell; ``option`` is the one it is the value of."""
    pieces = text.split()
    if option and len(pieces) == 1 and not text.startswith("-"):
        found = in_value(option, text)
        if found is not None:
            yield found
            return
    option = ""
    for piece in pieces:
        name, equals, value = piece.partition("=")
        key = _shown(name) if equals else option
        found = in_value(key, _unquoted(value) if key and equals else _unquoted(piece))
        if found is not None:
            yield found
        option = _option(piece)


def _option(word: str) -> str:
    """The name of an option whose value is the next word, "" for any other word."""
    return "" if "=" in word or " " in word or not word.startswith("-") else _shown(word)


def _shown(name: str) -> str:
    """The name of an option or of a variable; "" where it may be a value itself, as in ``-psecret``."""
    plain = name.strip("\"'")
    if plain.startswith("-") and not plain.startswith("--") and not secret_names.is_plain(plain[1:]):
        return ""
    plain = plain.lstrip("-")
    return plain if _is_name(plain) else ""
