"""The directory on Telegram: the nearest actors to a shared location, cards to send from any chat, a commune."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from telegram import (
    Bot,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import ContextTypes

from bot import buttons, nearby, render
from bot.journal import Shown
from bot.replies import Replies, asker_of
from bot.rich import Run, clean, joined, split, to_html
from bot.sending import TOO_LATE, Place, say
from bot.texts import Words
from knowledge.records import ActorMatch, Answer

NEAREST = 9
"""Actors shown around a point: three pages of buttons."""
_CARDS = 10
_CACHED = 60
"""Seconds that Telegram may show the same cards again without asking."""

Context = ContextTypes.DEFAULT_TYPE


class DirectoryDesk:
    """Shows entries of the directory where no question is asked."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies

    async def nearest(self, update: Update, bot: Bot, place: Place, latitude: float, longitude: float) -> None:
        """The actors nearest to a point, with their distances."""
        words = await self._replies.words(update)
        assistant = self._replies.assistant
        found = await asyncio.to_thread(assistant.nearest, latitude, longitude, nearby.KEPT, words.language)
        if not found:
            await self.show(update, bot, place, words, words("near.nobody"), found)
            return
        given = self._answer(words, words("near.title"), found, nearby.MODE)
        shown = await self._kept(update, bot, place, words, given)
        view = nearby.View()
        await say(bot, place, nearby.text(shown.answer, words, view), nearby.under(shown, words, view))

    async def show(self, update: Update, bot: Bot, place: Place, words: Words, title: str,
                   actors: Sequence[ActorMatch], search: str = "", choices: tuple[str, ...] = ()) -> None:  # fmt: skip
        """Show actors under a title, with buttons, as an answer that follow-ups can build on.

        `search`: what found them; `choices`: questions that may be meant instead.
        """
        given = replace(self._answer(words, title, actors, "directory"), search=search, choices=choices)
        shown = await self._kept(update, bot, place, words, given)
        await say(bot, place, render.answer(shown.answer, words), buttons.under_answer(shown, words))

    def _answer(self, words: Words, title: str, actors: Sequence[ActorMatch], mode: str) -> Answer:
        """The answer that is these actors under a title."""
        edition = self._replies.assistant.edition
        return Answer(title, title, words.language, actors=tuple(actors), edition=edition, mode=mode)

    async def _kept(self, update: Update, bot: Bot, place: Place, words: Words, given: Answer) -> Shown:
        """The answer, kept for its buttons and for follow-ups."""
        asker = asker_of(update)
        await self._replies.introduce(bot, place, asker, words)
        return await asyncio.to_thread(self._replies.questions.keep, asker, given)

    async def inline(self, update: Update, context: Context) -> None:
        """`@bot cosmétique centre` in any chat: cards to send there."""
        query = update.inline_query
        assert query
        words = self._replies.texts.of(query.from_user.language_code or "fr")
        first = int(query.offset) if query.offset.isdecimal() else 0
        found = await asyncio.to_thread(self._found, clean(query.query).strip(), first + _CARDS + 1, words.language)
        page = found[first : first + _CARDS]
        cards = [_article(match, words) for match in page] or [_hint(query.query, words, context.bot)]
        following = str(first + _CARDS) if len(found) > first + _CARDS else ""
        with TOO_LATE:
            await query.answer(cards, cache_time=_CACHED, is_personal=True, next_offset=following)

    def _found(self, text: str, limit: int, language: str) -> Sequence[ActorMatch]:
        return self._replies.assistant.find(text, limit, language, every=True) if text else ()


def _article(match: ActorMatch, words: Words) -> InlineQueryResultArticle:
    """A card to choose, and to send as it is: nothing in it depends on the chat."""
    actor = match.actor
    site = buttons.site_button(actor, words)
    details = (render.kind_of(actor, words), actor.city or ", ".join(actor.regions), ", ".join(actor.themes))
    footer = [Run(words("inline.footer"), "i")]
    runs = joined([split(render.card(ActorMatch(actor, match.score), words), 3800)[0], footer], "\n\n")
    return InlineQueryResultArticle(
        hashlib.sha256(actor.id.encode(errors="replace")).hexdigest()[:32],
        buttons.short(actor.name),
        _content(list(runs)),
        description=clean(" · ".join(detail for detail in details if detail))[:200],
        reply_markup=buttons.keyboard([site]),
    )


def _hint(query: str, words: Words, bot: Bot) -> InlineQueryResultArticle:
    """What to write, where nothing was found or asked; sent, it says what this bot is."""
    key = "inline.nothing" if query.strip() else "inline.help"
    content = _content([Run(f"{words('menu.short')}\n{bot.link}")])
    return InlineQueryResultArticle("hint", words(f"{key}_title"), content, description=words(f"{key}_text"))


def _content(runs: Sequence[Run]) -> InputTextMessageContent:
    return InputTextMessageContent(
        to_html(runs), parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
