"""Typeset lines made readable again: running lines removed, headings told, paragraphs joined. Pure functions.

A page gives lines in reading order with their place, height and weight; nothing else is known of its structure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from knowledge.readers.joining import join_wrapped, vocabulary


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; x, y and size in points, y counted from the bottom of the page."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    row: bool = False
    """A row of a table, told in one line."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """The lines of one page, in reading order, and where its edges are."""

    number: int
    lines: tuple[Line, ...]
    bottom: float = 0.0
    top: float = 842.0


@dataclass(frozen=True, slots=True)
class Typeset:
    """Readable text of each page as (number, text), and the title set largest on the first."""

    title: str
    pages: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Type:
    """What a document's type says: height of its running text, heights of its headings (largest first), its words."""

    body: float
    headings: tuple[float, ...]
    leading: float
    """Usual distance between two lines, in heights of the running text."""
    words: frozenset[str]


RAISED, LOWERED = "\ue000", "\ue001"
"""Private marks around a small raised figure, until it is known whether it calls a footnote."""

_MARGIN = 0.12
"""Share of the page's height, at the top and at the bottom, where running lines stand."""
_BULLET = re.compile(r"^(?:[•▪■□‣●○◦▸►▶➔➤→✓✔·]|[–—-](?=\s))\s*")
_LONE_BULLET = re.compile(r"^[•▪■□‣●○◦▸►▶➔➤→✓✔·–—-]$")
_NUMBER = re.compile(r"^[-–—\s]*(?:page\s*)?(?P<page>\d{1,4})(?:\s*(?:/|sur)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;…»”)]$")
_LEADERS = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*(?:…\s*){2,}|_{4,}")
_CALL = re.compile(rf"(?P<space>\s?){RAISED}(?P<figure>\d{{1,2}}){LOWERED}")
_CONTENTS = re.compile(r"^(?:sommaire|table des matières|contents|table of contents)$", re.IGNORECASE)
_ENTRY = re.compile(r"\s\d{1,4}$")
_STRAY_FIGURE = re.compile(r"^(?:\d{1,2}\.?)?$")
_NUMBERING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)–-]?(?:\s*[.)–-])\s*[^\W\d_]|^\d{1,2}(?:\.\d{1,2})+\s")
_A_TEXT = 500
"""Characters: what a page needs in one size for that size to be its running text."""
_LONGEST_HEADING = 200
_ADDRESS = re.compile(r"(?:\S+@|https?://|www\.)\S+\.\S+")
"""An e-mail address or a link alone on its line, often in bold, is text and no heading."""
_LONGEST_BOLD = 120


def lay_out(pages: Sequence[PdfPage]) -> Typeset:
    """Readable pages: paragraphs parted by blank lines, headings as `#` lines, list items as `- ` lines."""
    pages = [replace(page, lines=_without_calls(page.lines)) for page in pages]
    running = _running(pages)
    kept = [replace(page, lines=tuple(_body(page, running, len(pages)))) for page in pages]
    kind = _type([line for page in kept for line in page.lines])
    return Typeset(_title(kept, kind), tuple((page.number, _page(page, kind)) for page in kept))


