"""Lines of a PDF's page put in reading order where the file mixes columns, and its tables told row by row.

The lines of a publication nearly always come in reading order. They are changed only where the page's geometry shows a
table, or columns that the file writes across, and where the lines taken out hold the same letters as those put in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2

from knowledge.readers import grid
from knowledge.readers.aligned import plain_tables
from knowledge.readers.columns import Columns, columns
from knowledge.readers.geometry import Box, Sheet, Word, sheet_of
from knowledge.readers.pieces import joined
from knowledge.readers.ruled import BOLD, Table, line_of, lines_of, tables
from knowledge.readers.typeset import Line

_SAME = 0.95
"""Share of the letters that two versions of the same words have in common."""
_SEAM = 8
"""Letters on each side of a line's end that show what follows it."""
_BROKEN = 0.2
"""Share of lines that are not followed by the next of their column, in a file that mixes them."""
_ALIGNED = 3.0


@dataclass(frozen=True, slots=True)
class _Header:
    """The names of the columns of a table, the page where it is and where its columns start and end."""

    page: int
    edges: tuple[float, ...]
    names: tuple[str, ...]


class Arranger:
    """Puts the pages of one document in order, one after the other; a table may go on from a page to the next."""

    def __init__(self, path: Path) -> None:
        """A file that pdfium cannot open is left as it is."""
        self._document: pypdfium2.PdfDocument | None = None
        self._last: _Header | None = None
        with suppress(pypdfium2.PdfiumError):
            self._document = pypdfium2.PdfDocument(path)

    def close(self) -> None:
        """Close the file."""
        if self._document is not None:
            self._document.close()

    def arranged(self, number: int, lines: Sequence[Line]) -> list[Line]:
        """The lines of a page, 1-based, in reading order."""
        sheet = self._sheet(number)
        if sheet is None:
            return list(lines)
        drawn = tables(sheet)
        words = _without(sheet.words, drawn)
        prose = columns(words)
        for table in (*drawn, *plain_tables(_without(words, prose), sheet.across)):
            if not table.listed or _is_by_row(table, lines):
                lines = _replaced(lines, table.box, table.words, self._rows(number, table))
        for group in prose:
            if _is_mixed(group, lines):
                lines = _replaced(lines, group.box, group.words, list(_lines(group)))
        return list(lines)

    def lines(self, number: int) -> list[Line]:
        """The lines of a page, 1-based, from the top down: for a page that is not read otherwise."""
        sheet = self._sheet(number)
        rows = lines_of(word for word in sheet.words if word.size) if sheet else []
        return [line for row in rows for line in _joined(row)]

    def _sheet(self, number: int) -> Sheet | None:
        try:
            return sheet_of(self._document, number) if self._document else None
        except pypdfium2.PdfiumError:
            return None

    def _rows(self, number: int, table: Table) -> list[Line]:
        """One line a row; a table that goes on from the page before takes its header."""
        rows, headed = table.rows, table.headed
        size = max((word.size for word in table.words), default=10.0)
        if table.listed:
            return _as_lines([f"- {' ; '.join(filter(None, row))}" for row in rows], table.box, size)
        before = self._last
        if before and headed is None and number - before.page <= 1 and _are_aligned(before.edges, table.edges):
            rows, headed = (before.names, *rows), True
        if headed is not False:
            names = next(row for row in rows if sum(map(bool, row)) > 1)
            self._last = _Header(number, table.edges, names)
        told = [line for block in grid.told(rows, headed) for line in block.splitlines()]
        return _as_lines(told, table.box, size)


def _as_lines(rows: Sequence[str], box: Box, size: float) -> list[Line]:
    return [Line(text, box.left, box.top - at * size, size, row=True) for at, text in enumerate(rows)]


def _without(words: Sequence[Word], taken: Sequence[Table | Columns]) -> list[Word]:
    """The upright words that stand in none of these."""
    inside = {id(word) for one in taken for word in one.words}
    return [word for word in words if id(word) not in inside and word.size]


def _are_aligned(before: Sequence[float], edges: Sequence[float]) -> bool:
    return len(before) == len(edges) and all(abs(a - b) <= _ALIGNED for a, b in zip(before, edges, strict=True))


def _replaced(lines: Sequence[Line], box: Box, words: Sequence[Word], new: list[Line]) -> Sequence[Line]:
    """The lines with these in place of those that stand in the box, unless they do not say the same."""
    wide = Box(box.left - 2, box.bottom - 2, box.right + 2, box.top + 2)
    taken = [at for at, line in enumerate(lines) if wide.holds(line.x + 1, line.y + 0.3 * line.size)]
    if not taken or not _is_same("".join(lines[at].text for at in taken), "".join(word.text for word in words)):
        return lines
    kept = [line for at, line in enumerate(lines) if at not in set(taken)]
    return [*kept[: taken[0]], *new, *kept[taken[0] :]]


def _is_same(theirs: str, ours: str) -> bool:
    a, b = Counter(filter(str.isalnum, theirs)), Counter(filter(str.isalnum, ours))
    return (a & b).total() >= _SAME * max(a.total(), b.total(), 1)


def _is_mixed(group: Columns, lines: Sequence[Line]) -> bool:
    """Whether the file writes across the columns: the end of a line is often not followed by the line under it."""
    whole = _compact("".join(line.text for line in lines))
    ends = [(_compact(line_of(a)), _compact(line_of(b))) for column in group.columns for a, b in pairwise(column)]
    return sum(a[-_SEAM:] + b[:_SEAM] not in whole for a, b in ends) >= _BROKEN * len(ends)


def _is_by_row(table: Table, lines: Sequence[Line]) -> bool:
    """Whether the file writes it row by row: what it writes column by column may be sentences."""
    whole = _compact("".join(line.text for line in lines))
    return all(_compact("".join(row)) in whole for row in table.rows)


def _compact(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _lines(group: Columns) -> Iterator[Line]:
    for column in group.columns:
        for row in column:
            yield from _joined(row)


def _joined(row: Sequence[Word]) -> Iterator[Line]:
    spaces = ["", *(" " if _is_apart(a, b) else "" for a, b in pairwise(row))]
    return joined([_piece(word, space) for word, space in zip(row, spaces, strict=True)])


def _is_apart(before: Word, word: Word) -> bool:
    return word.spaced or word.left - before.right > 0.2 * word.size


def _piece(word: Word, space: str) -> Line:
    return Line(space + word.text, word.left, word.y, word.size, bool(BOLD.search(word.font)))
