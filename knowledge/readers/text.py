"""Plain text files in any encoding."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.language import detect
from knowledge.readers.clean import (
    check_length,
    date_of_head,
    date_of_name,
    decode,
    squeeze,
    tidy,
    title_of_name,
)
from knowledge.readers.front_matter import split_front_matter
from knowledge.readers.joining import join_wrapped, vocabulary
from knowledge.readers.limits import Pace, idle
from knowledge.records import Document, Page, Reading

_UNDERLINE = re.compile(r"^[=\-~*_]{3,}$")
_BULLET = re.compile(r"^[-*•–—]\s+")
_LONGEST_TITLE = 100
_WRAPPED = 45
"""Characters: a paragraph whose lines but the last are at least this long was wrapped by an editor."""


def read(path: Path, name: str, pace: Pace = idle) -> Reading:
    """Read a text file; raises SourceError when it is empty, too long or not text."""
    front = split_front_matter(tidy(decode(path.read_bytes())))
    text = check_length(plain(front.body))
    first = next(line for line in text.splitlines() if line.strip()).lstrip("# ").rstrip(" :")
    document = Document(
        path=name,
        title=front.title
        or (first if len(first) <= _LONGEST_TITLE and first[-1:] not in ".;," else title_of_name(name)),
        publisher=front.publisher,
        date=front.date or date_of_head(text) or date_of_name(name),
        url=front.url,
        language=front.language or detect(text[:5_000]),
        valid_until=front.valid_until,
        limits=front.limits,
    )
    return Reading(document, (Page(text),), front.warnings)


def plain(source: str) -> str:
    """Paragraphs parted by blank lines, with `#` lines for what looks like headings."""
    known = vocabulary(source)
    blocks = [[squeeze(line) for line in block.splitlines()] for block in re.split(r"\n\s*\n", source)]
    return "\n\n".join(filter(None, (_block([line for line in block if line], known) for block in blocks)))


def _block(lines: list[str], known: frozenset[str]) -> str:
    if len(lines) > 1 and _UNDERLINE.match(lines[1]):
        return "\n\n".join(filter(None, (f"# {lines[0]}", _block(lines[2:], known))))
    if len(lines) == 1 and _is_capitals(lines[0]):
        return f"## {lines[0]}"
    lines = [_BULLET.sub("- ", line) for line in lines if not _UNDERLINE.match(line)]
    if len(lines) > 1 and all(len(line) >= _WRAPPED for line in lines[:-1]) and not any(map(_is_item, lines)):
        return join_wrapped(lines, known)
    return "\n".join(lines)


def _is_item(line: str) -> bool:
    return line.startswith("- ")


def _is_capitals(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and line.isupper() and sum(map(str.isalpha, line)) >= 4
