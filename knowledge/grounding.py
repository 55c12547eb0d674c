"""Keep of a written answer only what the cited passages say.

A language model writes sentences with [n] after what each supports. Here, without any model, each sentence is compared
with the passages that it cites (`support.why_not`); what they do not support is dropped, what merely joins is kept
while it joins something, citations are renumbered, and each gets the passage's literal sentence that says most of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.records import Actor, ActorMatch, Citation, Hit
from knowledge.support import why_not
from knowledge.support.claims import read
from knowledge.support.quoted import Evidence, best, evidence, sentences
from knowledge.support.vocabulary import vocabulary


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


def check(text: str, hits: Sequence[Hit], language: str, actors: Sequence[ActorMatch] = ()) -> Checked:
    """Check a written answer whose [n] are 1-based into `hits` and whose [[id]] are ids of `actors`."""
    known = {match.actor.id: match for match in actors}
    lines = _parse(text, known)
    judged = [_judge(line, _inherited(lines, i), hits, known, language) for i, line in enumerate(lines)]
    kept = _without_idle_joints(judged)
    return _assemble(kept, [line for line in judged if line not in kept], hits)


# Parsing -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
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
_MARKERS = re.compile(r"(?:\s*\[\d{1,2}\])+")
_OTHER_MARKERS = re.compile(
    r"[\[【]\s?(?:\^|n°\s?|passages?\s+|sources?\s+|extraits?\s+)?"
    r"(\d{1,2}(?:[\s,;&]{1,3}(?:et\s|and\s)?\d{1,2}){0,9})(?:†[^】\]]{0,80})?\s?[\]】]",
    re.IGNORECASE,
)
_AFTER_STOP = re.compile(r"([.!?…][»”\"]?)((?:\s*\[\d{1,2}\])+)")
_ACTOR = re.compile(r"\[\[\s*([^\[\]\n]+?)\s*\]\]")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_LINK = re.compile(r"\[([^\]\d][^\]]*)\]\((https?://[^)\s]+)\)")
_EMPHASIS = re.compile(r"(\*\*|__|`+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|^#{1,6}\s+|^>\s+)", re.MULTILINE)


def _parse(text: str, known: dict[str, ActorMatch]) -> list[_Line]:
    lines: list[_Line] = []
    block = 0
    for row, raw in enumerate(_tidy(text).splitlines()):
        if not raw.strip():
            block += 1
            continue
        bullet = bool(_BULLET.match(raw))
        pieces = sentences(_BULLET.sub("", raw).strip())
        lines += [_Line(sentence, block, row, bullet, _actors(sentence, known)) for sentence in pieces]
    return lines


def _tidy(text: str) -> str:
    """Plain text with every citation as [n], before the full stop that ends what it supports."""
    text = _LINK.sub(lambda match: match[1] if match[1] in match[2] else f"{match[1]} ({match[2]})", text)
    actors = _ACTOR.findall(text)
    places = iter(range(len(actors)))
    text = _ACTOR.sub(lambda match: f"\x00{next(places)}\x00", text)
    text = _OTHER_MARKERS.sub(lambda match: "".join(f"[{int(n)}]" for n in re.findall(r"\d+", match[1])), text)
    text = _EMPHASIS.sub("", text)
    text = _AFTER_STOP.sub(lambda match: f" {match[2].strip()}{match[1]}", text)
    return re.sub("\x00(\\d+)\x00", lambda match: f"[[{actors[int(match[1])]}]]", text)


def _actors(sentence: str, known: dict[str, ActorMatch]) -> tuple[str, ...]:
    """Ids that the sentence names, by id or by the actor's very name; an unknown id is kept to be refused."""
    named = list(dict.fromkeys(_ACTOR.findall(sentence)))
    for id_, match in known.items():
        if id_ not in named and re.search(rf"(?<!\w){re.escape(match.actor.name)}(?!\w)", sentence):
            named.append(id_)
    return tuple(named)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(number) for number in _MARKER.findall(text)))


def _inherited(lines: Sequence[_Line], index: int) -> tuple[int, ...]:
    """The citation that an uncited sentence may rest on: of the next cited one in its block, else of the last."""
    block = [line for line in lines if line.block == lines[index].block]
    place = block.index(lines[index])
    for line in (*block[place + 1 :], *reversed(block[:place])):
        if numbers := _numbers(line.text):
            return numbers
    return ()


# Judging -------------------------------------------------------------------------------------------------------------


def _judge(
    line: _Line, inherited: tuple[int, ...], hits: Sequence[Hit], known: dict[str, ActorMatch], language: str
) -> _Line:
    if any(id_ not in known for id_ in line.actors):
        return replace(line, reason="actor")
    entries = tuple(_entry(known[id_]) for id_ in line.actors)
    named = _ACTOR.sub(lambda match: known[match[1]].actor.name, line.text)
    line = replace(line, text=named)
    cited = bool(_numbers(named))
    if not cited and not entries and _joins(named):
        return replace(line, joint=True)
    if not cited and entries and not why_not(named, _merged(entries), language):
        return replace(line, spans=((named, ()),))
    spans = _spans(named) if cited else [(named, inherited)]
    return _judge_spans(line, spans, hits, entries, language)


def _judge_spans(
    line: _Line,
    spans: Sequence[tuple[str, tuple[int, ...]]],
    hits: Sequence[Hit],
    entries: tuple[Evidence, ...],
    language: str,
) -> _Line:
    supported: list[tuple[str, tuple[int, ...]]] = []
    for text, numbers in spans:
        valid = tuple(number for number in numbers if 1 <= number <= len(hits))
        if not valid:
            return replace(line, reason="uncited")
        good, reason = _support(text, valid, hits, entries, language)
        if not good:
            return replace(line, reason=reason)
        supported.append((text, good))
    return replace(line, spans=tuple(supported))


