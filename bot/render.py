"""What the bot shows: an Answer, a source, an actor's card, as runs that `bot.rich` divides and writes in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.buttons import actors_of_page
from bot.rich import Run, joined, linked
from bot.texts import Words
from knowledge.dates import in_words
from knowledge.kinds import called
from knowledge.reasons import only_there
from knowledge.records import Actor, ActorMatch, Answer, Citation
from knowledge.regions import named_together

_AWAY_KM = 0.5
"""Under so many kilometres an actor is there."""
_LONGEST = 200
"""Characters that a card shows of a column that is none of ours."""
_BRACKETS = re.compile(r"\([^()]*\)")
_MARK = re.compile(r"\[(\d{1,3})\]")


def answer(given: Answer, words: Words, preface: str = "", page: int = 0) -> list[Run]:
    """The answer, its sources by title and date, and a page of the actors who can help.

    `preface` is the key of a sentence to put first, or "question" to repeat one that was tapped rather than written.
    """
    text = list(_with_links(given)) if given.text.strip() else words.runs("nothing")
    note = words.runs("answer.literal") if given.failed else []
    blocks = [_preface(preface, given, words), text, note, _sources(given, words), _actors(given, words, page)]
    return list(joined([block for block in blocks if block], "\n\n"))


def _preface(key: str, given: Answer, words: Words) -> list[Run]:
    if key == "question":
        return [Run(given.question, "i")] if given.question.strip() else []
    return words.runs(key) if key else []


def _with_links(given: Answer) -> Iterator[Run]:
    """The text as it is, its [1] opening the document where this has an address."""
    position = 0
    for mark in _MARK.finditer(given.text):
        number = int(mark.group(1))
        if not 1 <= number <= len(given.citations):
            continue
        yield Run(given.text[position : mark.start()])
        yield linked(mark.group(), given.citations[number - 1].document.url)
        position = mark.end()
    yield Run(given.text[position:])


def _sources(given: Answer, words: Words) -> list[Run]:
    """One line a document and page, with the marks of all that is quoted from it."""
    if not given.citations:
        return []
    marks: dict[str, str] = {}
    for number, cited in enumerate(given.citations, start=1):
        line = described(cited, words)
        marks[line] = f"{marks.get(line, '')}[{number}] "
    lines = [[Run(f"{mark}{line}", "i")] for line, mark in marks.items()]
    head = "answer.sources_foreign" if given.quotes_other_language else "answer.sources"
    return [Run(words(head), "b"), Run("\n"), *joined(lines)]


def described(source: Citation, words: Words) -> str:
    """A source in one line: title, publisher, date in words, page."""
    document = source.document
    date = in_words(document.date, words.language) or words("answer.undated")
    page = words("answer.page", page=source.page) if source.page else ""
    return ", ".join(part for part in (document.title, document.publisher, date, page) if part)


def _actors(given: Answer, words: Words, page: int) -> list[Run]:
    """The actors of a page, but for those that the text has just presented; none under an abstention."""
    if given.abstained:
        return []
    shown = [match for _, match in actors_of_page(given, page)]
    presented = set() if page else _presented(given.text, [match.actor.name for match in shown])
    new = [match for match in shown if match.actor.name not in presented]
    return [Run(words("answer.actors"), "b"), Run("\n"), *listed(new, words)] if new else []


def _presented(text: str, names: Sequence[str]) -> set[str]:
    """Those of the names that a text presents: not within a longer one, nor as a town in brackets."""
    told = _BRACKETS.sub("", text.replace("’", "'"))
    found: set[str] = set()
    for name in sorted(names, key=len, reverse=True):
        plain = name.replace("’", "'")
        if plain in told:
            found.add(name)
            told = told.replace(plain, "")
    return found


def listed(matches: Sequence[ActorMatch], words: Words) -> list[Run]:
    """One line an actor: its name, kind and place, how far it is, and why."""
    return list(joined([_actor_line(match, words) for match in matches]))


def _actor_line(match: ActorMatch, words: Words) -> list[Run]:
    actor = match.actor
    place = actor.city or named_together(actor.regions, words.language)
    details = ", ".join(part for part in (kind_of(actor, words), place) if part)
    told = any("km" in reason for reason in match.why[:1]) or not is_away(match)
    distance = "" if told else words("answer.distance", distance=kilometres(match, words))
    doubt = "" if actor.verified else words("answer.to_check")
    tail = " – ".join(part for part in (distance, *match.why[:1], doubt) if part)
    return [Run("• "), Run(actor.name, "b"), Run(f" ({details})" if details else ""), Run(f" – {tail}" if tail else "")]


def kind_of(actor: Actor, words: Words) -> str:
    """The actor's kind in the reader's language."""
    return called(actor.kind, words.language)


def is_away(match: ActorMatch) -> bool:
    """Whether an actor is known to be elsewhere than in the very town."""
    return match.distance_km is not None and match.distance_km >= _AWAY_KM


def kilometres(match: ActorMatch, words: Words) -> str:
    """A distance as one says it: "3,4" under ten kilometres, "27" above."""
    distance = match.distance_km or 0.0
    text = f"{distance:.1f}" if distance < 10 else f"{distance:.0f}"
    return text.replace(".", ",") if words.language == "fr" else text


def source(cited: Citation, number: int, words: Words, today: str) -> list[Run]:
    """A source in full: its description, the exact quote, and the way to the document. `today` is ISO 8601."""
    document = cited.document
    blocks = [
        [Run(words("quote.title", number=number), "b"), Run(f" – {described(cited, words)}")],
        [Run(cited.quote, "blockquote")],
    ]
    if document.valid_until and document.valid_until < today[: len(document.valid_until)]:
        blocks.append([Run(words("quote.outdated", date=in_words(document.valid_until, words.language)))])
    link = linked(words("quote.open"), document.url)
    return list(joined(blocks + ([[link]] if link.link else []), "\n\n"))


def card(match: ActorMatch, words: Words, gone: bool = False) -> list[Run]:
    """An actor's entry, with what is known of it and no more; `gone` when the directory no longer has it."""
    actor = match.actor
    head = [Run(actor.name, "b")]
    if actor.kind:
        head.append(Run(f"\n{kind_of(actor, words)}", "i"))
    facts = [Run(line) for line in _facts(match, words)]
    trust = [Run(line, "i") for line in _trust(actor, words, gone)]
    blocks = [
        head,
        [Run(actor.description)],
        list(joined([[fact] for fact in facts])),
        list(joined([[t] for t in trust])),
    ]
    return list(joined([block for block in blocks if any(run.text.strip() for run in block)], "\n\n"))


