"""Literal sentences of French text. Pure functions: what they give is the text itself, only its white space tidied."""

from __future__ import annotations

import re

LONGEST = 60
"""Words beyond which a sentence is cut at its semicolons, then at its line breaks."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_OWN_LINE = re.compile(r"[ \t]*(?:[-*+•–▪◦‣·]|\d{1,2}[.)]|[a-z]\)|#{1,6}|>|\|)[ \t]+\S|[ \t]*\|")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_RUN = re.compile(r"[ \t]*\n[\s]*|[ \t]{2,}")
_STOP = re.compile(r"(?:\.{3}|[.!?…]+)(?:[ \u00a0\u202f]?[»”]|[\"'’)\]*_])*(?=\s|$)")
_NUMBER = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z])\.")
_OPENING = re.compile(r"[«“\"'(\[*_—–\-\s\u00a0\u202f]*(?:[A-ZÀ-ÖØ-Þ0-9]|https?://|www\.)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"'’])(?:mm?|mmes?|mlles?|mgr|dr|drs|me|pr|prof|st|ste|art|al|chap|vol|fig|tab|n|no|nos|p|pp|cf|ex|env|"
    r"av|apr|bd|boul|tél|tel|fax|réf|ref|éd|ed|coll|dir|min|max|hab|resp|adr|janv|févr|avr|juil|sept|oct|nov|déc|"
    r"c\.-à-d|i\.e|e\.g|mr|mrs|ms|vs|dept|dép|dépt|arr|sq|suiv|ss|j\.-c)\.$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|[\s(«\"'’.\-])[A-ZÀ-Ý]\.$")
_NUMBERED = re.compile(
    r"\b(?:phase|titre|chapitre|annexe|partie|livre|tome|volume|catégorie|article|groupe|type|vitamine|plan|classe|zone|"
    r"note|axe|lot|point|niveau|tranche|option)\s[A-Z]\.$",
    re.IGNORECASE,
)
_SEMICOLON = re.compile(r";(?=\s)")


def split(text: str) -> list[str]:
    """Give the sentences in order: each is literal but for runs of white space, and no other character is lost.

    Headings, list items and table rows stand alone. A sentence of more than `LONGEST` words is cut further.
    """
    found: list[str] = []
    for block in _blocks(text):
        for sentence in _cut(block):
            found.extend(_shorten(sentence))
    return [tidy for sentence in found if (tidy := tidied(sentence))]


def tidied(text: str) -> str:
    """Put on one line: line breaks and runs of spaces become one space; no-break spaces stay."""
    return _RUN.sub(" ", text).strip()


def squeezed(text: str) -> str:
    """Drop all white space: what stays equal when only white space differs."""
    return "".join(text.split())


def is_heading(sentence: str) -> bool:
    """Tell whether the sentence is a Markdown heading, which is never quoted."""
    return _HEADING.match(sentence) is not None


def _blocks(text: str) -> list[str]:
    """Cut at blank lines, and around lines that stand alone (headings, list items, table rows)."""
    blocks: list[str] = []
    for paragraph in _BLANK_LINE.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines: list[str] = []
        for line in paragraph.split("\n"):
            if lines and (_OWN_LINE.match(line) or is_heading(lines[-1].lstrip())):
                blocks.append("\n".join(lines))
                lines = []
            lines.append(line)
        blocks.append("\n".join(lines))
    return blocks


def _cut(block: str) -> list[str]:
    """Cut after each full stop that ends a sentence."""
    if is_heading(block.lstrip()):
        return [block]
    pieces: list[str] = []
    start, last = 0, len(block.rstrip())
    for stop in _STOP.finditer(block):
        if _ends(block, start, stop, last):
            pieces.append(block[start : stop.end()])
            start = stop.end()
    return [*pieces, block[start:]]


def _ends(block: str, start: int, stop: re.Match[str], last: int) -> bool:
    """Tell a sentence's end from an abbreviation, an initial, a list number or an inner quotation.

    The block is never copied: it may be megabytes on one line, with a stop every few letters.
    """
    is_last = stop.end() >= last
    if not is_last and not _OPENING.match(block, stop.end()):
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    if _NUMBER.fullmatch(block, start, stop.start() + 1):
        return False
    tail = block[max(start, stop.start() - 23) : stop.start() + 1]
    if _INITIAL.search(tail):
        return is_last or _NUMBERED.search(tail) is not None
    return _ABBREVIATION.search(tail) is None


def _shorten(sentence: str) -> list[str]:
    """Cut a very long sentence after its semicolons, and what is still too long at its line breaks."""
    if len(sentence.split()) <= LONGEST:
        return [sentence]
    clauses = _after(sentence, _SEMICOLON)
    if len(clauses) > 1:
        return [piece for clause in clauses for piece in _shorten(clause)]
    lines = sentence.split("\n")
    return lines if len(lines) > 1 else [sentence]


def _after(text: str, mark: re.Pattern[str]) -> list[str]:
    ends = [match.end() for match in mark.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
