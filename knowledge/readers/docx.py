"""Word files (.docx): paragraphs, headings, lists and tables, with the text of tracked insertions and content controls.

Names of elements are those of ECMA-376, part 1 (WordprocessingML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree

from knowledge.errors import SourceError
from knowledge.language import detect
from knowledge.readers import grid
from knowledge.readers.clean import date_of_head, date_of_name, find_date, squeeze, tidy, title_of_name
from knowledge.readers.limits import Pace, idle
from knowledge.readers.packed import Parts, opened
from knowledge.readers.titles import sensible
from knowledge.records import Document, Page, Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|titre|überschrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre)", re.IGNORECASE)
_PLAIN_TABLE = re.compile(r"(?:normal table|tableau normal|table grid|grille du tableau|table normal)", re.IGNORECASE)
_TOC = re.compile(r"toc|tm\s?\d|table of contents", re.IGNORECASE)
_NOT_A_WORD_FILE = "Ce fichier n’est pas un document Word : ouvrez-le, puis enregistrez-le en .docx ou en PDF."
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK})
_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})
_TABS = frozenset({f"{_W}tab", f"{_W}ptab"})


def read(path: Path, name: str, pace: Pace = idle) -> Reading:
    """Read a Word file; raises SourceError when it is damaged, protected or not what it says."""
    with opened(path) as parts:
        root = parts.xml("word/document.xml")
        body = None if root is None else root.find(f"{_W}body")
        if body is None:
            raise SourceError(_NOT_A_WORD_FILE)
        blocks = [block for block in _blocks(body, _styles(parts)) if block]
        notes = list(_notes(parts))
        said = _properties(parts)
    text = tidy("\n\n".join([*blocks, *notes]))
    warnings: list[str] = []
    document = Document(
        path=name,
        title=sensible(said["title"]) or _first_heading(blocks) or title_of_name(name),
        date=date_of_head(tidy("\n\n".join(blocks))) or date_of_name(name) or _file_date(said, warnings),
        language=detect(text[:5_000]),
    )
    return Reading(document, (Page(text),), tuple(warnings))


def _blocks(parent: etree._Element, styles: Mapping[str, str]) -> Iterator[str]:
    """Paragraphs and tables in order, wherever content controls and text boxes put them."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, styles)
        elif element.tag == f"{_W}tbl":
            yield from _table(element, styles)
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            yield from _blocks(element, styles)


