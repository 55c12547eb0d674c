"""The buttons under a message, and the short data they carry: "s:<answer>:<n>", validated when it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.journal import Shown
from bot.rich import clean, web_address
from bot.texts import Words
from knowledge.records import Actor, ActorMatch, Answer

T = TypeVar("T")

SOURCE, ACTOR, MAP, CHOICE, VOTE, MORE, NEAR = "s", "a", "m", "c", "v", "p", "n"
EXAMPLE, GUIDE, STAFF = "e", "g", "z"
ACTORS_SHOWN = 3
"""Actors on one page of an answer's buttons."""
_LABEL = 60
_DATA = re.compile(r"([a-z]):(\d{1,15})(?::([a-z0-9]{1,12}))?", re.ASCII)
_TOWN = re.compile(r"(?:L[ae]s? )?[A-ZÀ-Ý]\S*(?: (?:et|d[’']\S+))* \((?:\d{2,3}|2[AB])\)")
"""A town and the code of its département ("Saint-Denis (974)")."""
_ROW = 4


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button asks: its kind, the number of the answer (or example), and a detail."""

    kind: str
    number: int
    detail: str = ""

    @property
    def index(self) -> int:
        """The detail as a 0-based position, or -1."""
        return int(self.detail) if self.detail.isdecimal() else -1


def read(data: object) -> Tap | None:
    """Read a button's data; None for what no button of ours carries."""
    found = _DATA.fullmatch(data) if isinstance(data, str) else None
    return Tap(found.group(1), int(found.group(2)), found.group(3) or "") if found else None


def button(label: str, kind: str, number: int, detail: object = "") -> InlineKeyboardButton:
    """A button that comes back as that tap."""
    data = f"{kind}:{number}" + (f":{detail}" if detail != "" else "")
    return InlineKeyboardButton(short(label), callback_data=data)


def short(label: str) -> str:
    """A label that fits a phone's width."""
    label = " ".join(clean(label).split()) or "…"
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """The rows that hold a button, or None."""
    filled = [list(row) for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def under_answer(shown: Shown, words: Words, vote: int = 0, page: int = 0) -> InlineKeyboardMarkup | None:
    """Under an answer: choices, sources, a page of its actors, and opinions."""
    if shown.id is None:
        return None
    number, answer = shown.id, shown.answer
    labels = told_apart(answer.choices[:20])
    rows = [[button(label, CHOICE, number, index)] for index, label in enumerate(labels)]
    rows += in_rows(_sources(number, answer, words), _ROW)
    rows += [[button(label_of(match), ACTOR, number, index)] for index, match in actors_of_page(answer, page)]
    rows.append(_more(shown, words, page))
    if answer.mode != "courtesy":
        rows.append(opinions(number, words, vote))
    return keyboard(rows)


def told_apart(choices: Sequence[str]) -> Sequence[str]:
    """Labels of questions: the town in each, where that tells them apart; else the questions themselves."""
    towns = [found.group() for choice in choices if (found := _TOWN.search(choice))]
    return towns if len(set(towns)) == len(choices) else choices


def actors_of_page(answer: Answer, page: int) -> list[tuple[int, ActorMatch]]:
    """The actors of one page, each with its position in the answer."""
    return page_of(list(enumerate(answer.actors)), page)


def page_of(actors: Sequence[T], page: int) -> list[T]:
    """One page of a list of actors."""
    return list(actors[page * ACTORS_SHOWN :][:ACTORS_SHOWN])


def pages(actors: Sequence[object]) -> int:
    """How many pages a list of actors has."""
    return -(-len(actors) // ACTORS_SHOWN)


def under_card(actor: Actor, shown: Shown, index: int, words: Words, sharing: bool) -> InlineKeyboardMarkup | None:
    """Under an actor's card: its site, the map, and, where the bot's inline mode is on, sharing."""
    site = site_button(actor, words)
    located = actor.latitude is not None and actor.longitude is not None and shown.id is not None
    place = [button(words("card.map_button"), MAP, shown.id or 0, index)] if located else []
    share = [InlineKeyboardButton(words("card.share_button"), switch_inline_query=short(actor.name))] if sharing else []
    return keyboard([site, place, share])


def site_button(actor: Actor, words: Words) -> list[InlineKeyboardButton]:
    """The button that opens an actor's site, where it has one."""
    address = web_address(actor.site)
    return [InlineKeyboardButton(words("card.site_button"), url=address)] if address else []


def examples(words: Words) -> InlineKeyboardMarkup | None:
    """Four questions to try."""
    return keyboard([[button(words(f"examples.{n}"), EXAMPLE, n)] for n in range(1, 5)])


def _sources(number: int, answer: Answer, words: Words) -> list[InlineKeyboardButton]:
    return [
        button(words("answer.source_button", number=index + 1), SOURCE, number, index)
        for index in range(min(len(answer.citations), 12))
    ]


def label_of(match: ActorMatch) -> str:
    """What the button of an actor says: its name and town."""
    city = f" ({match.actor.city})" if match.actor.city else ""
    return f"{match.actor.name}{city}"


def _more(shown: Shown, words: Words, page: int) -> list[InlineKeyboardButton]:
    count = pages(shown.answer.actors)
    return further(words, page, count, MORE, shown.id or 0, (page + 1) % max(count, 1))


def further(words: Words, page: int, count: int, kind: str, number: int, detail: object) -> list[InlineKeyboardButton]:
    """The button that leads to the next of several pages of actors, the first after the last."""
    return [button(f"{words('answer.more_button')} ({page + 1}/{count})", kind, number, detail)] if count > 1 else []


def opinions(number: int, words: Words, vote: int, view: str = "") -> list[InlineKeyboardButton]:
    """The two opinions of an answer, the given one thanked for; `view`: what the message shows, to stay so."""
    up = words("tap.thanks_up") if vote > 0 else "👍"
    down = words("tap.thanks_down") if vote < 0 else "👎"
    return [button(up, VOTE, number, f"u{view}"), button(down, VOTE, number, f"d{view}")]


def in_rows(buttons: list[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    """Rows of at most `width` buttons."""
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
