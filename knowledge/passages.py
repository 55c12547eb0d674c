"""A reading cut into passages: by page, then heading, then paragraphs. Pure functions; the text stays literal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from knowledge import sentences
from knowledge.records import Document, Passage, Reading

SHORT = 500
"""Characters: a reading of one page up to this length is one passage."""
SMALL = 250
"""A shorter passage is merged with its neighbour under the same heading, when both fit."""
FULL = 900
"""A passage is closed once the next paragraph would bring it over this length."""
TINY = 120
"""A shorter section of a PDF is gathered with its neighbour of the page: its headings are guessed from the type."""
LONGEST = 1_200
"""No passage is longer."""

_HEADING = re.compile(r"^(#{1,6})\s+(.+)")


@dataclass(slots=True)
class _Heading:
    level: int
    text: str
    page: int | None
    told: bool = False
    """Whether a passage stands under it, and so tells it."""


@dataclass(frozen=True, slots=True)
class _Section:
    """Paragraphs of one page under one path of headings."""

    path: tuple[_Heading, ...]
    paragraphs: tuple[str, ...]
    page: int | None


def split(reading: Reading) -> list[Passage]:
    """Passages of a document, in order: 600–900 characters where it can, 1,200 at most, never two pages in one.

    Each paragraph is literally on its page. Headings stand in `Passage.heading`, except one that nothing follows: it is
    kept in the text of its neighbour. Of two equal passages of a page, the first is given.
    """
    if len(reading.pages) == 1 and len(reading.pages[0].text) <= SHORT:
        sections = [_whole(reading)]
    else:
        sections = _gathered(_sections(reading))
    found = [_passage(reading.document, section, text) for section in sections for text in _packed(section.paragraphs)]
    return list({passage.id: passage for passage in reversed(found)}.values())[::-1]


def _whole(reading: Reading) -> _Section:
    """A short page as one section, under its first heading when it opens with one."""
    blocks = _blocks(reading.pages[0].text)
    opening = _HEADING.match(blocks[0]) if len(blocks) > 1 else None
    texts = [_HEADING.sub(r"\2", block) for block in blocks]
    number = reading.pages[0].number
    path = (_Heading(1, opening[2], number, True),) if opening else ()
    return _Section(path, tuple(texts[1:] if opening else texts), number)


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n{2,}", text) if block.strip()]


def _sections(reading: Reading) -> Iterator[_Section]:
    """Sections in order; a heading that nothing follows before its equal comes joins what follows on its page."""
    stack: list[_Heading] = []
    for page in reading.pages:
        held: list[str] = []  # headings without a text of their own, and the paragraphs under the present path
        for block in _blocks(page.text):
            if heading := _HEADING.match(block):
                told = not stack or stack[-1].told
                if told and held:
                    yield _section(stack, held, page.number)
                    held = []
                for left in _leave(stack, len(heading[1])):
                    if left.page == page.number:
                        held.append(left.text)
                    else:
                        yield _section(stack, [left.text], left.page)
                stack.append(_Heading(len(heading[1]), heading[2], page.number))
            else:
                held.append(block)
                for above_it in stack:
                    above_it.told = True
        if held:
            yield _section(stack, held, page.number)
    above = [heading for heading in stack if heading.told]
    for left in _leave(stack, 1):
        yield _section(above, [left.text], left.page)


def _gathered(sections: Iterator[_Section]) -> list[_Section]:
    """Sections of a page that are too small to be told alone, together under the headings they share."""
    gathered: list[_Section] = []
    for section in sections:
        last = gathered[-1] if gathered else None
        if last and last.page == section.page is not None and _are_small(last, section):
            shared = tuple(a for a, b in zip(last.path, section.path, strict=False) if a is b)
            texts = [text for each in (last, section) for text in _texts(each, len(shared))]
            gathered[-1] = _Section(shared, tuple(texts), section.page)
        else:
            gathered.append(section)
    return gathered


def _texts(section: _Section, shared: int) -> list[str]:
    """The headings past the shared ones, then the paragraphs."""
    return [*(heading.text for heading in section.path[shared:]), *section.paragraphs]


def _are_small(one: _Section, other: _Section) -> bool:
    """Whether the two may be one: small, and under headings that stand on the page or that they share."""
    own = [h for a, b in ((one, other), (other, one)) for h in a.path if not any(h is heading for heading in b.path)]
    if any(heading.page != one.page for heading in own):
        return False
    lengths = [sum(map(len, section.paragraphs)) for section in (one, other)]
    return min(lengths) < TINY and sum(lengths) + sum(len(heading.text) for heading in own) <= FULL


def _leave(stack: list[_Heading], level: int) -> list[_Heading]:
    """Drop the headings that one of this level ends; gives those that nothing followed, outermost first."""
    left: list[_Heading] = []
    while stack and stack[-1].level >= level:
        left.append(stack.pop())
    return [heading for heading in reversed(left) if not heading.told]


def _section(stack: Sequence[_Heading], paragraphs: Sequence[str], page: int | None) -> _Section:
    return _Section(tuple(heading for heading in stack if heading.told), tuple(paragraphs), page)


def _packed(paragraphs: Sequence[str]) -> list[str]:
    """Texts of at most LONGEST characters, small ones merged, an introduction kept with the list that it announces."""
    texts: list[str] = []
    held: list[str] = []
    for piece in (piece for paragraph in paragraphs for piece in _pieces(paragraph)):
        if held and _is_closed(held, piece):
            announced = [held.pop()] if len(held) > 1 and held[-1].endswith(":") else []
            texts.append("\n\n".join(held))
            held = announced
            if held and _is_closed(held, piece):
                texts += held
                held = []
        held.append(piece)
    last = "\n\n".join(held)
    if texts and len(last) < SMALL and len(texts[-1]) + 2 + len(last) <= LONGEST:
        last = f"{texts.pop()}\n\n{last}"
    return [*texts, last]


def _is_closed(held: Sequence[str], piece: str) -> bool:
    """Whether the texts held make a passage that the piece does not join."""
    length = sum(map(len, held)) + 2 * (len(held) - 1)
    joined = length + 2 + len(piece)
    goes_on = length < SMALL or held[-1].endswith(":")
    return joined > (LONGEST if goes_on else FULL)


def _pieces(paragraph: str) -> list[str]:
    """A paragraph, cut where it is too long: between lines, else sentences, else words, in parts of like length."""
    if len(paragraph) <= LONGEST:
        return [paragraph]
    lines = paragraph.split("\n")
    if len(lines) > 1:
        return [part for line in _balanced(lines, "\n") for part in _pieces(line)]
    parts = sentences.split(paragraph)
    if len(parts) < 2 or " ".join(parts) != paragraph:
        parts = paragraph.split()
    if len(parts) < 2:
        return [paragraph[at : at + LONGEST] for at in range(0, len(paragraph), LONGEST)]
    return [part for whole in _balanced(parts, " ") for part in _pieces(whole)]


def _balanced(parts: Sequence[str], glue: str) -> list[str]:
    """The parts joined into texts of like length, no longer than FULL where the parts allow it."""
    total = sum(map(len, parts)) + len(glue) * (len(parts) - 1)
    aim = total / -(-total // FULL)
    texts = [parts[0]]
    for part in parts[1:]:
        if len(texts[-1]) + len(part) / 2 > aim or len(texts[-1]) + len(glue) + len(part) > LONGEST:
            texts.append(part)
        else:
            texts[-1] += glue + part
    return texts


def _passage(document: Document, section: _Section, text: str) -> Passage:
    heading = " > ".join(heading.text for heading in section.path)
    identity = "\0".join((document.path, str(section.page or ""), heading, text))
    digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Passage(digest, document, text, heading, section.page)
