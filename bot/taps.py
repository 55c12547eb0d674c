"""Handlers of buttons: sources, cards, maps, choices, opinions, further results."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.ext import ContextTypes

from bot import buttons, nearby, render
from bot.buttons import Tap
from bot.guide import Guide
from bot.journal import Shown
from bot.keyboards import Keyboards
from bot.repeats import Repeats
from bot.replies import Replies, asker_of
from bot.rich import Run, split
from bot.sending import Place, answer_tap, change, say, suppressed
from bot.staff import StaffDesk
from bot.texts import Words

T = TypeVar("T")
_SENDS = frozenset({buttons.SOURCE, buttons.ACTOR, buttons.MAP, buttons.CHOICE, buttons.EXAMPLE})
"""Buttons that each send a message."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on one of our buttons, with the answer it belongs to."""

    update: Update
    bot: Bot
    query: CallbackQuery
    tap: Tap
    shown: Shown
    words: Words
    place: Place
    keyboard: InlineKeyboardMarkup | None
    """The buttons under the message now, which may be others than when it was tapped."""

    def carried(self, kind: str) -> Tap | None:
        """What the first button of a kind carries now."""
        rows = self.keyboard.inline_keyboard if self.keyboard else ()
        taps = (buttons.read(button.callback_data) for row in rows for button in row)
        return next((tap for tap in taps if tap and tap.kind == kind), None)


class Expired(Exception):  # noqa: N818 – what happened to the button, not a fault
    """A button that is too old, forged, or tapped in another chat than its own."""


