"""A written answer cut into sentences, each with the [n] and [[id]] that it carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.records import ActorMatch
from knowledge.support.quoted import sentences
from knowledge.support.tidying import ACTOR, tidy

MOST = 40
"""Sentences of an answer that are read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it was written, where it stood, and what was decided of it."""

    text: str
    block: int
    row: int
    bullet: bool
    actors: tuple[str, ...] = ()
    spans: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """(text, hits that support it) in order, once judged."""
    reason: str = ""
    joint: bool = False


_MARKER = re.compile(r"\[(\d{1,2})\]")
MARKERS = re.compile(r"(?:\s*\[\d{1,2}\])+")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def parse(text: str, known: dict[str, ActorMatch], passages: int) -> list[Line]:
    """The sentences of an answer, its citations brought to one form; `known` are the actors by id.

    Sentences past the first `MOST` are left out, since nobody asked for so many.
    """
    lines: list[Line] = []
    block = 0
    for row, raw in enumerate(tidy(text, known, passages).splitlines()):
        if not raw.strip():
            block += 1
            continue
        bullet = bool(_BULLET.match(raw))
        pieces = sentences(_BULLET.sub("", raw).strip())
        lines += [Line(sentence, block, row, bullet, _actors(sentence, known)) for sentence in pieces]
    return lines[:MOST]


def _actors(sentence: str, known: dict[str, ActorMatch]) -> tuple[str, ...]:
    """Ids that the sentence names, by id or by the actor's very name; an unknown id is kept to be refused."""
    named = list(dict.fromkeys(ACTOR.findall(sentence)))
    for id_, match in known.items():
        if id_ not in named and re.search(rf"(?<!\w){re.escape(match.actor.name)}(?!\w)", sentence):
            named.append(id_)
    return tuple(named)


def numbers(text: str) -> tuple[int, ...]:
    """The [n] of a text, each once."""
    return tuple(dict.fromkeys(int(number) for number in _MARKER.findall(text)))


def inherited(lines: Sequence[Line], index: int) -> tuple[int, ...]:
    """The citation that an uncited sentence may rest on: of the next cited one in its block, else of the last."""
    block = [line for line in lines if line.block == lines[index].block]
    place = block.index(lines[index])
    for line in (*block[place + 1 :], *reversed(block[:place])):
        if cited := numbers(line.text):
            return cited
    return ()


def spans(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """A sentence cut after each group of markers; what follows the last group belongs to it."""
    found: list[tuple[str, tuple[int, ...]]] = []
    start = 0
    for match in MARKERS.finditer(text):
        piece = text[start : match.start()]
        if re.search(r"\w", piece) or not found:
            found.append((piece, numbers(match[0])))
        else:
            found[-1] = (found[-1][0] + piece, tuple(dict.fromkeys((*found[-1][1], *numbers(match[0])))))
        start = match.end()
    rest = text[start:]
    if found:
        found[-1] = (found[-1][0] + rest, found[-1][1])
    return found