def _facts(match: ActorMatch, words: Words) -> Iterator[str]:
    actor = match.actor
    if actor.themes:
        yield words("card.does", themes=", ".join(actor.themes))
    if actor.regions:
        yield words("card.regions", regions=named_together(actor.regions, words.language) + only_there(actor))
    if actor.city:
        yield words("card.city", city=actor.city)
    if is_away(match) and not any("km" in reason for reason in match.why):
        yield words("card.distance", distance=kilometres(match, words))
    if actor.contact:
        yield words("card.contact", contact=actor.contact)
    if not actor.reachable:
        yield words("card.unreachable")
    for column, value in actor.extra:
        yield words("card.extra", column=column, value=value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
    if match.why:
        yield words("card.why", why=words("card.and").join(match.why))


def _trust(actor: Actor, words: Words, gone: bool) -> Iterator[str]:
    if gone:
        yield words("card.gone")
    if actor.source:
        yield words("card.source", source=actor.source)
    yield verification(actor, words)


def verification(actor: Actor, words: Words) -> str:
    """When the entry was verified, or that it is to be checked."""
    if not actor.verified:
        return words("card.to_check")
    if not actor.verified_on:
        return words("card.verified")
    key = "card.verified_day" if actor.verified_on.count("-") == 2 else "card.verified_month"
    return words(key, date=in_words(actor.verified_on, words.language))
