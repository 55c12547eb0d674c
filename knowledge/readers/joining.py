"""Lines that a layout broke, joined again: hyphens mended, addresses kept whole. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")
_CUT = re.compile(r"(?P<head>[^\W\d_]+(?:-[^\W\d_]+)*)[-‑‐]$")
_START = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/\-_.=&?]$", re.IGNORECASE)

_LONGEST_WORD = 2_000
"""Characters of what is joined that tell how the next line goes on: those of its last word or address."""

_KEEP_AFTER = frozenset(
    "ci là même mêmes elle elles il ils on je tu nous vous moi toi lui leur eux ce y en t dire être delà dessus "
    "dessous dedans dehors avant après face".split()
)
"""Second halves before which French writes a hyphen ("celui-ci", "est-il", "c’est-à-dire")."""
_KEEP_BEFORE = frozenset(
    "sous non quasi demi semi mi ex vice avant après peut vis quelques au par porte savoir chef rendez contre entre "
    "lui elle eux moi nous vous soi dix vingt trente quarante cinquante soixante quatre cent grand haut bas nord sud "
    "est franco saint sainte e".split()
)
"""First halves after which French writes a hyphen ("sous-préfecture", "savoir-faire")."""


def vocabulary(text: str) -> frozenset[str]:
    """Lower-case words of a document, compounds with their hyphens: how it writes a word when no line cuts it."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def join_wrapped(lines: Iterable[str], known: frozenset[str]) -> str:
    """One paragraph from its lines: "indus-", "trie" gives "industrie", "Rhône-", "Alpes" keeps its hyphen."""
    parts: list[str] = []
    end = ""
    for line in filter(None, lines):
        if _is_cut(end, line, known):
            parts[-1], end = parts[-1][:-1], end[:-1]
            seam = ""
        else:
            seam = _seam(end, line) if parts else ""
        parts += [seam, line]
        end = f"{end}{seam}{line}"[-_LONGEST_WORD:].rpartition(" ")[2]
    return "".join(parts)


def _seam(end: str, line: str) -> str:
    """What stands between two joined lines: a space, unless a hyphen or a web address goes on."""
    if _ADDRESS.search(end) and re.match(r"[\w/?&=%#-]", line) and "." not in end[-1:]:
        return ""
    cut = re.search(r"\w[-‑‐]$", end)
    return "" if cut and re.match(r"\w", line) else " "


def _is_cut(end: str, line: str, known: frozenset[str]) -> bool:
    """Whether the hyphen that ends the last word is only there because the line ended."""
    head, start = _CUT.search(end), _START.match(line)
    if not head or not start or not start[0][0].islower() or _ADDRESS.search(end):
        return False
    first, second = head["head"].lower(), start[0].lower()
    if f"{first}{second}" in known:
        return True
    if f"{first}-{second}" in known or first in _KEEP_BEFORE or second in _KEEP_AFTER:
        return False
    return "-" not in first or first.endswith("-t")