def _support(
    text: str, numbers: tuple[int, ...], hits: Sequence[Hit], entries: tuple[Evidence, ...], language: str
) -> tuple[tuple[int, ...], str]:
    """The cited hits that support the text: each alone, else all together; else the reason why not."""
    read_hits = {number: _evidence(hits[number - 1]) for number in numbers}
    reasons = {n: why_not(text, _merged((item, *entries)), language) for n, item in read_hits.items()}
    good = tuple(number for number, reason in reasons.items() if not reason)
    if good or len(numbers) == 1:
        return good, "" if good else next(iter(reasons.values()))
    together = _merged((*(_narrowed(text, item) for item in read_hits.values()), *entries))
    reason = why_not(text, together, language)
    return (() if reason else numbers), reason


def _evidence(hit: Hit) -> Evidence:
    passage = hit.passage
    document = passage.document
    about = f"{document.title}\n{document.publisher}\n{passage.heading}"
    return evidence(passage.text, about, document.date, document.url)


def _narrowed(text: str, item: Evidence) -> Evidence:
    """The one sentence of a passage that says most of the text, for a sentence drawn from several passages."""
    if not item.sentences:
        return item
    return replace(item, sentences=(item.sentences[best(text, item.sentences)],))


def _merged(items: Sequence[Evidence]) -> Evidence:
    if len(items) == 1:
        return items[0]
    return Evidence(
        tuple(sentence for item in items for sentence in item.sentences),
        frozenset().union(*(item.words for item in items)),
        frozenset().union(*(item.stems for item in items)),
        tuple(date for item in items for date in item.own),
        frozenset().union(*(item.links for item in items)),
    )


_ORIENTATION = (
    "Cet acteur du réseau peut vous aider, vous accompagner, vous conseiller, vous orienter, vous soutenir dans votre "
    "projet, votre entreprise, votre secteur, votre région. Contactez-le, adressez-vous à lui, rapprochez-vous de lui. "
    "C’est l’interlocuteur adapté, proche, le plus utile, son site et son contact sont là."
)


def _entry(match: ActorMatch) -> Evidence:
    """A directory entry as evidence, with the words by which one is sent to an actor."""
    actor = match.actor
    where = ", ".join((*actor.regions, actor.city))
    fields = f"{actor.name}, {actor.kind} : {', '.join(actor.themes)} ; {where} ; {' ; '.join(match.why)}"
    return evidence(f"{fields} ; {actor.description} {_contact(actor)} {_ORIENTATION}", " ".join(actor.aliases))


def _contact(actor: Actor) -> str:
    return " ; ".join(part for part in (actor.site, actor.contact) if part)


def _joins(text: str) -> bool:
    """Whether a sentence says nothing of its own ("Voici ce que disent les sources :")."""
    claims = read(text)
    lists = vocabulary()
    idle = lists.connective | lists.light
    names = [name for name in claims.names if not name.initial]
    if claims.figures or claims.dates or claims.contacts or names:
        return False
    return text.rstrip().endswith((":", ".", "!")) and all(
        word.stem in idle and word.denied == 0 for word in claims.content
    )


def _spans(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """A sentence cut after each group of markers; what follows the last group belongs to it."""
    spans: list[tuple[str, tuple[int, ...]]] = []
    start = 0
    for match in _MARKERS.finditer(text):
        piece = text[start : match.start()]
        if re.search(r"\w", piece) or not spans:
            spans.append((piece, _numbers(match[0])))
        else:
            spans[-1] = (spans[-1][0] + piece, tuple(dict.fromkeys((*spans[-1][1], *_numbers(match[0])))))
        start = match.end()
    rest = text[start:]
    if spans:
        spans[-1] = (spans[-1][0] + rest, spans[-1][1])
    return spans


# Writing again -------------------------------------------------------------------------------------------------------


def _without_idle_joints(judged: Sequence[_Line]) -> list[_Line]:
    """The supported sentences, and those joints that still join: an introduction needs what it introduces."""
    kept: list[_Line] = []
    for index, line in enumerate(judged):
        if line.spans:
            kept.append(line)
        elif line.joint:
            after = [other for other in judged[index + 1 :] if other.block <= line.block + 1]
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
        quote = literal[best(text, _evidence(self.hits[hit_number - 1]).sentences)]
        citation = Citation(passage.document, quote, passage.page)
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation) + 1


def _assemble(kept: Sequence[_Line], dropped: Sequence[_Line], hits: Sequence[Hit]) -> Checked:
    numbering = _Numbering(hits)
    written = [(line, _written(line, numbering)) for line in kept]
    return Checked(
        text=_laid_out(written),
        sentences=tuple(text for _, text in written),
        dropped=tuple(Dropped(line.text, line.reason or "joint") for line in dropped),
        citations=tuple(numbering.citations),
        actor_ids=tuple(dict.fromkeys(id_ for line in kept for id_ in line.actors)),
    )


def _written(line: _Line, numbering: _Numbering) -> str:
    if line.joint:
        return line.text
    return "".join(_marked(text, [numbering.number(text, n) for n in numbers]) for text, numbers in line.spans)


def _marked(text: str, numbers: Sequence[int]) -> str:
    """The text with its markers before the final full stop."""
    markers = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
    body = _MARKERS.sub("", text).rstrip()
    if not markers:
        return body
    stop = re.search(r"\s*([.!?…:;,]+[»”\")]*)$", body)
    return f"{body[: stop.start()]} {markers}{stop[1]}" if stop else f"{body} {markers}"


def _laid_out(written: Sequence[tuple[_Line, str]]) -> str:
    """Sentences of a row side by side, rows under each other, blocks parted by a blank line."""
    text = ""
    before: _Line | None = None
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
