"""Names and sentences as a terminal may show them: nothing in them moves the cursor or hides a part."""

from __future__ import annotations

import unicodedata

_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that change the direction of what follows."""


def printable(text: str) -> str:
    """The text with its control codes, half letters and direction signs written out ("\\x1b"); line breaks stay."""
    return "".join(_written(sign) if _is_unsafe(sign) else sign for sign in text)


def one_line(text: str) -> str:
    """The same on one line: for a file's name, where a line break is part of it."""
    return printable(text).replace("\n", "\\n")


def _is_unsafe(sign: str) -> bool:
    return sign != "\n" and (unicodedata.category(sign) in ("Cc", "Cs") or sign in _TURNING)


def _written(sign: str) -> str:
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
