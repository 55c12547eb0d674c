"""PDF files with a text layer, read with pypdf: lines where they stand, then readable pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2
from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject
from pypdfium2 import raw

from knowledge.errors import SourceError
from knowledge.language import detect
from knowledge.readers import forms
from knowledge.readers.arranging import Arranger
from knowledge.readers.clean import (
    MAX_CHARACTERS,
    MAX_PAGES,
    date_of_head,
    date_of_name,
    find_date,
    squeeze,
    tidy,
    title_of_name,
)
from knowledge.readers.limits import PAGE_SECONDS, Pace, TooSlow, at_most, idle
from knowledge.readers.pieces import parted
from knowledge.readers.ruled import BOLD
from knowledge.readers.scans import with_scans
from knowledge.readers.titles import sensible
from knowledge.readers.typeset import Line, PdfPage, lay_out
from knowledge.records import Document, Reading

_CORRUPT = "Ce PDF est abîmé ou n’en est pas un : ouvrez-le, puis enregistrez-le de nouveau en PDF."
_SLOW = "Les pages de ce PDF sont trop longues à lire : enregistrez-le de nouveau en PDF, ou découpez-le."
_LOCKED = "Ce PDF est protégé par un mot de passe : enregistrez-le sans protection."
_HUGE = (
    "Ce PDF est démesuré, par ses pages ou par ce qui s’y déplie : découpez-le, ou enregistrez-le de nouveau en PDF."
)
_MOST_FAILURES = 50
OPENING_SECONDS = 60.0
_DEEPEST_FORM, _MOST_FORMS = 12, 3
_EXTREMES = (0.0, 2000.0)


def read(path: Path, name: str, pace: Pace = idle) -> Reading:
    """Read a PDF, page by page; raises SourceError when it is protected, damaged, too long or has no text."""
    with _quiet(), path.open("rb") as stream:
        try:
            with at_most(OPENING_SECONDS):
                reader = _opened(path, stream)
                _check(reader)
            return _read(reader, path, name, pace)
        except SourceError:
            raise
        except Exception as error:  # pypdf lets any exception through on a damaged file
            raise SourceError(_why(error)) from error


def _opened(path: Path, stream: BinaryIO) -> PdfReader:
    """The file, or its copy in clear by pdfium where pypdf does not find its pages."""
    with suppress(Exception):  # as in read
        reader = PdfReader(stream, strict=False)
        if not reader.is_encrypted and len(reader.pages):
            return reader
    return PdfReader(_clear(path), strict=False)


def _check(reader: PdfReader) -> None:
    if len(reader.pages) > MAX_PAGES:
        raise SourceError(f"Ce PDF a {len(reader.pages)} pages, la limite est de {MAX_PAGES} : découpez-le.")
    forms.check(reader)


def _read(reader: PdfReader, path: Path, name: str, pace: Pace) -> Reading:
    warnings: list[str] = []
    with closing(Arranger(path)) as arranger:
        typeset = lay_out(list(_pages(reader, arranger, warnings, pace)))
    texts = {number: text for number, text in typeset.pages if text}
    pages = forms.completed(reader, with_scans(reader, texts, path, warnings, pace), pace)
    document = Document(
        path=name,
        title=sensible(_metadata(reader, "/Title")) or typeset.title or title_of_name(name),
        date=date_of_head(pages[0].text) or date_of_name(name) or _creation_date(reader, warnings),
        language=detect(pages[len(pages) // 2].text),
    )
    return Reading(document, pages, tuple(warnings))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf's remarks on malformed files out of the console: what matters is told by our errors."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _clear(path: Path) -> BytesIO:
    """What an empty password opens, in clear: many public PDFs only forbid changes, and pdfium knows every cipher."""
    clear = BytesIO()
    try:
        with closing(pypdfium2.PdfDocument(path)) as document:
            document.save(clear, flags=raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        raise SourceError(_LOCKED if "password" in str(error) else _CORRUPT) from error
    return clear


def _pages(reader: PdfReader, arranger: Arranger, warnings: list[str], pace: Pace) -> Iterator[PdfPage]:
    """The lines of each page; a page that cannot be read is left out with a warning, the others are kept."""
    total = failures = 0
    for number in range(1, len(reader.pages) + 1):
        pace()
        try:
            page = _page(reader, arranger, number, warnings)
        except (Exception, TooSlow) as error:  # as in read: pypdf raises whatever it met
            slow = isinstance(error, TooSlow)
            warnings.append(
                f"La page {number} est {'trop longue à lire' if slow else 'illisible'}, elle est laissée de côté."
            )
            failures += 1
            if failures > _MOST_FAILURES or failures == len(reader.pages):
                raise SourceError(_why(error)) from None
            continue
        total += sum(len(line.text) for line in page.lines)
        if total > MAX_CHARACTERS:
            raise SourceError(
                f"Ce PDF contient plus de {MAX_CHARACTERS // 1_000_000} millions de caractères : découpez-le."
            )
        yield page


def _why(error: BaseException) -> str:
    return _SLOW if isinstance(error, TooSlow) else _HUGE if isinstance(error, LimitReachedError) else _CORRUPT


def _page(reader: PdfReader, arranger: Arranger, number: int, warnings: list[str]) -> PdfPage:
    """A page's lines by pypdf, or by pdfium where pypdf fails; in reading order where pdfium can tell it."""
    page = reader.pages[number - 1]
    is_safe = not _goes_round(page)
    try:
        with at_most(PAGE_SECONDS):
            lines = _lines(page)
    except (Exception, TooSlow):  # as in read
        lines = arranger.lines(number) if is_safe else []
        if not lines:
            raise
        warnings.append(f"La page {number} est abîmée : vérifiez que son texte est entier.")
    with suppress(Exception, TooSlow), at_most(PAGE_SECONDS):  # a damaged drawing costs no text
        lines = arranger.arranged(number, lines) if is_safe else lines
    return PdfPage(number, tuple(lines), *_edges(page))


