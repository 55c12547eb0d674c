"""Word and OpenDocument files made for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
from docx.document import Document

Rows = Sequence[Sequence[str]]


def word(*blocks: str | Rows, title: str = "") -> bytes:
    """A .docx of paragraphs ("# " and "## " make headings, "- " list items) and tables."""
    document = docx.Document()
    document.core_properties.title = title
    for block in blocks:
        _add(document, block)
    return saved(document)


def saved(document: Document) -> bytes:
    """The file of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add(document: Document, block: str | Rows) -> None:
    if not isinstance(block, str):
        table = document.add_table(len(block), len(block[0]))
        for row, cells in enumerate(block):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    elif block.startswith("#"):
        marks, _, text = block.partition(" ")
        document.add_heading(text, len(marks))
    elif block.startswith("- "):
        document.add_paragraph(block[2:], style="List Bullet")
    else:
        document.add_paragraph(block)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{short}="{_ODF}:{name}:1.0"'
    for short, name in zip("office text table draw meta".split(), "office text table drawing meta".split(), strict=True)
)


def odt(body: str, title: str = "", date: str = "", doctype: str = "") -> bytes:
    """An .odt whose text is this XML, in the prefixes office, text, table and draw."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content {_SPACES}>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{title}</dc:title><dc:date>{date}</dc:date></office:meta></office:document-meta>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta})


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return buffer.getvalue()