def _paragraph(element: etree._Element, styles: Mapping[str, str]) -> Iterator[str]:
    text = "\n".join(filter(None, map(squeeze, "".join(_runs(element)).split("\n"))))
    properties = element.find(f"{_W}pPr")
    style = styles.get(_value(properties, "pStyle"), _value(properties, "pStyle"))
    level = _HEADING.match(style)
    if _TOC.match(style):
        return
    if text and level:
        yield f"{'#' * min(int(level[1]) or 1, 6)} {squeeze(text)}"
    elif text and _TITLE.fullmatch(style):
        yield f"# {squeeze(text)}"
    elif text:
        numbered = properties is not None and properties.find(f"{_W}numPr") is not None
        yield f"- {text}" if numbered or style.lower().startswith("list") else text
    for box in element.iter(f"{_W}txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from _blocks(box, styles)


def _runs(element: etree._Element) -> Iterator[str]:
    """Text of a paragraph or cell, what was deleted left out; text boxes are paragraphs of their own."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag in _TABS:
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in _SKIPPED and child.tag != f"{_W}txbxContent":
            yield from _runs(child)


def _table(element: etree._Element, styles: Mapping[str, str]) -> Iterator[str]:
    """A table's rows; the names of its columns are known by a repeated header, by a style or by their weight."""
    rows = [row for row in element.iter(f"{_W}tr") if _owner(row) is element]
    styled = _is_styled(element, styles)
    named = [row.find(f"{_W}trPr/{_W}tblHeader") is not None or (styled and row is rows[0]) for row in rows]
    cells: list[list[grid.Cell]] = []
    for row, is_header in zip(rows, named, strict=True):
        cells.append(list(_cells(row, is_header, cells[-1] if cells else ())))
    return iter(grid.told_cells(cells))


def _is_styled(table: etree._Element, styles: Mapping[str, str]) -> bool:
    """Whether the table's style sets its first row apart (the plain ones do not)."""
    style = styles.get(_value(table.find(f"{_W}tblPr"), "tblStyle"), "")
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    first = "" if look is None else look.get(f"{_W}firstRow") or ""
    return first in ("1", "true", "on") and bool(style) and not _PLAIN_TABLE.fullmatch(style)


def _cells(row: etree._Element, is_header: bool, above: Sequence[grid.Cell]) -> Iterator[grid.Cell]:
    """The cells of a row, in their columns; one that a cell above comes down to says the same."""
    at = 0
    for cell in (cell for cell in row.iter(f"{_W}tc") if _row_of(cell) is row):
        text = " ".join(squeeze("".join(_runs(each))) for each in cell.iter(f"{_W}p"))
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val") != "restart" and not text and at < len(above):
            text = above[at].text
        named = is_header or _is_bold(cell)
        for column in range(_span(cell)):
            yield grid.Cell("" if column else text, name=named)
            at += 1


def _span(cell: etree._Element) -> int:
    span = _value(cell.find(f"{_W}tcPr"), "gridSpan")
    return max(min(int(span), grid.MOST_ACROSS), 1) if span.isdecimal() else 1


def _is_bold(cell: etree._Element) -> bool:
    """Whether every word of a cell is in bold."""
    runs = [run for run in cell.iter(f"{_W}r") if squeeze("".join(_runs(run)))]
    weights = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(bold is not None and bold.get(f"{_W}val") not in ("0", "false") for bold in weights)


def _owner(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(f"{_W}tbl"), None)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _styles(parts: Parts) -> dict[str, str]:
    """Name of each style, or of the heading that it is based on; levels given as outlines count as headings."""
    root = parts.xml("word/styles.xml")
    found = {style.get(f"{_W}styleId", ""): style for style in root.iter(f"{_W}style")} if root is not None else {}
    return {key: _style_name(style, found) for key, style in found.items()}


def _style_name(style: etree._Element, styles: Mapping[str, etree._Element]) -> str:
    name = _value(style, "name")
    seen = 0
    while not _HEADING.match(name) and (parent := styles.get(_value(style, "basedOn"))) is not None and seen < 10:
        style, seen = parent, seen + 1
        if _HEADING.match(_value(style, "name")):
            return _value(style, "name")
    return name


def _value(element: etree._Element | None, child: str) -> str:
    found = None if element is None else element.find(f"{_W}{child}")
    return "" if found is None else found.get(f"{_W}val") or ""


def _notes(parts: Parts) -> Iterator[str]:
    """Footnotes then endnotes, after the text."""
    for kind in ("footnote", "endnote"):
        root = parts.xml(f"word/{kind}s.xml")
        for note in root.iter(f"{_W}{kind}") if root is not None else ():
            if not note.get(f"{_W}type") and (text := squeeze("".join(_runs(note)))):
                yield text


def _properties(parts: Parts) -> dict[str, str]:
    """Title and last change that the file states."""
    root = parts.xml("docProps/core.xml")
    title = root.findtext(f"{_DC}title") if root is not None else ""
    changed = root.findtext(f"{_TERMS}modified") if root is not None else ""
    return {"title": title or "", "date": find_date((changed or "")[:10])}


def _file_date(said: Mapping[str, str], warnings: list[str]) -> str:
    if said["date"]:
        warnings.append(f"Date de publication inconnue : celle du fichier est prise ({said['date']}).")
    return said["date"]


def _first_heading(blocks: list[str]) -> str:
    return next((block.lstrip("# ") for block in blocks if block.startswith("#")), "")
