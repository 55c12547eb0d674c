"""Answers put together from what was found: literal sentences, actors, a model's text, or an honest abstention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.dates import has_passed, in_words
from knowledge.documents import Found
from knowledge.generative import Written
from knowledge.orientation import Pointed
from knowledge.phrases import say
from knowledge.provider import Cost
from knowledge.records import ActorMatch, Answer, Citation
from knowledge.wording import pointing, whom_to_contact

_DECLINES: Final = ("act", "distress")
"""The assistant's own sentences that decline what was asked."""


def composed(blank: Answer, found: Found, pointed: Pointed, today: date) -> Answer:
    """Put the documents' sentences and the actors together, or say honestly that neither answers."""
    told = found.is_titled or (pointed.general and found.is_sure) or (pointed.bare and found.is_likely)
    if pointed.asked and pointed.matches and not told:
        return replace(blank, text=pointing(pointed.matches, blank.language), actors=pointed.matches, mode="actors")
    if pointed.elsewhere:  # a sheet happens to answer "il fait quel temps à Saint-Nazaire ?"
        return _unanswered(blank, pointed)
    if found.says_unknown:
        quote = found.extract.sentences[0].text
        text = say("unknown_fact", blank.language, quote=f"{quote} [1]")
        return _abstained(blank, text, pointed.fallback, found)
    if found.answers:
        text = "\n".join([found.text, *_outdated(found.citations, today, blank.language)])
        return replace(blank, text=text, citations=found.citations, actors=pointed.matches)
    if pointed.matches:
        return replace(blank, text=pointing(pointed.matches, blank.language), actors=pointed.matches, mode="actors")
    return _unanswered(blank, pointed)


def written(literal: Answer, written: Written, pointed: Pointed) -> Answer:
    """The model's answer in the place of the literal one; its abstention is kept, unless actors answer the need."""
    if written.abstained:
        if literal.abstained or (pointed.asked and pointed.matches):
            return literal
        return _unanswered(replace(literal, citations=(), mode="generative"), pointed)
    chosen = tuple(match for match in pointed.matches if match.actor.id in written.actor_ids)
    return replace(
        literal,
        text=written.text,
        citations=written.citations,
        actors=chosen or pointed.matches,
        abstained=False,
        mode="generative",
    )


def completed(answer: Answer, found: Found, key: str) -> Answer:
    """The answer, and after it what the documents say, led by our sentence `key`."""
    first = len(answer.citations) + 1
    text = f"{answer.text}\n\n{say(key, answer.language, told=found.numbered(first))}"
    return replace(answer, text=text, citations=(*answer.citations, *found.citations))


def charged(answer: Answer, cost: Cost) -> Answer:
    """The answer, with what more was spent on it."""
    return replace(
        answer,
        tokens_in=answer.tokens_in + cost.tokens_in,
        tokens_out=answer.tokens_out + cost.tokens_out,
        tokens_estimated=answer.tokens_estimated or cost.estimated,
    )


def _outdated(citations: Sequence[Citation], today: date, language: str) -> list[str]:
    """A line that says until when what is quoted was valid, if that day has passed."""
    passed = [c.document.valid_until for c in citations if has_passed(c.document.valid_until, today)]
    return [say("outdated", language, date=in_words(min(passed), language))] if passed else []


def _unanswered(blank: Answer, pointed: Pointed) -> Answer:
    """Neither documents nor actors answer; where the message may be a company's, it is asked to say more."""
    if perhaps := pointed.perhaps():
        return _abstained(blank, say("unsure", blank.language), perhaps, perhaps=True)
    return _abstained(blank, say("unknown", blank.language), pointed.fallback)


def _abstained(
    blank: Answer, text: str, whom: ActorMatch | None, found: Found | None = None, *, perhaps: bool = False
) -> Answer:
    citations = found.citations if found else ()
    if whom is None:
        return replace(blank, text=text, citations=citations, abstained=True)
    text = f"{text}\n{whom_to_contact(whom.actor, blank.language, perhaps=perhaps)}"
    return replace(blank, text=text, citations=citations, actors=(whom,), abstained=True)


def plain(question: str, language: str, key: str, **fields: object) -> Answer:
    """One of the assistant's own sentences, which needs no source; to act for somebody is declined."""
    return Answer(question, say(key, language, **fields), language, abstained=key in _DECLINES, mode="courtesy")
