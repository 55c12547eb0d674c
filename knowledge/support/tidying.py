"""A written answer as plain text, with every citation as [n]: models put both in many ways."""

from __future__ import annotations

import re
from collections.abc import Collection

ACTOR = re.compile(r"\[\[\s*([^\[\]\n]+?)\s*\]\]")
_WORD = r"(?:passages?|sources?|extraits?|documents?|refs?)\b\.?\s*:?\s*(?:passages?\s*)?(?:n[°o]\s?|#)?"
_NUMBERS = r"\d{1,2}(?:(?:[\s,;&]{1,3}(?:et\s|and\s)?|\s?[-–]\s?)\d{1,2}){0,9}"
_BRACKETED = re.compile(
    rf"[\[【]\s?(?:(?:\^|n°\s?)?({_NUMBERS})(?:†[^】\]]{{0,80}})?|{_WORD}\s?({_NUMBERS})(?:\s?[,:–-]\s[^】\]]{{0,80}})?)\s?[\]】]",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\(\s?{_WORD}\s?({_NUMBERS})\s?\)", re.IGNORECASE)
_BARE = re.compile(rf"(?<=[^\W\d])\s?\(({_NUMBERS})\)(?=\s*(?:[.!?…;,]|$))", re.MULTILINE)
_RAISED = re.compile(r"\s([¹²³⁴⁵⁶⁷⁸⁹])(?=\s*(?:[.!?…;,]|$))", re.MULTILINE)
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_MARKED = re.compile(r"\[\d{1,2}\]")
_AFTER_STOP = re.compile(r"([.!?…][»”\"]?)((?:\s*\[\d{1,2}\])+)")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\d][^\]]*)\]\((https?://[^)\s]+)\)")
_EMPHASIS = re.compile(r"(\*\*|__|`+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|^#{1,6}\s+|^>\s+)", re.MULTILINE)
_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
_BIBLIOGRAPHY = re.compile(
    r"\n\W*(?:sources?|r[ée]f[ée]rences?|citations?)\W*\n(?:\s*(?:[-*•–]\s*)?\[?\d{1,2}[\].):][^\n]*(?:\n|\Z))+\s*\Z",
    re.IGNORECASE,
)


def tidy(text: str, known: Collection[str], passages: int) -> str:
    """Plain text with every citation as [n], before the full stop that ends what it supports.

    `known` are the ids that [[…]] may hold; (1) is a citation where there is no [n] at all, up to `passages`.
    """
    text = _BIBLIOGRAPHY.sub("", _without_tables(text.replace("\\[", "[").replace("\\]", "]")))
    text = _LINK.sub(_spelt_out, _IMAGE.sub("", text))
    text = ACTOR.sub(lambda match: f"[{match[1]}]" if match[1].isdigit() and match[1] not in known else match[0], text)
    actors = ACTOR.findall(text)
    places = iter(range(len(actors)))
    text = ACTOR.sub(lambda match: f"\x00{next(places)}\x00", text)
    text = _NAMED.sub(_as_markers, _BRACKETED.sub(_as_markers, text))
    if not _MARKED.search(text):
        text = _BARE.sub(lambda match: _within(match, passages), text)
        text = _RAISED.sub(lambda match: f" [{match[1].translate(_SUPERSCRIPTS)}]", text)
    text = _EMPHASIS.sub("", text)
    text = _AFTER_STOP.sub(lambda match: f" {match[2].strip()}{match[1]}", text)
    return re.sub("\x00(\\d+)\x00", lambda match: f"[[{actors[int(match[1])]}]]", text)


def _spelt_out(link: re.Match[str]) -> str:
    return link[1] if link[1] in link[2] else f"{link[1]} ({link[2]})"


def _as_markers(match: re.Match[str]) -> str:
    return "".join(f"[{number}]" for number in _listed(next(group for group in match.groups() if group)))


def _within(match: re.Match[str], passages: int) -> str:
    numbers = _listed(match[1])
    return " " + "".join(f"[{number}]" for number in numbers) if all(0 < n <= passages for n in numbers) else match[0]


def _listed(numbers: str) -> list[int]:
    """The numbers of "1, 3 et 4" or "1-3"."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s?[-–]\s?(\d+))?", numbers):
        found += range(int(first), int(last or first) + 1)
    return found


def _without_tables(text: str) -> str:
    """Each row of a Markdown table as an item of a list, its header left out."""
    rows = text.splitlines()
    header = {at - 1 for at, row in enumerate(rows) if _RULE.match(row) and at and rows[at - 1].strip().startswith("|")}
    kept = []
    for at, row in enumerate(rows):
        if at in header or at - 1 in header:
            continue
        cells = [cell.strip() for cell in row.strip().strip("|").split("|") if cell.strip()]
        is_row = row.strip().startswith("|") and row.strip().count("|") > 1
        kept.append(f"- {cells[0]}{' : ' if cells[1:] else ''}{' ; '.join(cells[1:])}" if is_row and cells else row)
    return "\n".join(kept)
