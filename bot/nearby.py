"""The nearest actors to a shared location, by kind and within a radius, which buttons under the message choose.

All that are within reach are kept with the answer, with their distances and without the point itself: what a tap shows
is chosen among them.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import buttons, render
from bot.buttons import ACTOR, NEAR
from bot.journal import Shown
from bot.rich import Run
from bot.texts import Words
from knowledge.kinds import AGENCY
from knowledge.records import ActorMatch, Answer

MODE: Final = "nearby"
KEPT: Final = 40
"""Actors kept with an answer, the nearest first."""
_GROUPS: Final = (
    ("near.all", frozenset[str]()),
    ("near.clusters", frozenset({"pôle de compétitivité", "cluster", "centre technique"})),
    ("near.houses", frozenset({"technopole", "incubateur", "accélérateur", "pépinière", "SATT"})),
    (
        "near.agencies",
        frozenset({AGENCY, "agence de développement", "chambre consulaire"}),
    ),
)
"""What a button says, and the kinds that it shows; the first shows all."""
_RADII: Final = (0, 25, 50, 100)
"""Kilometres; the first is any distance."""
_DETAIL = re.compile(r"(\d)r(\d)p(\d{1,2})")
_CHOSEN: Final = "• "


class View(NamedTuple):
    """What a message shows: which kinds, how far, and which page."""

    group: int = 0
    radius: int = 0
    page: int = 0

    @property
    def detail(self) -> str:
        """The view as a button carries it."""
        return f"{self.group}r{self.radius}p{self.page}"


def view_of(detail: str) -> View | None:
    """Read the view that a button carries; None for what no button of ours does."""
    found = _DETAIL.fullmatch(detail)
    view = View(*map(int, found.groups())) if found else None
    return view if view and view.group < len(_GROUPS) and view.radius < len(_RADII) else None


def text(answer: Answer, words: Words, view: View) -> list[Run]:
    """The title, and the actors of the view's page."""
    page = [match for _, match in buttons.page_of(_within(answer, view), view.page)]
    listed = render.listed(page, words) if page else [*words.runs("near.none")]
    return [Run(answer.text, "b"), Run("\n\n"), *listed]


def under(shown: Shown, words: Words, view: View, vote: int = 0) -> InlineKeyboardMarkup | None:
    """The page's actors, further pages, kinds and radius, and opinions."""
    if shown.id is None:
        return None
    number, within = shown.id, _within(shown.answer, view)
    actors = [
        [buttons.button(buttons.label_of(match), ACTOR, number, index)]
        for index, match in buttons.page_of(within, view.page)
    ]
    count = buttons.pages(within)
    following = view._replace(page=(view.page + 1) % max(count, 1))
    further = buttons.further(words, view.page, count, NEAR, number, following.detail)
    kinds = [_choice(words(key), number, View(group, view.radius), view) for group, (key, _) in enumerate(_GROUPS)]
    radii = [
        _choice(words("near.radius", kilometres=far) if far else words("near.any"), number, View(view.group, at), view)
        for at, far in enumerate(_RADII)
    ]
    opinions = buttons.opinions(number, words, vote, view.detail)
    return buttons.keyboard([*actors, further, *buttons.in_rows(kinds, 2), radii, opinions])


def _choice(label: str, number: int, to: View, now: View) -> InlineKeyboardButton:
    chosen = (to.group, to.radius) == (now.group, now.radius)
    return buttons.button(f"{_CHOSEN if chosen else ''}{label}", NEAR, number, to.detail)


def _within(answer: Answer, view: View) -> list[tuple[int, ActorMatch]]:
    """The actors of the kinds, no farther than the radius, each with its position in the answer."""
    (_, kinds), far = _GROUPS[view.group], _RADII[view.radius]
    return [
        (index, match)
        for index, match in enumerate(answer.actors)
        if (not kinds or match.actor.kind in kinds) and (not far or (match.distance_km or 0.0) <= far)
    ]
