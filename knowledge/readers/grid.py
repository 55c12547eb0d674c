"""Tables of documents as lines that can be quoted: "Aide : Fonds vert ; Montant : 2 M€"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.readers.clean import squeeze

LONGEST_HEADER = 80
"""Characters of a column's name."""
LONGEST_CELL = 400
"""Characters: a table with a longer cell lays out a page, its cells are paragraphs."""


def told(rows: Sequence[Sequence[str]], headed: bool | None = None) -> list[str]:
    """Blocks of text for a table: one of lines, or a paragraph a cell when the table only lays out a page.

    `headed` says whether the first row names the columns, where the format knows it.
    """
    cells = [[squeeze(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    width = max((len(row) for row in cells), default=0)
    if not cells:
        return []
    if width == 1 or len(cells) == 1 or any(len(cell) > LONGEST_CELL for row in cells for cell in row):
        return [cell for row in cells for cell in row if cell]
    if headed is None:
        headed = _is_header(cells[0], cells[1:])
    if headed and len(cells[0]) == width:
        return ["\n".join(f"- {_named(cells[0], row)}" for row in cells[1:])]
    return ["\n".join(f"- {_paired(row)}" for row in cells)]


def _is_header(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns: short names, all there, all different, without figures that others have."""
    if not all(first) or len(set(first)) < len(first) or any(len(cell) > LONGEST_HEADER for cell in first):
        return False
    has_figures = any(any(map(str.isdigit, cell)) for row in others for cell in row)
    return not (has_figures and any(cell[:1].isdigit() for cell in first)) and (len(first) > 2 or len(others) > 1)


def _named(header: Sequence[str], row: Sequence[str]) -> str:
    return " ; ".join(f"{name} : {cell}" if name else cell for name, cell in zip(header, row, strict=False) if cell)


def _paired(row: Sequence[str]) -> str:
    """A row without header: the first cell is what the others are about."""
    first, *rest = [cell for cell in row if cell]
    return f"{first.rstrip(' :')} : {' ; '.join(rest)}" if rest else first
