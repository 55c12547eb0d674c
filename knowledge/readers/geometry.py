"""What stands where on a page of a PDF, as pdfium sees it: words, lines and coloured grounds. Points, y upwards."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import hypot

import pypdfium2
from pypdfium2 import raw

from knowledge.readers.clean import tidy

_MOST_CHARACTERS = 40_000
_MOST_PATHS = 4_000
_MOST_SEGMENTS = 4_000
_STRAIGHT = 1.0
_SHORTEST = 4.0
_NAME_BYTES = 256


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point stands inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that touch: where they start and end, their baseline, height, font and colour."""

    text: str
    left: float
    right: float
    y: float
    size: float
    font: str = ""
    colour: tuple[int, ...] = ()
    spaced: bool = True
    """Whether a space stands before it."""

    @property
    def middle(self) -> tuple[float, float]:
        """The point of the word that tells which cell it is in."""
        return (self.left + self.right) / 2, self.y + 0.3 * self.size


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: words in the order of the file; lines as boxes without height or width; grounds with their colour."""

    words: tuple[Word, ...]
    across: tuple[Box, ...] = ()
    down: tuple[Box, ...] = ()
    grounds: tuple[tuple[Box, tuple[int, ...]], ...] = ()


def sheet_of(document: pypdfium2.PdfDocument, number: int) -> Sheet | None:
    """The page of this number, 1-based; None where it holds too much, or text that is not upright."""
    with closing(document[number - 1]) as page:
        with closing(page.get_textpage()) as text:
            count = raw.FPDFText_CountChars(text)
            if not 0 < count <= _MOST_CHARACTERS:
                return None
            words = tuple(_words(text, count))
        if sum(word.size == 0 for word in words) > 0.1 * len(words):
            return None
        lines, grounds = _drawn(page)
    across = tuple(line for line in lines if line.right - line.left > line.top - line.bottom)
    return Sheet(words, across, tuple(line for line in lines if line not in set(across)), grounds)


@dataclass(slots=True)
class _Letter:
    index: int
    text: str
    left: float
    right: float
    y: float
    height: float


def _words(page: pypdfium2.PdfTextPage, count: int) -> Iterator[Word]:
    held: list[_Letter] = []
    spaced = True
    for letter in _letters(page, count):
        if not letter.text.strip():
            yield from _word(page, held, spaced)
            held, spaced = [], True
            continue
        if held and _parts(held[-1], letter):
            yield from _word(page, held, spaced)
            held, spaced = [], abs(letter.left - held[-1].right) > 0.15 * letter.height
        held.append(letter)
    yield from _word(page, held, spaced)


def _letters(page: pypdfium2.PdfTextPage, count: int) -> Iterator[_Letter]:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(page, index)
        raw.FPDFText_GetLooseCharBox(page, index, box)
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        # pdfium marks with 2 the hyphen that ends a line; unused codes of the Windows encoding are bullets.
        text = {2: "-", 0xFFFE: "-", 0x7F: "•"}.get(code, chr(code) if 0 < code < 0x110000 else "")
        yield _Letter(index, tidy(text), box.left, box.right, y.value, box.top - box.bottom)


def _parts(before: _Letter, letter: _Letter) -> bool:
    """Whether a letter starts another word: on another line, further on, or back."""
    height = max(before.height, letter.height, 1.0)
    gap = letter.left - before.right
    return abs(letter.y - before.y) > 0.1 * height or gap > 0.2 * height or gap < -0.5 * height


def _word(page: pypdfium2.PdfTextPage, letters: Sequence[_Letter], spaced: bool) -> Iterator[Word]:
    if not letters:
        return
    first = letters[0]
    yield Word(
        "".join(letter.text for letter in letters),
        min(letter.left for letter in letters),
        max(letter.right for letter in letters),
        first.y,
        _size(page, first.index),
        _font(page, first.index),
        _colour(page, first.index),
        spaced,
    )


def _size(page: pypdfium2.PdfTextPage, index: int) -> float:
    """Height in points, 0 for text that is not upright: the font's size times its matrix (PDF 32000-1, 9.4.4)."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, index, matrix)
    upright = matrix.a > 0 and abs(matrix.b) < 0.1 * matrix.a
    return float(raw.FPDFText_GetFontSize(page, index) * hypot(matrix.c, matrix.d)) if upright else 0.0


def _font(page: pypdfium2.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(page, index, name, _NAME_BYTES, flags)
    return name.value.decode("utf-8", "replace") if 0 < length <= _NAME_BYTES else ""


def _colour(page: pypdfium2.PdfTextPage, index: int) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(page, index, *parts)
    return tuple(part.value for part in parts[:3])


def _drawn(page: pypdfium2.PdfPage) -> tuple[list[Box], tuple[tuple[Box, tuple[int, ...]], ...]]:
    """Straight lines, level or upright, and filled shapes."""
    lines: list[Box] = []
    grounds: list[tuple[Box, tuple[int, ...]]] = []
    for seen, shape in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if seen == _MOST_PATHS:
            break
        lines += _sides(shape)
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if raw.FPDFPath_GetDrawMode(shape, mode, stroke) and mode.value:
            parts = [ctypes.c_uint() for _ in range(4)]
            raw.FPDFPageObj_GetFillColor(shape, *parts)
            grounds.append((Box(*shape.get_bounds()), tuple(part.value for part in parts[:3])))
    return lines, tuple(grounds)


def _sides(shape: pypdfium2.PdfObject) -> Iterator[Box]:
    """The level and upright lines of a path."""
    matrix = shape.get_matrix()
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(shape), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(last, point)
        elif kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(last, start)


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    (left, right), (bottom, top) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if min(right - left, top - bottom) <= _STRAIGHT and max(right - left, top - bottom) >= _SHORTEST:
        yield Box(left, bottom, right, top)
