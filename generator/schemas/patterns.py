"""Go's patterns (RE2), which CRDs are written in, as Python's."""

from __future__ import annotations

_POSIX = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "ascii": r"\x00-\x7f", "blank": r"\t ", "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9", "graph": "!-~", "lower": "a-z", "print": " -~", "punct": r"!-/:-@\[-`{-~", "space": r"\t\n\v\f\r ",
    "upper": "A-Z", "word": "0-9A-Za-z_", "xdigit": "0-9A-Fa-f",
}  # fmt: skip


def translated(pattern: str) -> str:
    r"""A pattern with what the two languages say differently said Python's way.

    ``$`` is the end of the text, not also the place before a last line break; ``\z`` is ``\Z``; ``[[:alpha:]]`` are
    letters; in a class ``[`` needs a backslash. What Python cannot say (``\pL``, ``\Q``) it refuses by itself.
    """
    if pattern.startswith("^(?i)"):
        # Python wants it first, Go also where it begins to hold.
        return "(?i)" + translated("^" + pattern.removeprefix("^(?i)"))
    found: list[str] = []
    index = first = 0
    inside = False
    while index < len(pattern):
        piece = pattern[index]
        if piece == "\\" and index + 1 < len(pattern):
            piece = pattern[index : index + 2]
            found.append(r"\Z" if piece == r"\z" else piece)
        elif inside:
            name = _posix(pattern, index)
            if name:
                found.append(_POSIX[name])
                piece = f"[:{name}:]"
            else:
                # As the first character of a class the bracket that closes one is itself.
                inside = piece != "]" or index == first
                found.append("\\" + piece if piece in "[&~|" or (piece == "]" and inside) else piece)
        else:
            inside = piece == "["
            first = index + (2 if pattern.startswith("[^", index) else 1)
            found.append(r"\Z" if piece == "$" else piece)
        index += len(piece)
    return "".join(found)


def _posix(pattern: str, index: int) -> str:
    """The name of the class of characters that begins here, "" where none does."""
    if not pattern.startswith("[:", index):
        return ""
    name = pattern[index + 2 : max(pattern.find(":]", index), 0)]
    return name if name in _POSIX else ""
