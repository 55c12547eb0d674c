"""Columns of prose that stand side by side on a page. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.readers.geometry import Box, Word
from knowledge.readers.ruled import line_of, lines_of

Row = list[Word]
NARROWEST = 0.8
"""Width of a gutter, in heights of the text."""
MOST_ROWS, _MOST_GAPS = 600, 6
"""Lines of a page, and holes in one line, past which it is no text."""
FAR = 1e6
"""Where the page has ended for sure, in points."""
_AROUND = 15
"""Rows above and below whose usual height says what is set larger."""
_FEWEST_ROWS = 4
"""Rows in the shorter column."""
_FULL = 0.75
"""Share of its column's width that a line of prose often fills."""
_HOLE = 2.0
"""Space between two words that no justified line needs, in heights of the text."""
_PROSE = 22
"""Letters in a line of prose, at least."""
_A_TEXT = 80
"""Letters in a column of prose, at least."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side: where they stand, all their words, and the lines of each column, from the left."""

    box: Box
    words: tuple[Word, ...]
    columns: tuple[tuple[tuple[Word, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A stretch that stays empty from a row to another, both included, and the rows of the shorter side."""

    first: int
    last: int
    left: float
    right: float
    both: int


def columns(words: Sequence[Word]) -> list[Columns]:
    """The groups of columns of a page, from the top down; words that stand in none are left out."""
    rows = lines_of(words)
    return list(_columns(rows)) if len(rows) <= MOST_ROWS else []


def _columns(rows: list[Row]) -> Iterator[Columns]:
    at = 0
    while at < len(rows):
        grown = (_grown(rows, at, *gap) for gap in _seeds(rows, at))
        best = max(grown, key=lambda gutter: (gutter.both, gutter.right - gutter.left), default=None)
        found = _parted(rows, best) if best and best.both >= _FEWEST_ROWS else None
        if best and found:
            yield found
        at = best.last + 1 if best and found else at + 1


def _seeds(rows: list[Row], at: int) -> list[tuple[float, float]]:
    """Where a gutter may start: between two words of the row, or between the row and the next, further to the right."""
    ends = [(a.right, b.left) for a, b in pairwise(rows[at])]
    if at + 1 < len(rows):
        ends.append((rows[at][-1].right, rows[at + 1][0].left))
    size = max(word.size for word in rows[at])
    seeds = [(left, right) for left, right in ends if right - left >= NARROWEST * size]
    return seeds if len(seeds) <= _MOST_GAPS else []


def _grown(rows: list[Row], first: int, left: float, right: float) -> _Gutter:
    """The gutter that goes down from this gap as far as it stays open, and no further than both its sides."""
    last_left = last_right = first
    count = [0, 0]
    last = first
    for at in range(first, len(rows)):
        free = free_of(rows[at], left, right)
        narrowed = max(free[0], left), min(free[1], right)
        too_narrow = narrowed[1] - narrowed[0] < NARROWEST * min(word.size for word in rows[at])
        if too_narrow or (at > first and (not _is_near(rows[at - 1], rows[at]) or _is_over(rows, at, free))):
            break
        left, right = narrowed
        count[0] += free[0] > 0
        count[1] += free[1] < FAR
        last_left, last_right = (at if free[0] > 0 else last_left), (at if free[1] < FAR else last_right)
        last = at
    common = min(last_left, last_right)
    while common < last and follows(rows[common], rows[common + 1]):
        common += 1
    return _Gutter(first, common, left, right, min(count))


def free_of(row: Row, left: float, right: float) -> tuple[float, float]:
    """The empty stretch of a row that has most in common with this one."""
    ends = [0.0, *(end for word in row for end in (word.left, word.right)), FAR]
    gaps = zip(ends[::2], ends[1::2], strict=True)
    return max(gaps, key=lambda gap: min(gap[1], right) - max(gap[0], left))


def _is_near(before: Row, row: Row) -> bool:
    return before[0].y - row[0].y < 3.2 * min(before[0].size, row[0].size)


def follows(before: Row, row: Row) -> bool:
    """Whether a row goes on with what is above: next to it and set alike."""
    a, b = max(word.size for word in before), max(word.size for word in row)
    return before[0].y - row[0].y < 1.9 * min(a, b) and abs(a - b) <= 0.12 * max(a, b)


def _is_over(rows: list[Row], at: int, free: tuple[float, float]) -> bool:
    """Whether a row is a heading over all the columns: set larger, with nothing beside it."""
    if free[1] != FAR:
        return False
    size = max(word.size for word in rows[at])
    above = rows[at - 1][0].y - rows[at][0].y
    below = rows[at][0].y - rows[at + 1][0].y if at + 1 < len(rows) else FAR
    near = [word.size for row in rows[max(at - _AROUND, 0) : at + _AROUND] for word in row]
    return min(above, below) > 1.25 * size > 1.4 * median(near)


def _parted(rows: list[Row], gutter: _Gutter) -> Columns | None:
    """The columns on each side of a gutter, when they are prose."""
    held = rows[gutter.first : gutter.last + 1]
    left = [[word for word in row if word.right <= gutter.left + 0.1] for row in held]
    right = [[word for word in row if word.left >= gutter.right - 0.1] for row in held]
    found = tuple(column for side in (left, right) for column in _inner(side))
    words = tuple(word for row in held for word in row)
    if gutter.right - gutter.left < 1.3 * _usual_gap(found) or not all(map(_is_prose, found)):
        return None
    return Columns(box_of(words), words, found)


def _inner(rows: list[Row]) -> Iterator[tuple[tuple[Word, ...], ...]]:
    """The columns inside one side of a gutter, when it holds several."""
    held = lines_of([word for row in rows for word in row])
    inside = next(_columns(held), None)
    if inside is None or len(inside.words) < 0.7 * sum(map(len, held)):
        yield tuple(tuple(row) for row in held)
        return
    rest = [tuple(row) for row in held if row[0] not in set(inside.words)]
    above = [row for row in rest if row[0].y > inside.box.top]
    first, *others = inside.columns
    yield (*above, *first)
    yield from others[:-1]
    yield (*others[-1], *(row for row in rest if row not in above))


def _usual_gap(found: Sequence[Sequence[Sequence[Word]]]) -> float:
    """The space that nine words in ten leave before the next: gaps of a badly justified text may line up."""
    gaps = sorted(b.left - a.right for column in found for row in column for a, b in pairwise(row))
    return gaps[int(0.9 * (len(gaps) - 1))] if gaps else 0.0


def _is_prose(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether a column holds lines of running text: long ones without holes, many of which fill it."""
    texts = [line_of(row) for row in rows]
    if not rows or median(map(len, texts)) < _PROSE or sum(map(len, texts)) < _A_TEXT:
        return False
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    full = sum(row[-1].right - row[0].left >= _FULL * (right - left) for row in rows)
    holed = sum(any(b.left - a.right > _HOLE * b.size for a, b in pairwise(row)) for row in rows)
    return full >= 0.35 * len(rows) and holed <= 0.1 * len(rows)


def box_of(words: Sequence[Word]) -> Box:
    """The rectangle around words."""
    return Box(
        min(word.left for word in words),
        min(word.y for word in words),
        max(word.right for word in words),
        max(word.y + word.size for word in words),
    )
