"""PyYAML's parsers: events from libyaml where PyYAML was built with it, else from pure Python."""

from __future__ import annotations

from generator.lean import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Events(Protocol):
    """What both parsers can do: give the next event, or raise yaml.YAMLError."""

    def get_event(self) -> Any:
        """The next event of the stream."""


def parser(text: str, *, pure: bool = False) -> Events:
    """A parser of a text; ``pure`` asks for the one in pure Python."""
    made: Any = _pure_parser() if pure else _fast_parser() or _pure_parser()
    events: Events = made(text)
    return events


def _fast_parser() -> Any:
    """libyaml's parser, or None where PyYAML was built without it."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return None
    return CParser


def _pure_parser() -> Any:
    """PyYAML's own parser with the two habits of libyaml that matter: tabs separate, and odd escapes are errors."""
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            escapes = {**Scanner.ESCAPE_REPLACEMENTS, "'": "'"}
            vars(self)["ESCAPE_REPLACEMENTS"] = escapes

        def scan_to_next_token(self) -> None:
            super().scan_to_next_token()
            while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
                self.forward()
                super().scan_to_next_token()

        def scan_plain_spaces(self, indent: int, start_mark: Any) -> Any:
            length = 0
            while self.peek(length) in {" ", "\t"}:
                length += 1
            blanks = self.prefix(length)
            if "\t" not in blanks:
                return super().scan_plain_spaces(indent, start_mark)
            self.forward(length)
            at_break = self.peek() in "\0\r\n\x85\u2028\u2029"
            return super().scan_plain_spaces(indent, start_mark) if at_break else [blanks]

        def scan_flow_scalar(self, style: str) -> Any:
            return _whole_characters(super().scan_flow_scalar, style, self.get_mark())

    return PureParser


def _whole_characters(scan: Callable[[str], Any], style: str, mark: Any) -> Any:
    """A quoted scalar's token; ScannerError where an escape stands for no character, or for half of one."""
    from yaml.scanner import ScannerError

    try:
        token = scan(style)
    except (ValueError, OverflowError):
        token = None
    if token is None or any("\ud800" <= character <= "\udfff" for character in token.value):
        raise ScannerError("while parsing a quoted scalar", mark, "found invalid Unicode character", mark)
    return token
