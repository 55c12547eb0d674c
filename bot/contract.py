"""The machine contract: an Answer as one JSON object, and a file of questions as conversations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.records import ActorMatch, Answer, Citation, Turn

Ask = Callable[[str, Sequence[Turn]], Answer]


def as_object(answer: Answer) -> dict[str, Any]:
    """Give the answer as the object that `python -m bot ask --json` prints. Fields are added, never renamed."""
    return {
        "question": answer.question,
        "text": answer.text,
        "abstained": answer.abstained,
        "language": answer.language,
        "citations": [_citation(citation) for citation in answer.citations],
        "actors": [_actor(match) for match in answer.actors],
        "choices": list(answer.choices),
        "mode": answer.mode,
        "failed": answer.failed,
        "tokens_in": answer.tokens_in,
        "tokens_out": answer.tokens_out,
        "tokens_estimated": answer.tokens_estimated,
        "edition": answer.edition,
        "milliseconds": round(answer.milliseconds, 1),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    document = citation.document
    return {
        "document": document.title,
        "source": document.path,
        "publisher": document.publisher,
        "date": document.date,
        "url": document.url,
        "valid_until": document.valid_until,
        "page": citation.page,
        "quote": citation.quote,
    }


def _actor(match: ActorMatch) -> dict[str, Any]:
    actor = match.actor
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.kind,
        "regions": list(actor.regions),
        "departments": list(actor.departments),
        "city": actor.city,
        "site": actor.site,
        "contact": actor.contact,
        "extra": dict(actor.extra),
        "why": list(match.why),
        "distance_km": None if match.distance_km is None else round(match.distance_km, 1),
        "verified": actor.verified,
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a question file: what was asked, in which conversation."""

    text: str
    session: str = ""


def read_line(line: str) -> Asked:
    """Read `{"q": "...", "session": "optional"}`; raises ValueError with a French sentence."""
    try:
        record = json.loads(line)
    except ValueError:
        raise ValueError("cette ligne n’est pas un objet JSON") from None
    if not isinstance(record, dict) or not isinstance(record.get("q"), str):
        raise ValueError('un objet {"q": "…"} est attendu')
    session = record.get("session")
    return Asked(record["q"], "" if session is None else str(session))


def answer_lines(lines: Iterable[str], ask: Ask) -> Iterator[dict[str, Any]]:
    """Answer a question file line by line; a bad line gives `{"line": n, "error": "…"}` and the rest goes on."""
    conversations: dict[str, list[Turn]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = read_line(line)
        except ValueError as error:
            yield {"line": number, "error": str(error)}
            continue
        history = conversations.setdefault(asked.session, []) if asked.session else []
        answer = ask(asked.text, tuple(history))
        history.append(as_turn(answer))
        yield as_object(answer) | ({"session": asked.session} if asked.session else {})


def as_turn(answer: Answer) -> Turn:
    """What a conversation remembers of an answer; whom to turn to instead of one is not what it is about."""
    shown = () if answer.abstained else answer.actors
    ids = tuple(match.actor.id for match in shown)
    far = tuple(match.distance_km for match in shown)
    return Turn(answer.question, answer.text, answer.search, ids, far, answer.choices)