def _edges(page: PageObject) -> tuple[float, float]:
    """Bottom and top of a page, those of an A4 sheet where the file does not say."""
    try:
        return float(page.mediabox.bottom), float(page.mediabox.top)
    except Exception:  # as in read
        return 0.0, 842.0


def _goes_round(page: DictionaryObject, depth: int = 0) -> bool:
    """Whether forms are drawn within forms without end, which pdfium does not survive."""
    try:
        drawn = page.get("/Resources", DictionaryObject()).get_object().get("/XObject", DictionaryObject()).get_object()
        forms = [one for one in (drawn[name].get_object() for name in drawn) if one.get("/Subtype") == "/Form"]
    except Exception:  # as in read: nothing is known of it
        return True
    return bool(forms) and (depth == _DEEPEST_FORM or any(_goes_round(form, depth + 1) for form in forms[:_MOST_FORMS]))


def _lines(page: PageObject) -> list[Line]:
    """Lines of a page in the order of its content, which is the reading order of nearly every publication."""
    _mend_widths(page)
    lines: list[Line] = []
    pieces: list[Line] = []

    # Unused codes of the Windows encoding are bullets (PDF 32000-1, table D.2); pypdf leaves them as DEL.
    def visit(text: str, cm: list[float], tm: list[float], font: DictionaryObject | None, size: float) -> None:
        x, y, height = _place(cm, tm, size)
        for part in re.split(r"(\n)", tidy(text.replace("\x7f", "•"))):
            if part == "\n":
                lines.extend(parted(pieces))
                pieces.clear()
            elif part:
                pieces.append(Line(part, x, y, height, _is_bold(font)))

    page.extract_text(visitor_text=visit)
    return [line for line in (*lines, *parted(pieces)) if line.text.count("\ufffd") <= len(line.text) / 2]


def _place(cm: list[float], tm: list[float], size: float) -> tuple[float, float, float]:
    """Position and height of text on the page, in points.

    The text matrix times the current one (PDF 32000-1, 9.4.4).
    """
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
    height = size * (up[0] ** 2 + up[1] ** 2) ** 0.5
    return x, y, min(max(height, _EXTREMES[0]), _EXTREMES[1])


def _is_bold(font: DictionaryObject | None) -> bool:
    return bool(font and BOLD.search(str(font.get("/BaseFont", ""))))


def _mend_widths(page: PageObject) -> None:
    """Give Type 3 fonts widths in thousandths, as pypdf takes them to be.

    They are in the units of the font's own matrix (PDF 32000-1, 9.6.5); unscaled, a space appears inside words.
    """
    fonts = page.get("/Resources", DictionaryObject()).get_object().get("/Font", DictionaryObject()).get_object()
    for font in (fonts[name].get_object() for name in fonts):
        matrix: Any = font.get("/FontMatrix")
        if font.get("/Subtype") == "/Type3" and matrix and float(matrix[0]) > 0.0011:
            scale = float(matrix[0]) * 1000
            widths = font["/Widths"].get_object()
            font[NameObject("/Widths")] = ArrayObject(FloatObject(float(width) * scale) for width in widths)
            font[NameObject("/FontMatrix")] = ArrayObject(map(FloatObject, (0.001, 0, 0, 0.001, 0, 0)))


def _metadata(reader: PdfReader, key: str) -> str:
    """A value of the document's information, or "" where it is missing or damaged."""
    try:
        value = reader.metadata.get(key) if reader.metadata else None
        return squeeze(tidy(value)) if isinstance(value, str) else ""
    except Exception:  # a damaged information dictionary says nothing, and costs nothing
        return ""


def _creation_date(reader: PdfReader, warnings: list[str]) -> str:
    """Day the file was made, for want of a better date, with a warning."""
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", _metadata(reader, "/CreationDate"))
    date = find_date("-".join(found.groups())) if found else ""
    if date:
        warnings.append(f"Date de publication inconnue : celle du fichier PDF est prise ({date}).")
    return date
