"""/orienter: three questions (need, sector, place) that lead to the right actors, and /commune.

Where someone is stands in the journal, so that a search goes on after a restart. Each step can be skipped, and
answered by a button, in words or by a shared location.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError
from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot import buttons
from bot.buttons import GUIDE, Tap, button
from bot.directory import NEAREST, DirectoryDesk
from bot.replies import Replies, asker_of
from bot.rich import Run, clean
from bot.sending import Place, answer_tap, change, say, suppressed
from bot.steps import ANYONE, NEEDS, SECTORS, STEPS, Search, after, answered, answers_a_step, chosen, leaves, options
from bot.texts import Words
from knowledge.records import ActorMatch

Context = ContextTypes.DEFAULT_TYPE


_SEARCHES = TypeAdapter(Search)


class Guide:
    """Leads through the steps."""

    def __init__(self, replies: Replies, desk: DirectoryDesk) -> None:
        self._replies = replies
        self._desk = desk

    async def start(self, update: Update, context: Context) -> None:
        """/orienter: the first step, of a new search."""
        message = update.effective_message
        assert message
        place = Place.beside(message)
        words = await self._replies.introduced(update, context.bot, place)
        search = Search(message.message_id, "need")
        await self._keep(update, search)
        await say(context.bot, place, _question(search, words), _choices(search, words))

    async def commune(self, update: Update, context: Context) -> None:
        """/commune Cholet: its territory; /commune alone asks which."""
        message = update.effective_message
        assert message
        name = " ".join(context.args or [])
        if name:
            await self._territory(update, context.bot, name)
            return
        words = await self._replies.introduced(update, context.bot, Place.beside(message))
        await self._keep(update, Search(message.message_id, "commune"))
        await say(context.bot, Place.beside(message), words.runs("commune.ask"))

    async def takes(self, update: Update, bot: Bot, text: str) -> bool:
        """True where the message answered the step under way, and so is no new question."""
        search = await self._search(update)
        if not search or not search.waits:
            return False
        if not answers_a_step(text):
            await self._keep(update, replace(search, paused=True))
            return False
        if search.step == "commune" and leaves(text):
            await self._go_on(update, bot, replace(search, step="stopped"), None)
        elif search.step == "commune":
            await self._keep(update, None)
            await self._territory(update, bot, text)
        else:
            await self._go_on(update, bot, answered(search, text), None)
        return True

    async def located(self, update: Update, context: Context) -> None:
        """A shared location: the place of the search under way, else a search around it."""
        message, search = update.effective_message, await self._search(update)
        assert message
        assert message.location
        point = message.location.latitude, message.location.longitude
        if search and search.step in STEPS:
            at = replace(search, latitude=point[0], longitude=point[1], place="")
            await self._go_on(update, context.bot, after(at) if search.step == "place" else at, None)
            return
        await self._desk.nearest(update, context.bot, Place.beside(message), *point)

    async def tapped(self, update: Update, bot: Bot, query: CallbackQuery, tap: Tap) -> bool:
        """Follow a button of the guide; False where it belongs to another search or is none of ours."""
        search = await self._search(update)
        if not search or search.number != tap.number:
            return False
        following = chosen(search, tap.detail)
        if not following:
            return False
        await answer_tap(query)
        if following != search:  # a button tapped twice leads nowhere new
            await self._go_on(update, bot, following, query)
        return True

    async def _go_on(self, update: Update, bot: Bot, search: Search, query: CallbackQuery | None) -> None:
        """Ask the next step, in the place of the last where a button was tapped; or show what was found."""
        words, message = await self._replies.words(update), update.effective_message
        assert message
        await self._keep(update, search)
        place = Place.beside(message)
        if search.step in STEPS and query:
            await change(query, _question(search, words), _choices(search, words))
        elif search.step in STEPS:
            await say(bot, place, _question(search, words), _choices(search, words))
        elif search.step == "stopped":
            await _close(query)
            await self._keep(update, None)
            await say(bot, place, words.runs("guide.stopped"))
        else:
            await _close(query)
            await self._results(update, bot, place, search, words)

    async def _results(self, update: Update, bot: Bot, place: Place, search: Search, words: Words) -> None:
        """The actors for all that was said; where nobody fits, whoever knows the place."""
        summary = words("guide.summary", criteria=_criteria(search, words))
        found = await asyncio.to_thread(self._found, search, words.language)
        if not found:
            anyone = replace(search, need=ANYONE, sector="")
            found = await asyncio.to_thread(self._found, anyone, words.language)
            summary += "\n\n" + words("guide.instead" if found else "guide.nobody")
        town = await asyncio.to_thread(self._replies.assistant.town, _again(search, words), words.language)
        if town:
            summary += f"\n\n{town.text}"
        choices = town.choices if town else ()
        await self._desk.show(update, bot, place, words, summary, found, search.asked, choices)

    def _found(self, search: Search, language: str) -> Sequence[ActorMatch]:
        assistant = self._replies.assistant
        if search.point and not search.wanted:
            return assistant.nearest(*search.point, NEAREST, language)
        return assistant.find(search.asked, NEAREST, language, search.point)

    async def _territory(self, update: Update, bot: Bot, name: str) -> None:
        words, message = await self._replies.words(update), update.effective_message
        assert message
        question = words("commune.question", commune=clean(name).strip(" ?!.")[:100])
        await self._replies.answer(update, bot, Place.beside(message), question)

    async def _search(self, update: Update) -> Search | None:
        kept = await self._replies.recall("", self._replies.journal.step, asker_of(update))
        try:
            return _SEARCHES.validate_json(kept) if kept else None
        except ValidationError:
            return None

    async def _keep(self, update: Update, search: Search | None) -> None:
        kept = _SEARCHES.dump_json(search).decode() if search else ""
        await asyncio.to_thread(self._replies.journal.at_step, asker_of(update), kept)


def _question(search: Search, words: Words) -> list[Run]:
    return words.runs(f"guide.{search.step}")


def _choices(search: Search, words: Words) -> InlineKeyboardMarkup | None:
    letter, number = search.step[0], search.number

    def made(label: str, detail: str) -> InlineKeyboardButton:
        return button(label, GUIDE, number, letter + detail)

    taps = [made(_option_label(search.step, value, words), code) for code, value in options(search.step).items()]
    back = [] if search.step == "need" else [made(words("guide.back"), "back")]
    last = [*back, made(words("guide.skip"), "skip"), made(words("guide.stop"), "stop")]
    return buttons.keyboard([*buttons.in_rows(taps, 2), last])


def _option_label(step: str, value: str, words: Words) -> str:
    if step == "place":
        return value
    return words(f"guide.{step}s.{value}")


def _criteria(search: Search, words: Words) -> str:
    """What is looked for, as people read it: the buttons' words, or what they wrote."""
    need = words(f"guide.needs.{search.need}") if search.need in NEEDS else search.need
    sector = words(f"guide.sectors.{search.sector}") if search.sector in SECTORS else search.sector
    place = words("guide.here") if search.point else search.place
    return ", ".join(dict.fromkeys(part for part in (need, sector, place) if part)) or words("guide.everything")


def _again(search: Search, words: Words) -> str:
    """The search as a question in the language of the conversation."""
    if words.language == "fr":
        return search.asked
    return _criteria(search if search.wanted else replace(search, need=words("guide.anyone")), words)


async def _close(query: CallbackQuery | None) -> None:
    """Take the buttons of a finished step away."""
    if query:
        with suppressed("not modified", "not found"):
            await query.edit_message_reply_markup(None)
