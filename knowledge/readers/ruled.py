"""Tables whose cells are drawn: the lines of a page that cross, and the words between them. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.readers import grid
from knowledge.readers.geometry import Box, Sheet, Word
from knowledge.readers.joining import join_wrapped

BOLD = re.compile(r"bold|black|heavy|demi(?!talic)", re.IGNORECASE)
_TOUCH = 2.5
"""Points between two lines that are one, or that meet."""
_MOST_LINES = 600
_MOST_COLUMNS = 30
_MOST_OF = 0.45
"""Share of the table's height or width that a line inside it covers."""
_FEWEST_FILLED = 0.5
"""Share of the cells that hold words, under which the lines are a drawing."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, where they stand, and what is known of the first row."""

    box: Box
    words: tuple[Word, ...]
    """All that stands in the table."""
    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...] = ()
    """Where the columns start and end."""
    headed: bool | None = None
    """Whether the first row names the columns; None where nothing in its look says so."""
    listed: bool = False
    """Whether nothing tells a table from a list in columns: its cells stand side by side, and name nothing."""


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    last_row: int
    last_column: int
    words: tuple[Word, ...]


def tables(sheet: Sheet) -> list[Table]:
    """The tables of a page, from the top down."""
    if len(sheet.across) + len(sheet.down) > _MOST_LINES:
        across, down = _merged(sheet.across, level=True), _merged(sheet.down, level=False)
    else:
        across, down = list(sheet.across), list(sheet.down)
    if len(across) + len(down) > _MOST_LINES:
        return []
    found = [_table(sheet, group) for group in _groups([*across, *down])]
    return sorted((table for table in found if table), key=lambda table: -table.box.top)


def _merged(lines: Iterable[Box], level: bool) -> list[Box]:
    """Lines drawn cell by cell, made whole."""
    whole: list[Box] = []
    for line in sorted(lines, key=lambda b: (round(b.bottom), b.left) if level else (round(b.left), b.bottom)):
        last = whole[-1] if whole else None
        if last and _meet(last, line) and (level == (abs(last.bottom - line.bottom) < 1)):
            whole[-1] = _around([last, line])
        else:
            whole.append(line)
    return whole


def _meet(a: Box, b: Box) -> bool:
    return (
        a.left <= b.right + _TOUCH
        and b.left <= a.right + _TOUCH
        and a.bottom <= b.top + _TOUCH
        and b.bottom <= a.top + _TOUCH
    )


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def _groups(lines: list[Box]) -> Iterator[list[Box]]:
    """Lines that hold together."""
    left = list(lines)
    while left:
        group = [left.pop()]
        for line in group:
            joined = [other for other in left if _meet(line, other)]
            left = [other for other in left if not _meet(line, other)]
            group += joined
        yield group


def _table(sheet: Sheet, lines: list[Box]) -> Table | None:
    box = _around(lines)
    down = [line for line in lines if line.top - line.bottom > line.right - line.left]
    across = [line for line in lines if line.top - line.bottom <= line.right - line.left]
    xs = _steps([box.left, box.right, *(line.left for line in down)])
    ys = _steps([box.bottom, box.top, *(line.bottom for line in across)])[::-1]
    if not (2 <= len(xs) - 1 <= _MOST_COLUMNS and len(ys) > 2 and down and across):
        return None
    if not _is_grid(box, xs, ys, across, down):
        return None
    words = [word for word in sheet.words if box.holds(*word.middle)]
    cells = _cells(xs, ys, across, down, words)
    filled = [cell for cell in cells if cell.words]
    if len(filled) < max(3, _FEWEST_FILLED * len(cells)) or not any(a.row == b.row for a, b in pairwise(filled)):
        return None
    return _told(sheet, box, words, cells, xs)


def _is_grid(box: Box, xs: list[float], ys: list[float], across: list[Box], down: list[Box]) -> bool:
    """Whether each inner line goes most of the way, as in a table and not in a diagram."""
    high = (_length([(b.bottom, b.top) for b in down if abs(b.left - x) <= _TOUCH]) for x in xs[1:-1])
    wide = (_length([(b.left, b.right) for b in across if abs(b.bottom - y) <= _TOUCH]) for y in ys[1:-1])
    return all(length >= _MOST_OF * (box.top - box.bottom) for length in high) and all(
        length >= _MOST_OF * (box.right - box.left) for length in wide
    )


def _length(spans: list[tuple[float, float]]) -> float:
    """Length that these stretches cover together."""
    total, reach = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(end - max(start, reach), 0.0)
        reach = max(reach, end)
    return total


