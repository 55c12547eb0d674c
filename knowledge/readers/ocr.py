"""Pages without text, read by tesseract where the system has it: rendered by pdfium, recognised in French."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pypdfium2

from knowledge.readers.clean import squeeze, tidy
from knowledge.readers.joining import join_wrapped, vocabulary
from knowledge.readers.limits import PAGE_SECONDS, Pace, TooSlow, at_most

_READ_SECONDS = 40.0
"""Longest time that one picture may take: with the time to draw it, less than the silence that a reader may keep."""
_TOGETHER = os.cpu_count() or 1
"""Pages recognised at once: each takes one core."""
MOST_PAGES = 400
_DPI = 250
_MOST_PIXELS = 20_000_000
_LANGUAGE = "fra"
_BULLET = re.compile(r"[-•*+–—»·]\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]{2,}")


def missing() -> str:
    """What the system lacks to recognise characters, in French, or "" when it has everything."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return "installez tesseract-ocr et tesseract-ocr-fra sur ce poste"
    listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    return "" if _LANGUAGE in listed.stdout.split() else "installez tesseract-ocr-fra sur ce poste"


def recognise(path: Path, numbers: Sequence[int], pace: Pace) -> Iterator[tuple[int, str]]:
    """(number, text) of each of these pages, 1-based; the text is "" for a page without words, or that takes too long.

    Pages past MOST_PAGES are not read, so that a book does not hold a publication for hours.
    """
    with closing(pypdfium2.PdfDocument(path)) as document, ThreadPoolExecutor(_TOGETHER) as pool:
        waiting: deque[tuple[int, Future[str]]] = deque()
        for number in numbers[:MOST_PAGES]:
            if len(waiting) > _TOGETHER:  # pictures are large: few of them wait
                yield _next(waiting, pace)
            waiting.append((number, pool.submit(_text, _image(document, number))))
        while waiting:
            yield _next(waiting, pace)


def _next(waiting: deque[tuple[int, Future[str]]], pace: Pace) -> tuple[int, str]:
    number, text = waiting.popleft()
    found = number, text.result()
    pace()
    return found


def _image(document: pypdfium2.PdfDocument, number: int) -> bytes:
    """The page in grey levels, as a PGM file; b"" where it cannot be drawn in time."""
    with suppress(TooSlow, pypdfium2.PdfiumError), at_most(PAGE_SECONDS):
        return _drawn(document, number)
    return b""


def _drawn(document: pypdfium2.PdfDocument, number: int) -> bytes:
    with closing(document[number - 1]) as page:
        width, height = page.get_size()
        scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        with closing(page.render(scale=scale, grayscale=True)) as bitmap:
            rows, raw = range(bitmap.height), bytes(bitmap.buffer)
            pixels = b"".join(raw[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in rows)
            return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + pixels


def _text(image: bytes) -> str:
    if not image:
        return ""
    command = ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(_DPI)]
    with suppress(subprocess.SubprocessError):
        found = subprocess.run(command, input=image, capture_output=True, timeout=_READ_SECONDS, check=True)
        return _tidied(found.stdout.decode("utf-8", "replace").replace("\f", "\n"))
    return ""


def _tidied(text: str) -> str:
    """Paragraphs, without the specks that pictures and stains give."""
    known = vocabulary(text)
    blocks = ([squeeze(line) for line in block.splitlines()] for block in re.split(r"\n\s*\n", tidy(text)))
    return "\n\n".join(joined for block in blocks if _is_text(joined := _joined(block, known)))


def _joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """One paragraph, or its items on lines of their own."""
    items: list[list[str]] = []
    for line in lines:
        if item := _BULLET.match(line):
            items.append([f"- {line[item.end() :]}"])
        elif items:
            items[-1].append(line)
        else:
            items = [[line]]
    return "\n".join(join_wrapped(item, known) for item in items)


def _is_text(block: str) -> bool:
    letters = sum(len(word) for word in _WORD.findall(block))
    return letters >= 3 and letters >= 0.5 * len(block.replace(" ", ""))
