"""Keep of a written answer only what the cited passages say.

A language model writes sentences with [n] after what each supports. Here, without any model, each sentence is compared
with the passages that it cites (`support.why_not`); what they do not support is dropped, what merely joins is kept
while it joins something, citations are renumbered, and each gets the passage's literal sentence that says most of it.
Small models forget the [n]: a sentence without one rests on its neighbour's, else on the passage that clearly says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.french import fold
from knowledge.records import ActorMatch, Citation, Hit
from knowledge.sentences import squeezed
from knowledge.support.judging import evidence_of, judged
from knowledge.support.lines import MARKERS, Line, parse
from knowledge.support.quoted import best, sentences


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not kept, and the check that failed ("figure", "name", "words", "uncited"…)."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a written answer."""

    text: str
    """The kept sentences in their paragraphs and lists, with [1], [2]… into `citations`."""
    sentences: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    citations: tuple[Citation, ...] = ()
    actor_ids: tuple[str, ...] = ()
    """Actors that the kept sentences name, in order."""

    @property
    def grounded(self) -> bool:
        """True where at least one sentence rests on a passage or a directory entry."""
        return bool(self.citations or self.actor_ids)


def check(text: str, hits: Sequence[Hit], actors: Sequence[ActorMatch] = ()) -> Checked:
    """Check a written answer whose [n] are 1-based into `hits` and whose [[id]] are ids of `actors`."""
    known = {match.actor.id: match for match in actors}
    lines = judged(parse(text, known, len(hits)), hits, known)
    kept = _without_idle_joints(lines)
    return _assemble(kept, [line for line in lines if line not in kept], hits)


# Writing again -------------------------------------------------------------------------------------------------------


def _without_idle_joints(lines: Sequence[Line]) -> list[Line]:
    """The supported sentences, each once, and those joints that still join something."""
    kept: list[Line] = []
    said: set[str] = set()
    for index, line in enumerate(lines):
        if line.spans:
            if (words := squeezed(fold(MARKERS.sub("", line.text)))) not in said:
                kept.append(line)
            said.add(words)
        elif line.joint:
            after = [other for other in lines[index + 1 :] if other.block <= line.block + 1]
            if any(other.spans for other in after):
                kept.append(line)
    return kept


@dataclass(slots=True)
class _Numbering:
    """Citations in order of use; the same quote keeps its number."""

    hits: Sequence[Hit]
    citations: list[Citation] = field(default_factory=list)

    def number(self, text: str, hit_number: int) -> int:
        passage = self.hits[hit_number - 1].passage
        literal = sentences(passage.text)
        quote = literal[best(text, evidence_of(self.hits[hit_number - 1]).sentences)]
        citation = Citation(passage.document, quote, passage.page)
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation) + 1


def _assemble(kept: Sequence[Line], dropped: Sequence[Line], hits: Sequence[Hit]) -> Checked:
    numbering = _Numbering(hits)
    written = [(line, _written(line, numbering)) for line in kept]
    return Checked(
        text=_laid_out(written),
        sentences=tuple(text for _, text in written),
        dropped=tuple(Dropped(line.text, line.reason or ("repeated" if line.spans else "joint")) for line in dropped),
        citations=tuple(numbering.citations),
        actor_ids=tuple(dict.fromkeys(id_ for line in kept for id_ in line.actors)),
    )


def _written(line: Line, numbering: _Numbering) -> str:
    if line.joint:
        return line.text
    return "".join(_marked(text, [numbering.number(text, n) for n in numbers]) for text, numbers in line.spans)


def _marked(text: str, numbers: Sequence[int]) -> str:
    """The text with its markers before the final full stop."""
    markers = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
    body = MARKERS.sub("", text).rstrip()
    if not markers:
        return body
    stop = re.search(r"\s*([.!?…:;,]+[»”\")]*)$", body)
    return f"{body[: stop.start()]} {markers}{stop[1]}" if stop else f"{body} {markers}"


def _laid_out(written: Sequence[tuple[Line, str]]) -> str:
    """Sentences of a row side by side, rows under each other, blocks parted by a blank line."""
    text = ""
    before: Line | None = None
    for line, sentence in written:
        lead = "• " if line.bullet else ""
        if before is None:
            text = lead + sentence
        elif line.row == before.row:
            text += f" {sentence}"
        else:
            text += ("\n\n" if line.block != before.block else "\n") + lead + sentence
        before = line
    return text
