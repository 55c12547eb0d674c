"""Pieces of text that a page draws one by one, put together as lines. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.readers.clean import squeeze
from knowledge.readers.typeset import LOWERED, RAISED, Line


def parted(pieces: Sequence[Line]) -> Iterator[Line]:
    """The line that its pieces make, or the lines: pypdf joins what stands closely under a larger text."""
    row: list[Line] = []
    for piece in pieces:
        if row and piece.text.strip() and abs(piece.y - row[-1].y) > 0.5 * max(piece.size, row[-1].size):
            yield from joined(row)
            row = []
        row.append(piece)
    yield from joined(row)


def joined(pieces: Sequence[Line]) -> Iterator[Line]:
    """One line from its pieces: the place of the first, the size and weight of most of its letters."""
    words = [piece for piece in pieces if piece.text.strip()]
    if words:
        longest = max(words, key=lambda piece: len(piece.text.strip()))
        bold = sum(len(piece.text.strip()) for piece in words if piece.bold)
        every = sum(len(piece.text.strip()) for piece in words)
        text = squeeze("".join(_marked(piece, longest) for piece in pieces))
        yield Line(text, words[0].x, longest.y, longest.size, bold > 0.9 * every)


def _marked(piece: Line, line: Line) -> str:
    """The piece's text, footnote calls set apart by a private mark until the page's notes are known."""
    if RAISED in piece.text or LOWERED in piece.text:
        piece = replace(piece, text=piece.text.replace(RAISED, "").replace(LOWERED, ""))
    raised = piece.size < 0.8 * line.size and re.fullmatch(r"\s*\d{1,2}\s*", piece.text)
    after = " " if piece.text.endswith(" ") else ""
    return f"{RAISED}{piece.text.strip()}{LOWERED}{after}" if raised else piece.text
