"""Whether each sentence of a written answer rests on the passages that it cites, or on the directory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.french import words
from knowledge.records import Actor, ActorMatch, Hit
from knowledge.support import why_not
from knowledge.support.claims import read
from knowledge.support.lines import Line, inherited, numbers, spans
from knowledge.support.quoted import Evidence, best, evidence, likeness, said, same
from knowledge.support.tidying import ACTOR
from knowledge.support.vocabulary import vocabulary


def judged(lines: Sequence[Line], hits: Sequence[Hit], known: dict[str, ActorMatch]) -> list[Line]:
    """Each sentence with what supports it, or the reason why nothing does; `known` are the actors by id."""
    done: list[Line] = []
    for index, line in enumerate(lines):
        one = _judge(line, inherited(lines, index), hits, known)
        if one.reason and one.reason != "actor" and not numbers(one.text) and _asserts(one):
            entries = tuple(_entry(known[id_]) for id_ in one.actors)
            one = _recovered(one, _last(done, one.block), hits, entries)
        done.append(one)
    return done


def _judge(line: Line, neighbour: tuple[int, ...], hits: Sequence[Hit], known: dict[str, ActorMatch]) -> Line:
    if any(id_ not in known for id_ in line.actors):
        return replace(line, reason="actor")
    entries = tuple(_entry(known[id_]) for id_ in line.actors)
    named = ACTOR.sub(lambda match: known[match[1]].actor.name, line.text)
    line = replace(line, text=named)
    cited = bool(numbers(named))
    if not cited and not entries and _joins(named):
        return replace(line, joint=True)
    if not cited and entries and not why_not(named, _merged(entries)):
        return replace(line, spans=((named, ()),))
    return _judge_spans(line, spans(named) if cited else [(named, neighbour)], hits, entries)


def _judge_spans(
    line: Line,
    parts: Sequence[tuple[str, tuple[int, ...]]],
    hits: Sequence[Hit],
    entries: tuple[Evidence, ...],
) -> Line:
    supported: list[tuple[str, tuple[int, ...]]] = []
    for text, cited in parts:
        valid = tuple(number for number in cited if 1 <= number <= len(hits))
        if not valid:
            return replace(line, reason="uncited")
        good, reason = _support(text, valid, hits, entries)
        if not good:
            return replace(line, reason=reason)
        supported.append((text, good))
    return replace(line, spans=tuple(supported))


def _support(
    text: str, cited: tuple[int, ...], hits: Sequence[Hit], entries: tuple[Evidence, ...]
) -> tuple[tuple[int, ...], str]:
    """The cited hits that support the text: each alone, else all together; else the reason why not."""
    read_hits = {number: evidence_of(hits[number - 1]) for number in cited}
    reasons = {n: why_not(text, _merged((item, *entries))) for n, item in read_hits.items()}
    good = tuple(number for number, reason in reasons.items() if not reason)
    if good or len(cited) == 1:
        return good, "" if good else next(iter(reasons.values()))
    together = _merged((*(_narrowed(text, item) for item in read_hits.values()), *entries))
    reason = why_not(text, together)
    return (() if reason else cited), reason


CLEAR = 0.6
"""Share of its words that a passage must hold close together to be cited for a sentence that cites none."""
_DOUBT = 3
"""Power to which what a word is worth is raised: a synonym counts for half."""
SURE = 0.36
"""How unlikely the words of such a sentence may make it: with so many passages one may suit it by chance."""
_PRONOUNS = frozenset(
    "il elle ils elles ce c cela ca ceci celui celle ceux celles it they he she this these that".split()
)


_IMPERSONAL = re.compile(
    r"\W*(?:il (?:y (?:a|avait|aura)\b|n[’']y a|faut|fallait|faudra)|ce n[’']est pas\b|there (?:is|are|was|were)\b)",
    re.I,
)


def _asserts(line: Line) -> bool:
    """Whether a line is a sentence or an item of a list, rather than a title or a question copied from a passage."""
    return line.bullet or line.text.rstrip(' »”")').endswith((".", "!", "…"))


def _recovered(line: Line, last: tuple[int, ...], hits: Sequence[Hit], entries: tuple[Evidence, ...]) -> Line:
    """A sentence without its [n], with that of the hit which says most of it among those that support it alone.

    One that begins with a pronoun speaks of the sentence before: it may rest on the same hits only.
    """
    leans = next(iter(words(line.text)), "") in _PRONOUNS and not _IMPERSONAL.match(line.text)
    among = last if leans else range(1, len(hits) + 1)
    read_hits = {number: evidence_of(hits[number - 1]) for number in among}
    clear = {n: item for n, item in read_hits.items() if entries or _says(line.text, item)}
    good = [n for n, item in clear.items() if not why_not(line.text, _merged((item, *entries)), SURE)]
    if not good:
        return line
    said = max(good, key=lambda n: (likeness(line.text, read_hits[n].sentences), -n))
    return replace(line, spans=((line.text, (said,)),), reason="")


def _says(text: str, passage: Evidence) -> bool:
    """Whether two sentences in a row of a passage hold most of a sentence's words: so many passages may by chance."""
    claims = read(text)
    if claims.contacts and claims.contacts <= passage.links:
        return True
    light = vocabulary().light
    told = [w for w in claims.content if w.stem not in light or any(same(w, one) for one in passage.sentences)]
    pairs = (passage.sentences[at : at + 2] for at in range(len(passage.sentences)))
    most = max((sum(max(said(word, one) for one in pair) ** _DOUBT for word in told) for pair in pairs), default=0)
    return most >= CLEAR * len(told)


def _last(done: Sequence[Line], block: int) -> tuple[int, ...]:
    """The hits that the last supported sentence of a block rests on."""
    return next((line.spans[-1][1] for line in reversed(done) if line.spans and line.block == block), ())


def evidence_of(hit: Hit) -> Evidence:
    """A passage as the checks see it."""
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
    """A directory entry as evidence, one statement of the actor, with the words by which one is sent to them."""
    actor = match.actor
    where = ", ".join((*actor.regions, actor.city))
    fields = f"{actor.name}, {actor.kind} : {', '.join((*actor.themes, where, *match.why))}"
    described = re.sub(r"[.;]\s", ", ", f"{fields}, {actor.description} {_contact(actor)}")
    return evidence(f"{described} {_ORIENTATION}", " ".join(actor.aliases))


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
