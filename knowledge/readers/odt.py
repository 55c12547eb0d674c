"""OpenDocument texts (.odt), as LibreOffice saves them. Names of elements are those of OASIS ODF 1.3."""

from __future__ import annotations

from collections.abc import Iterator
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

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NOT_A_TEXT = "Ce fichier n’est pas un texte OpenDocument : ouvrez-le, puis enregistrez-le en .odt ou en PDF."
_MOST_REPEATS = 100
_SKIPPED = frozenset(
    f"{_TEXT}{name}" for name in ("tracked-changes", "table-of-content", "sequence-decls", "note-citation")
) | {f"{_OFFICE}annotation", f"{_OFFICE}forms"}


def read(path: Path, name: str, pace: Pace = idle) -> Reading:
    """Read an OpenDocument text; raises SourceError when it is damaged, protected or not what it says."""
    with opened(path) as parts:
        root = parts.xml("content.xml")
        body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise SourceError(_NOT_A_TEXT)
        blocks, notes = list(_blocks(body)), list(_notes(body))
        title, changed = _properties(parts)
    text = tidy("\n\n".join([*blocks, *notes]))
    date = date_of_head(tidy("\n\n".join(blocks))) or date_of_name(name)
    warnings = (
        (f"Date de publication inconnue : celle du fichier est prise ({changed}).",) if changed and not date else ()
    )
    document = Document(
        path=name,
        title=sensible(title) or _first_heading(blocks) or title_of_name(name),
        date=date or changed,
        language=detect(text[:5_000]),
    )
    return Reading(document, (Page(text),), warnings)


def _blocks(parent: etree._Element, item: str = "") -> Iterator[str]:
    for element in parent:
        if element.tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level") or "1"
            if text := squeeze("".join(_runs(element))):
                yield f"{'#' * min(int(level) if level.isdigit() else 1, 6)} {text}"
        elif element.tag == f"{_TEXT}p":
            yield from _paragraph(element, item)
        elif element.tag == f"{_TEXT}list":
            yield from _blocks(element, "- ")
        elif element.tag == f"{_TABLE}table":
            rows = [list(_cells(row)) for row in element.iter(f"{_TABLE}table-row")]
            yield from grid.told_cells(rows, _headed(element))
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            yield from _blocks(element, item)


def _paragraph(element: etree._Element, item: str) -> Iterator[str]:
    if text := "\n".join(filter(None, map(squeeze, "".join(_runs(element)).split("\n")))):
        yield item + text
    for box in element.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"):
        yield from _blocks(box)


def _runs(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            yield " "
        elif child.tag == f"{_TEXT}note":
            yield ""
        elif child.tag not in _SKIPPED and isinstance(child.tag, str) and not child.tag.endswith("}text-box"):
            yield from _runs(child)
        yield child.tail or ""


def _notes(body: etree._Element) -> Iterator[str]:
    """Footnotes and endnotes, after the text."""
    for note in body.iter(f"{_TEXT}note-body"):
        if next(note.iterancestors(*_SKIPPED), None) is None:
            yield from filter(None, (squeeze("".join(_runs(each))) for each in note.iter(f"{_TEXT}p")))


def _cells(row: etree._Element) -> Iterator[grid.Cell]:
    """The cells of a row but those that another one covers; LibreOffice names the style of a header's words."""
    for cell in row.iterchildren(f"{_TABLE}table-cell"):
        words = list(cell.iter(f"{_TEXT}p", f"{_TEXT}h"))
        text = " ".join(squeeze("".join(_runs(each))) for each in words)
        named = bool(words) and all("Heading" in (each.get(f"{_TEXT}style-name") or "") for each in words)
        one = grid.Cell(text, _number(cell, "number-columns-spanned"), _number(cell, "number-rows-spanned"), named)
        yield from [one] * _number(cell, "number-columns-repeated")


def _number(cell: etree._Element, name: str) -> int:
    said = cell.get(f"{_TABLE}{name}") or "1"
    return max(min(int(said), _MOST_REPEATS), 1) if said.isdecimal() else 1


def _headed(table: etree._Element) -> bool | None:
    """True where the table says that its first row is a header."""
    return True if table.find(f"{_TABLE}table-header-rows") is not None else None


def _properties(parts: Parts) -> tuple[str, str]:
    """Title and last change that the file states."""
    root = parts.xml("meta.xml")
    meta = None if root is None else root.find(f"{_OFFICE}meta")
    if meta is None:
        return "", ""
    return meta.findtext(f"{_DC}title") or "", find_date((meta.findtext(f"{_DC}date") or "")[:10])


def _first_heading(blocks: list[str]) -> str:
    return next((block.lstrip("# ") for block in blocks if block.startswith("#")), "")
