"""What a language model is told: prompts from `prompts/*.md`, filled with data that cannot pose as instructions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Template

from knowledge.dates import in_words
from knowledge.records import ActorMatch, Hit, Turn

PROMPTS = Path(__file__).with_name("prompts")
CHARACTERS_PER_TOKEN = 3.5
"""Rough measure for French text, in most vendors' tokenizers."""
TURNS = 3
"""Exchanges of the conversation that a model is shown."""
_LANGUAGES = {"fr": "français", "en": "anglais"}
_NONE = "(aucun)"


@lru_cache(maxsize=8)
def prompt(name: str) -> str:
    """The text of a prompt, as it stands in its file."""
    return (PROMPTS / f"{name}.md").read_text(encoding="utf-8").strip()


def tokens(text: str) -> int:
    """About how many tokens a text is."""
    return round(len(text) / CHARACTERS_PER_TOKEN)


def within(hits: Sequence[Hit], budget: int) -> list[Hit]:
    """The first hits whose texts fit the budget of tokens; always one, which `ask` cuts if it is too long."""
    kept: list[Hit] = []
    spent = 0
    for hit in hits:
        spent += tokens(hit.passage.text) + 40
        if kept and spent > budget:
            break
        kept.append(hit)
    return kept


@dataclass(frozen=True, slots=True)
class Fence:
    """Wraps data between marks that hold a code nobody can guess, so that no text can close them."""

    code: str

    def around(self, text: str, label: str = "") -> str:
        """The text between the marks."""
        opening = f"<<<{self.code} {label}".rstrip()
        return f"{opening}\n{text.replace(self.code, '')}\n{self.code}>>>"


_ECHO = re.compile(r"<<<|>>>|^(?:Titre|Rubrique|Éditeur|Texte) :", re.MULTILINE)


def echoes(text: str) -> bool:
    """Whether an answer copies the marks and labels of what the model was given, as very small models do."""
    return bool(_ECHO.search(text))


def ask(
    question: str,
    *,
    hits: Sequence[Hit],
    actors: Sequence[ActorMatch],
    language: str,
    history: Sequence[Turn],
    today: date,
    code: str,
    budget: int,
) -> str:
    """The message that carries the question and all that may answer it."""
    fence = Fence(code)
    longest = int(budget * CHARACTERS_PER_TOKEN)
    passages = [fence.around(_passage(hit, longest), f"passage {n}") for n, hit in enumerate(hits, start=1)]
    return Template(prompt("question")).substitute(
        today=in_words(today.isoformat()),
        language=_LANGUAGES[language],
        fence=code,
        passages="\n".join(passages) or _NONE,
        actors=fence.around("\n".join(map(_actor, actors))) if actors else _NONE,
        history=_history(history, fence),
        question=fence.around(question),
    )


def follow_up(question: str, history: Sequence[Turn], code: str) -> str:
    """The message that carries a follow-up to be made standalone."""
    fence = Fence(code)
    text = Template(prompt("follow_up"))
    return text.substitute(fence=code, history=_history(history, fence), question=fence.around(question))


def _passage(hit: Hit, longest: int) -> str:
    passage = hit.passage
    document = passage.document
    fields = {
        "Titre": document.title,
        "Rubrique": passage.heading,
        "Éditeur": document.publisher,
        "Date": in_words(document.date) or "inconnue",
        "Page": str(passage.page or ""),
    }
    head = "\n".join(f"{name} : {' '.join(value.split())}" for name, value in fields.items() if value)
    return f"{head}\nTexte : {passage.text[:longest]}"


def _actor(match: ActorMatch) -> str:
    actor = match.actor
    where = ", ".join(part for part in (actor.city, *actor.regions) if part)
    themes = ", ".join(actor.themes)
    reasons = " ; ".join(match.why)
    return f"[[{actor.id}]] {actor.name} ; {actor.kind} ; {where} ; thèmes : {themes} ; proposé pour : {reasons}"


def _history(history: Sequence[Turn], fence: Fence) -> str:
    turns = [f"Question : {turn.question[:300]}\nRéponse : {turn.answer[:600]}" for turn in history[-TURNS:]]
    return fence.around("\n\n".join(turns)) if turns else _NONE
