"""Tables of documents as lines that can be quoted: "Aide : Fonds vert ; Montant : 2 M€"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.readers.clean import squeeze

LONGEST_HEADER = 80
"""Characters of a column's name."""
LONGEST_CELL = 400
"""Characters: a table with a longer cell lays out a page, its cells are paragraphs."""
_YEAR = re.compile(r"(?:19|20)\d\d")
MOST_ACROSS, MOST_DOWN = 60, 200
"""Columns and rows that one cell may span."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a format gives it: its words, and how many columns and rows it spans."""

    text: str
    across: int = 1
    down: int = 1
    name: bool = False
    """Whether the format or the look of the cell makes it the name of a column or of a row."""


def spread(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows where each cell stands in its column: one that spans rows is said in each, columns in the first."""
    whole: list[list[Cell]] = []
    below: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        line: list[Cell] = []
        for cell in row:
            _fill(line, below)
            for at in range(max(min(cell.across, MOST_ACROSS), 1)):
                one = cell if at == 0 else Cell("", name=cell.name)
                below[len(line)] = (max(min(cell.down, MOST_DOWN), 1) - 1, one)
                line.append(one)
        _fill(line, below)
        whole.append(line)
    return whole


def _fill(line: list[Cell], below: dict[int, tuple[int, Cell]]) -> None:
    """Go on with the cells that come down from the rows above."""
    while (held := below.get(len(line), (0, Cell(""))))[0]:
        below[len(line)] = held[0] - 1, held[1]
        line.append(held[1])


def told_cells(rows: Sequence[Sequence[Cell]], headed: bool | None = None) -> list[str]:
    """Blocks of text for a table, as `told`; names of columns and rows are looked for where `headed` is unknown."""
    whole = spread(rows)
    return told([[cell.text for cell in row] for row in whole], _named_by(whole) if headed is None else headed)


def _named_by(rows: Sequence[Sequence[Cell]]) -> bool | None:
    """What the cells that are names say: True for a first row of them, False for a first column, else None."""
    held = [row for row in rows if any(cell.text.strip() for cell in row)]
    if len(held) < 2:
        return None
    across = all(cell.name or not cell.text.strip() for cell in held[0])
    down = all(row[0].name for row in held if row[0].text.strip())
    beside = [cell.name for row in held[1:] for cell in row[1:] if cell.text.strip()]
    if across and not all(beside):
        return True
    return False if down and not across and not any(beside) else None


def told(rows: Sequence[Sequence[str]], headed: bool | None = None) -> list[str]:
    """Blocks of text for a table: one of lines, or a paragraph a cell when the table only lays out a page.

    `headed` says whether the first row names the columns, where the format knows it.
    """
    cells = [[squeeze(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return []
    if is_layout(cells):
        return [cell for row in cells for cell in row if cell]
    title, cells = _titled(cells)
    if headed is None:
        headed = _is_header(cells[0], cells[1:])
    if headed and len(cells) > 1 and len(cells[0]) == max(map(len, cells)):
        return [*title, "\n".join(f"- {_named(cells[0], row)}" for row in cells[1:])]
    return [*title, "\n".join(f"- {_paired(row)}" for row in cells)]


def _titled(cells: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """A first row of one cell over several columns, which is the table's title, and the other rows."""
    alone = len(cells) > 2 and bool(cells[0][0]) and not any(cells[0][1:]) and len(cells[0]) > 1
    return (cells[0][:1], cells[1:]) if alone and all(cells[1]) else ([], cells)


def is_layout(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the table only lays out a page: one row, one column, or a cell that is a whole text."""
    widest = max((len(row) for row in rows), default=0)
    return widest < 2 or len(rows) < 2 or any(len(cell) > LONGEST_CELL for row in rows for cell in row)


def _is_header(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns: short names, all different, without figures where others have them.

    Only the first may lack, above names of rows. Two columns may as well be a form ("Nom", then "Montant" under it).
    """
    if not others or not all(first[1:]) or len(set(first)) < len(first) or any(map(_is_no_name, first)):
        return False
    has_figures = any(_has_figure(cell) for row in others for cell in row)
    if has_figures and any(cell[:1].isdigit() and not _YEAR.fullmatch(cell) for cell in first):
        return False
    if _YEAR.fullmatch(first[0]) or any(_YEAR.fullmatch(row[0]) and _has_year(first) for row in others):
        return False
    return len(first) > 2 or not first[0] or _answers(first[-1], [row[-1] for row in others])


def _answers(name: str, cells: Sequence[str]) -> bool:
    """Whether the cells of a second column are of one kind, which its first may name: figures under words, or words."""
    figures = [_has_figure(cell) for cell in cells if cell]
    return not _has_figure(name) and (all(figures) or (not any(figures) and len(cells) > 1))


def _is_no_name(cell: str) -> bool:
    return len(cell) > LONGEST_HEADER or cell.endswith(":")


def _has_year(cells: Sequence[str]) -> bool:
    return any(map(_YEAR.fullmatch, cells))


def _has_figure(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _named(header: Sequence[str], row: Sequence[str]) -> str:
    """A row's cells under their columns' names; a lone first cell of several columns is a title by itself."""
    if len(header) > 2 and row[0] and not any(row[1:]):
        return row[0]
    return " ; ".join(f"{name} : {cell}" if name else cell for name, cell in zip(header, row, strict=False) if cell)


def _paired(row: Sequence[str]) -> str:
    """A row without header: the first cell is what the others are about."""
    first, *rest = [cell for cell in row if cell]
    return f"{first.rstrip(' :')} : {' ; '.join(rest)}" if rest else first
