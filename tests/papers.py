"""PDF files made for the tests with reportlab."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]


def paper(*pages: Draw | Sequence[str], title: str = "", password: str = "", author: str = "") -> bytes:
    """A PDF of A4 pages, each drawn by a function or made of its lines of text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=StandardEncryption(password) if password else None, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        if callable(page):
            page(canvas)
        else:
            lines(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(
    canvas: Canvas, texts: Sequence[str], x: float = 72, y: float = 740, size: float = 11, bold: bool = False
) -> float:
    """Write lines from the top down with an ordinary leading ("" leaves a blank line); gives the next height."""
    for text in texts:
        if text:
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
            canvas.drawString(x, y, text)
        y -= 1.25 * size
    return y


def save(path: Path, *pages: Draw | Sequence[str], title: str = "") -> Path:
    """Write a PDF to the path, and give the path."""
    path.write_bytes(paper(*pages, title=title))
    return path


def objects(*bodies: str, trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1, the first being its catalogue."""
    data, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(bodies) + 1
    return (
        f"{data}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{len(data)}\n%%EOF"
    ).encode("latin-1")


def drawing(content: str, entries: str = "") -> str:
    """A stream object."""
    return f"<< /Length {len(content)} {entries}>>\nstream\n{content}\nendstream"