def _without_calls(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Remove the footnote calls whose note stands on the page; other small figures (m², 1er) stay."""
    found = (re.match(rf"{RAISED}?(\d{{1,2}}){LOWERED}?(?:[.)\s]|(?=https?:))", line.text) for line in lines)
    notes = {match[1] for match in found if match}
    return tuple(replace(line, text=_uncalled(line.text, notes)) for line in lines)


def _uncalled(text: str, notes: set[str]) -> str:
    if text.startswith(RAISED):  # the note itself
        return " ".join(text.replace(RAISED, "").replace(LOWERED, " ").split())
    text = _CALL.sub(lambda m: "" if m["figure"] in notes else m["space"] + m["figure"], text)
    return text.strip()


def _running(pages: Sequence[PdfPage]) -> set[tuple[str, int]]:
    """Headers and footers: lines of the margins found, but for their figures, on several pages."""
    seen = Counter(key for page in pages for key in {_key(line) for line in page.lines if _in_margin(line, page)})
    enough = max(2, round(0.15 * len(pages)))
    return {key for key, count in seen.items() if count >= enough}


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.lower()), round(line.size)


def _in_margin(line: Line, page: PdfPage) -> bool:
    """Whether a running line may stand there; a row of a table is none, though others are like it but for figures."""
    depth = _MARGIN * (page.top - page.bottom)
    return not line.row and (line.y < page.bottom + depth or line.y > page.top - depth)


def _body(page: PdfPage, running: set[tuple[str, int]], count: int) -> Iterator[Line]:
    """The page's own lines: no running line, page number or table of contents; a lone bullet joins its text."""
    bullet = ""
    for line in _without_contents(page.lines):
        number = _NUMBER.match(line.text)
        if _in_margin(line, page) and (_key(line) in running or (number and int(number["page"]) <= count + 20)):
            continue
        if _LONE_BULLET.match(line.text):
            bullet = "• "
            continue
        yield replace(line, text=bullet + _LEADERS.sub(" … ", line.text))
        bullet = ""


def _without_contents(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Stop at a table of contents: its entries would be found in place of what they point to."""
    for at, line in enumerate(lines):
        if _CONTENTS.match(line.text):
            return lines[:at] if sum(bool(_ENTRY.search(entry.text)) for entry in lines[at + 1 :]) >= 4 else lines
    return lines


def _type(lines: Sequence[Line]) -> _Type:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[_round(line.size)] += len(line.text)
    body = letters.most_common(1)[0][0] if letters else 10.0
    running = [(a, b) for a, b in pairwise(lines) if _round(a.size) == _round(b.size) == body]
    gaps = [(a.y - b.y) / body for a, b in running if 0.8 * body < a.y - b.y < 2.2 * body]
    larger = tuple(sorted({size for size in letters if size >= 1.15 * body}, reverse=True))
    return _Type(body, larger, median(gaps) if gaps else 1.2, vocabulary("\n".join(line.text for line in lines)))


def _round(size: float) -> float:
    return max(round(size * 2) / 2, 0.5)


def _page(page: PdfPage, kind: _Type) -> str:
    kind = _on_page(page.lines, kind)
    width = _width(page.lines, kind)
    blocks = [_text(block, kind, width) for block in _blocks(page.lines, kind, width)]
    return "\n\n".join(block for block in blocks if not _STRAY_FIGURE.match(block))


def _on_page(lines: Sequence[Line], kind: _Type) -> _Type:
    """The document's type, with the running text of this page when it is set larger, as an introduction may be."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[_round(line.size)] += len(line.text)
    size, count = letters.most_common(1)[0] if letters else (kind.body, 0)
    if size <= kind.body or count < _A_TEXT:
        return kind
    return replace(kind, body=size, headings=tuple(height for height in kind.headings if height >= 1.15 * size))


def _width(lines: Sequence[Line], kind: _Type) -> float:
    """Characters of a full line of running text on the page."""
    lengths = sorted(len(line.text) for line in lines if _round(line.size) == kind.body and not line.row)
    return lengths[int(0.8 * (len(lengths) - 1))] if lengths else 80


def _blocks(lines: Sequence[Line], kind: _Type, width: float) -> Iterator[list[Line]]:
    """Lines that make one paragraph, list or heading."""
    block: list[Line] = []
    for line in lines:
        if block and _parts(block, line, kind, width):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _parts(block: list[Line], line: Line, kind: _Type, width: float) -> bool:
    """Whether a paragraph ends before the line."""
    last = block[-1]
    if last.row or line.row:
        return not (last.row and line.row)
    gap = (last.y - line.y) / max(line.size, 1.0)
    goes_on = line.text[:1].islower() and not _ENDED.search(last.text)
    if line.text[:1].islower() and last.text.endswith(":") and min(last.size, line.size) >= 1.15 * kind.body:
        return not 0 < gap < 2  # a large heading in two parts
    if abs(_round(last.size) - _round(line.size)) > 0.12 * kind.body:
        headings = min(last.size, line.size) >= 1.15 * kind.body
        return not (goes_on and 0 < gap < 2 and (headings or _is_figure(block[0])))
    leading = max(kind.leading, 1.0) if _round(line.size) <= 1.15 * kind.body else 1.35
    if gap > 1.3 * leading or gap < -0.5:
        return not (goes_on and not _BULLET.match(line.text))
    if last.bold != line.bold:
        return (_is_bold_heading(block) and not line.text[:1].islower()) or (
            line.bold and bool(_ENDED.search(last.text))
        )
    return bool(_ENDED.search(last.text)) and len(last.text) < 0.75 * width and not _BULLET.match(line.text)


def _is_figure(line: Line) -> bool:
    """Whether the line is a number set large, which the words under it explain."""
    return bool(re.fullmatch(r"[\d\s.,%€+<>~-]+", line.text))


def _is_bold_heading(block: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in block)
    return all(line.bold for line in block) and len(text) <= _LONGEST_BOLD and not re.search(r"[.,;]$", text)


def _text(block: list[Line], kind: _Type, width: float) -> str:
    """A heading, a paragraph or a list, as readable text."""
    level = _level(block, kind)
    if level:
        heading = join_wrapped([line.text for line in block], kind.words)
        return f"{'#' * level} {_BULLET.sub('', heading)}"
    parts: list[list[str]] = []
    for before, line in zip([None, *block], block, strict=False):
        if before is None or _BULLET.match(line.text) or _is_short(before, line, width):
            parts.append([])
        parts[-1].append(_BULLET.sub("- ", line.text))
    return "\n".join(join_wrapped(part, kind.words) for part in parts)


def _is_short(before: Line, line: Line, width: float) -> bool:
    """Whether the line before stopped well before the margin: a row of a list or of an address."""
    return len(before.text) < 0.6 * width and not line.text[:1].islower() and not re.search(r"[,\-–]$", before.text)


def _level(block: Sequence[Line], kind: _Type) -> int:
    """Depth of a heading (1 is the largest), or 0 for running text."""
    text = " ".join(line.text for line in block)
    if block[0].row or len(text) > _LONGEST_HEADING or not re.search(r"[^\W\d_]{2}", text):
        return 0
    if _ADDRESS.fullmatch(text):
        return 0
    if re.match(r"[+\d]", text) and not _NUMBERING.match(text):
        return 0  # "44 655 besoins transmis" tells a fact, it does not announce one
    size = _round(block[0].size)
    if size in kind.headings and not re.search(r"[.,;]$", text):
        return min(kind.headings.index(size) + 1, 4)
    alone = _is_bold_heading(block) and size >= 0.9 * kind.body and not _BULLET.match(text)
    return min(len(kind.headings) + 1, 5) if alone else 0


def _title(pages: Sequence[PdfPage], kind: _Type) -> str:
    """The words set largest on the first page that has any, when they can be a title."""
    lines = next((page.lines for page in pages if page.lines), ())
    if not lines:
        return ""
    largest = (
        max(_round(line.size) for line in lines if len(line.text) > 2) if any(len(x.text) > 2 for x in lines) else 0
    )
    if largest < 1.15 * kind.body:
        first = next(_blocks(lines, kind, _width(lines, kind)))
        return _plausible(first, kind) if _level(first, kind) else ""
    return _plausible([line for line in lines if _round(line.size) == largest], kind)


def _plausible(lines: Sequence[Line], kind: _Type) -> str:
    title = join_wrapped([line.text for line in lines], kind.words).rstrip(" :")
    return title if 4 <= len(title) <= 200 else ""
