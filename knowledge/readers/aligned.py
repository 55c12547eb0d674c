"""Tables without lines, told by how their cells stand one under another. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from knowledge.readers.columns import FAR, MOST_ROWS, NARROWEST, Row, box_of, follows, free_of
from knowledge.readers.geometry import Box, Word
from knowledge.readers.ruled import BOLD, Table, line_of, lines_of

_FEWEST_ROWS, _FEWEST_LISTED = 4, 5
_MOST_OF = 0.6
"""Share of a table's width that the line under its header covers."""
_LONGEST_CELL = 45
_MOST_COLUMNS = 30
_FIGURE = re.compile(r"[-+~<>≈]?\s?\d[\d\s.,/]*(?:%|€|[kKM]€|ans?|mois)?")


def plain_tables(words: Sequence[Word], across: Sequence[Box] = ()) -> list[Table]:
    """The tables of a page, from the top down; `across` are its level lines; words that stand in none are left out."""
    rows = lines_of(words)
    return [table for run in _runs(rows) if (table := _table(run, across))] if len(rows) <= MOST_ROWS else []


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows that follow each other around a same empty stretch."""
    at = 0
    while at < len(rows):
        ends = [_last(rows, at, *gap) for gap in _gaps(rows[at])]
        if ends and max(ends) - at >= _FEWEST_ROWS - 1:
            yield rows[at : max(ends) + 1]
            at = max(ends)
        at += 1


def _gaps(row: Row) -> list[tuple[float, float]]:
    narrowest = NARROWEST * max(word.size for word in row)
    return [(a.right, b.left) for a, b in pairwise(row) if b.left - a.right >= narrowest][:_MOST_COLUMNS]


def _last(rows: list[Row], first: int, left: float, right: float) -> int:
    """The last row of those that leave this stretch empty between two of their words."""
    for at in range(first + 1, len(rows)):
        free = free_of(rows[at], left, right)
        left, right = max(free[0], left), min(free[1], right)
        is_side = free[0] == 0 or free[1] == FAR
        if is_side or right - left < NARROWEST * rows[at][0].size or not _goes_on(rows[at - 1], rows[at]):
            return at - 1
    return len(rows) - 1


def _goes_on(before: Row, row: Row) -> bool:
    return follows(before, row) or before[0].y - row[0].y < 3.2 * min(before[0].size, row[0].size)


def _table(rows: list[Row], across: Sequence[Box]) -> Table | None:
    """Rows that fill every column with short cells, one column being figures or the first row being set apart."""
    bounds = _bounds(rows)
    cells = [tuple(_cell(row, a, b) for a, b in pairwise(bounds)) for row in rows]
    if len(bounds) < 3 or any(len(cell) > _LONGEST_CELL for row in cells for cell in row):
        return None
    if not all(all(row) for row in cells[1:]) or sum(map(bool, cells[0])) < 2:
        return None
    figures = any(all(_FIGURE.fullmatch(row[column]) for row in cells[1:]) for column in range(len(cells[0])))
    listed = not figures and not _is_set_apart(rows, across)
    if listed and (len(bounds) < 4 or len(rows) < _FEWEST_LISTED or not _is_even(rows)):
        return None
    words = tuple(word for row in rows for word in row)
    named = not listed and all(cells[0]) and not any(cell[:1].isdigit() for cell in cells[0])
    return Table(box_of(words), words, tuple(cells), tuple(bounds), named, listed)


def _is_set_apart(rows: list[Row], across: Sequence[Box]) -> bool:
    """Whether the first row looks like none of the others: bold, in a colour of its own, or over a line."""
    bold = [all(BOLD.search(word.font) for word in row) for row in rows]
    if bold[0] and not any(bold[1:]):
        return True
    if len(_bounds(rows)) < 4 or not _is_even(rows):  # titles over two columns are often coloured
        return False
    first, others = ({word.colour for row in part for word in row} for part in (rows[:1], rows[1:]))
    return first.isdisjoint(others) or _is_underlined(rows, across)


def _is_even(rows: Sequence[Row]) -> bool:
    """Whether all is written in one size."""
    sizes = [word.size for row in rows for word in row]
    return max(sizes) <= 1.12 * min(sizes)


def _is_underlined(rows: Sequence[Row], across: Sequence[Box]) -> bool:
    """Whether a line over most of the width stands under the first row."""
    box = box_of([word for row in rows for word in row])
    top, bottom = rows[0][0].y + 0.2 * rows[0][0].size, rows[1][0].y + 0.5 * rows[1][0].size
    under = [line for line in across if bottom <= line.bottom <= top]
    return sum(min(line.right, box.right) - max(line.left, box.left) for line in under) >= _MOST_OF * (
        box.right - box.left
    )


def _bounds(rows: list[Row]) -> list[float]:
    """Where columns start and end: the middles of the stretches that no row writes in."""
    size = median(word.size for row in rows for word in row)
    spans = sorted((word.left, word.right) for row in rows for word in row)
    bounds, reach = [0.0], spans[0][1]
    for left, right in spans[1:]:
        if left - reach >= NARROWEST * size:
            bounds.append((left + reach) / 2)
        reach = max(reach, right)
    return [*bounds, FAR]


def _cell(row: Row, left: float, right: float) -> str:
    return line_of([word for word in row if left <= word.left < right])