class Taps:
    """Answers what people tap."""

    def __init__(self, replies: Replies, guide: Guide, staff: StaffDesk | None = None) -> None:
        self._replies = replies
        self._staff = staff
        self._guide = guide
        self._keyboards = Keyboards()
        self._repeats = Repeats()
        self._actions: dict[str, Callable[[Tapped], Awaitable[None]]] = {
            buttons.SOURCE: self._source,
            buttons.ACTOR: self._card,
            buttons.MAP: self._map,
            buttons.CHOICE: self._choice,
            buttons.VOTE: self._vote,
            buttons.MORE: self._more,
            buttons.NEAR: self._nearby,
        }

    async def tapped(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button of ours, or what looks like one."""
        query = update.callback_query
        assert query
        tap = buttons.read(query.data)
        try:
            if not tap or not query.message:
                raise Expired
            if tap.kind in _SENDS and self._repeats.is_repeat(query):
                await answer_tap(query)
            elif tap.kind == buttons.EXAMPLE:
                await self._example(update, context.bot, query, tap)
            elif tap.kind == buttons.GUIDE:
                await self._guided(update, context.bot, query, tap)
            elif tap.kind == buttons.STAFF:
                if not (self._staff and await self._staff.tapped(update, context, tap)):
                    raise Expired
            else:
                await self._under_answer(update, context.bot, query, tap)
            self._repeats.answered(query)
        except Expired:
            await answer_tap(query, (await self._replies.words(update))("tap.expired"))

    async def _guided(self, update: Update, bot: Bot, query: CallbackQuery, tap: Tap) -> None:
        if not await self._guide.tapped(update, bot, query, tap):
            raise Expired

    async def _under_answer(self, update: Update, bot: Bot, query: CallbackQuery, tap: Tap) -> None:
        action, message = self._actions.get(tap.kind), query.message
        if not action or not message:
            raise Expired
        shown = await asyncio.to_thread(self._replies.journal.shown, tap.number, message.chat.id)
        if not shown:
            raise Expired
        words = self._replies.texts.of(shown.answer.language)
        place = Place.beside(message, reply=tap.kind == buttons.SOURCE)
        await action(Tapped(update, bot, query, tap, shown, words, place, self._keyboards.under(message)))

    async def _example(self, update: Update, bot: Bot, query: CallbackQuery, tap: Tap) -> None:
        message = query.message
        if not message or not 1 <= tap.number <= 4:
            raise Expired
        await answer_tap(query)
        question = _label(message, query) or (await self._replies.words(update))(f"examples.{tap.number}")
        await self._replies.answer(update, bot, Place.beside(message), question, "question")

    async def _source(self, at: Tapped) -> None:
        cited = _pick(at, at.shown.answer.citations)
        await answer_tap(at.query)
        today = datetime.now(UTC).date().isoformat()
        await say(at.bot, at.place, render.source(cited, at.tap.index + 1, at.words, today))

    async def _card(self, at: Tapped) -> None:
        match = _pick(at, at.shown.answer.actors)
        await answer_tap(at.query)
        now = await asyncio.to_thread(self._replies.assistant.actor, match.actor.id)
        match = replace(match, actor=now) if now else match
        markup = buttons.under_card(match.actor, at.shown, at.tap.index, at.words, bool(at.bot.supports_inline_queries))
        await say(at.bot, at.place, render.card(match, at.words, gone=now is None), markup)

    async def _map(self, at: Tapped) -> None:
        actor = _pick(at, at.shown.answer.actors).actor
        if actor.latitude is None or actor.longitude is None:
            raise Expired
        await answer_tap(at.query)
        address = actor.city or ", ".join(actor.regions) or actor.kind
        await at.bot.send_venue(
            at.place.chat,
            actor.latitude,
            actor.longitude,
            actor.name,
            address,
            message_thread_id=at.place.topic,
        )

    async def _choice(self, at: Tapped) -> None:
        question = _pick(at, at.shown.answer.choices)
        await answer_tap(at.query)
        await self._replies.answer(at.update, at.bot, at.place, question, "question")

    async def _vote(self, at: Tapped) -> None:
        vote = {"u": 1, "d": -1}.get(at.tap.detail[:1])
        if vote is None:
            raise Expired
        asker, journal = asker_of(at.update), self._replies.journal
        if vote == await asyncio.to_thread(journal.vote, at.tap.number, asker):
            await answer_tap(at.query, at.words("tap.already"))
            return
        await asyncio.to_thread(journal.give_vote, at.tap.number, asker, vote)
        await answer_tap(at.query, at.words("tap.noted_up" if vote > 0 else "tap.noted_down"))
        given = at.carried(buttons.VOTE) or at.tap
        view = nearby.view_of(given.detail[1:])
        markup = (
            nearby.under(at.shown, at.words, view, vote)
            if view
            else buttons.under_answer(at.shown, at.words, vote, _page(at))
        )
        await self._change(at, None, markup)

    async def _nearby(self, at: Tapped) -> None:
        view = nearby.view_of(at.tap.detail)
        if view is None or at.shown.answer.mode != nearby.MODE:
            raise Expired
        await answer_tap(at.query)
        vote = await asyncio.to_thread(self._replies.journal.vote, at.tap.number, asker_of(at.update))
        markup = nearby.under(at.shown, at.words, view, vote)
        if at.keyboard != markup:
            await self._change(at, nearby.text(at.shown.answer, at.words, view), markup)

    async def _more(self, at: Tapped) -> None:
        page = at.tap.index
        if not 0 <= page < buttons.pages(at.shown.answer.actors):
            raise Expired
        await answer_tap(at.query)
        vote = await asyncio.to_thread(self._replies.journal.vote, at.tap.number, asker_of(at.update))
        markup = buttons.under_answer(at.shown, at.words, vote, page)
        if at.keyboard == markup:  # tapped twice
            return
        runs = render.answer(at.shown.answer, at.words, _preface(at), page)
        await self._change(at, runs if len(split(runs)) == 1 else None, markup)

    async def _change(self, at: Tapped, runs: Sequence[Run] | None, markup: InlineKeyboardMarkup | None) -> None:
        """Put other buttons under the tapped message, and another text into it where one is given."""
        if runs is None:
            with suppressed("not modified"):
                await at.query.edit_message_reply_markup(markup)
        else:
            await change(at.query, runs, markup)
        if at.query.message:
            self._keyboards.put(at.query.message, markup)


def _pick(at: Tapped, among: Sequence[T]) -> T:
    """The one that the button means; raises Expired where there is none."""
    if not 0 <= at.tap.index < len(among):
        raise Expired
    return among[at.tap.index]


def _label(message: object, query: CallbackQuery) -> str:
    """The words of the tapped button, which are the example question itself."""
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = markup.inline_keyboard if markup else ()
    return next((b.text for row in rows for b in row if b.callback_data == query.data), "")


def _preface(at: Tapped) -> str:
    """Keep the question at the head of an answer that began with it."""
    message = at.query.message
    text = (message.text if isinstance(message, Message) else None) or ""
    if at.shown.answer.question == at.shown.answer.text:  # a list under its title
        return ""
    return "question" if text.startswith(at.shown.answer.question.strip() or " ") else ""


def _page(at: Tapped) -> int:
    """The page of actors under the message now: the one before the page that its button leads to."""
    further = at.carried(buttons.MORE)
    return (further.index - 1) % max(buttons.pages(at.shown.answer.actors), 1) if further else 0