def _steps(values: Iterable[float]) -> list[float]:
    """Places in order, those that nearly coincide made one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _TOUCH:
            kept.append(value)
    return kept


def _cells(xs: list[float], ys: list[float], across: list[Box], down: list[Box], words: list[Word]) -> list[_Cell]:
    """Cells from the top left, those that no wall parts made one."""
    taken: set[tuple[int, int]] = set()
    cells: list[_Cell] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            end, bottom = column, row
            while end + 2 < len(xs) and not _wall(down, xs[end + 1], (ys[row] + ys[row + 1]) / 2, upright=True):
                end += 1
            middle = (xs[column] + xs[column + 1]) / 2
            while bottom + 2 < len(ys) and not _wall(across, ys[bottom + 1], middle, upright=False):
                bottom += 1
            taken |= {(r, c) for r in range(row, bottom + 1) for c in range(column, end + 1)}
            box = Box(xs[column], ys[bottom + 1], xs[end + 1], ys[row])
            inside = tuple(word for word in words if box.holds(*word.middle))
            cells.append(_Cell(row, column, bottom, end, inside))
    return cells


def _wall(lines: list[Box], at: float, middle: float, upright: bool) -> bool:
    if upright:
        return any(abs(line.left - at) <= _TOUCH and line.bottom <= middle <= line.top for line in lines)
    return any(abs(line.bottom - at) <= _TOUCH and line.left <= middle <= line.right for line in lines)


def _told(sheet: Sheet, box: Box, words: list[Word], cells: list[_Cell], xs: list[float]) -> Table | None:
    """The table's rows: what spans several is said in each, and a header of several rows is one."""
    filled = sorted({cell.row for cell in cells if cell.words})
    width = len(xs) - 1
    title = filled[:1] if len(filled) > 2 and _spans(cells, filled[0], width) else []
    filled = filled[len(title) :]
    headed = _headed(sheet, cells, filled)
    last = _last_of_header(cells, filled) if headed is not False else filled[0]
    header = tuple(_heads(cells, range(filled[0], last + 1), column) for column in range(width))
    rows = [header, *(_row(cells, row, width) for row in filled if row > last)]
    if not _is_table(rows):
        return None
    return Table(box, tuple(words), (*(_row(cells, row, width) for row in title), *rows), tuple(xs), headed)


def _spans(cells: list[_Cell], row: int, width: int) -> bool:
    """Whether a row is one cell."""
    return any(cell.row == row and cell.last_column - cell.column == width - 1 for cell in cells)


def _last_of_header(cells: list[_Cell], filled: list[int]) -> int:
    """The last of the rows that the first one spans: a header may have names of groups above its names."""
    deepest = max(cell.last_row for cell in cells if cell.row == filled[0])
    return deepest if deepest - filled[0] < 3 and deepest < filled[-1] else filled[0]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows answer each other: words in every column, and side by side in two rows at least."""
    beside = sum(sum(map(bool, row)) > 1 for row in rows)
    return beside > 1 and all(any(column) for column in zip(*rows, strict=True)) and not grid.is_layout(rows)


def _heads(cells: list[_Cell], rows: range, column: int) -> str:
    """Name of a column: what stands above it, from the top."""
    over = [c for c in cells if c.row in rows and c.column <= column <= c.last_column]
    return " ".join(filter(None, (written(cell.words) for cell in over)))


def _row(cells: list[_Cell], row: int, width: int) -> tuple[str, ...]:
    texts = [""] * width
    for cell in cells:
        if cell.row <= row <= cell.last_row:
            texts[cell.column] = written(cell.words)
    return tuple(texts)


def written(words: Sequence[Word]) -> str:
    """The words of a cell, its lines joined."""
    return join_wrapped([line_of(line) for line in lines_of(words)], frozenset())


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words by line from the top down, each from the left."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.y):
        if lines and lines[-1][0].y - word.y <= 0.35 * max(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def line_of(words: Sequence[Word]) -> str:
    """The words of a line, from left to right."""
    text = words[0].text if words else ""
    for before, word in pairwise(words):
        text += (" " if word.spaced or word.left - before.right > 0.2 * word.size else "") + word.text
    return text


def _headed(sheet: Sheet, cells: list[_Cell], filled: list[int]) -> bool | None:
    """What the look of the first row says: True for one set or coloured unlike all the others."""
    first, others = filled[0], filled[1:]
    looks = [{_look(word) for cell in cells if cell.row == row for word in cell.words} for row in filled]
    if others and len(looks[0]) == 1 and all(not (looks[0] & look) for look in looks[1:]):
        return True
    shades = [_shade(sheet, cells, row) for row in filled]
    if others and shades[0] and shades[0] not in shades[1:]:
        return True
    names = [_looks(cells, column=0, row=row) for row in filled]
    rest = {_look(w) for cell in cells if cell.column > 0 for w in cell.words}
    if all(name and not (name & rest) for name in names) and _looks(cells, 0, first) == _looks(cells, 0, filled[-1]):
        return False  # names of rows, not of columns
    return None


def _looks(cells: list[_Cell], column: int, row: int) -> set[tuple[bool, tuple[int, ...]]]:
    return {_look(word) for cell in cells if (cell.row, cell.column) == (row, column) for word in cell.words}


def _look(word: Word) -> tuple[bool, tuple[int, ...]]:
    return bool(BOLD.search(word.font)), word.colour


def _shade(sheet: Sheet, cells: list[_Cell], row: int) -> tuple[int, ...]:
    """Colour behind the first cell of a row that holds words, () for none or white."""
    word = next((word for cell in cells if cell.row == row for word in cell.words), None)
    if word is None:
        return ()
    tall = [(box.top - box.bottom, colour) for box, colour in sheet.grounds if box.holds(*word.middle)]
    colour = min(tall)[1] if tall else ()
    return () if colour == (255, 255, 255) else colour
