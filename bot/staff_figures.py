"""/lacunes and /stats: what people ask in vain, and the figures. The staff desk admits who may see them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from telegram import InputFile, Update
from telegram.constants import ParseMode
from telegram.ext import ContextTypes

from bot import gaps, staff_render, statistics
from bot.replies import Replies
from bot.rich import to_html
from bot.sending import Place, say
from bot.statistics import Figures
from bot.texts import Words

PERIOD, LONGEST_PERIOD = 30, 366
"""Days that figures cover where none are asked, and at most."""
Context = ContextTypes.DEFAULT_TYPE


class FiguresDesk:
    """Tells staff what the journal holds, of everyone and of nobody in particular."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies

    async def gaps(self, update: Update, context: Context) -> None:
        """/lacunes [days]: what was asked in vain, as a message and as a table."""
        words, days = await self._replies.words(update), _days(context)
        since = datetime.now(UTC) - timedelta(days=days)
        found = await asyncio.to_thread(lambda: gaps.found(self._replies.journal.exchanges(since)))
        await say(context.bot, _place(update), staff_render.gaps(found, days, words))
        if found:
            name = f"lacunes-{datetime.now().astimezone():%Y-%m-%d}.csv"
            await context.bot.send_document(_place(update).chat, InputFile(gaps.as_csv(found), name))

    async def stats(self, update: Update, context: Context) -> None:
        """/stats [days]: the figures, as a picture."""
        words, days = await self._replies.words(update), _days(context)
        today = datetime.now().astimezone().date()
        since = datetime.combine(today, datetime.min.time()).astimezone() - timedelta(days=days - 1)
        exchanges = await asyncio.to_thread(self._replies.journal.exchanges, since.astimezone(UTC))
        figures = statistics.figures(exchanges, today, days)
        runs = staff_render.statistics(figures, words)
        if not figures.questions:
            await say(context.bot, _place(update), runs)
            return
        picture = await asyncio.to_thread(_drawn, figures, words)
        await context.bot.send_photo(_place(update).chat, picture, to_html(runs), parse_mode=ParseMode.HTML)


def _drawn(figures: Figures, words: Words) -> bytes:
    from bot.charts import draw  # matplotlib takes a second to load, and only staff need it

    return draw(figures, words)


def _place(update: Update) -> Place:
    message = update.effective_message
    assert message
    return Place.beside(message)


def _days(context: Context) -> int:
    """The days asked for after the command, within reason."""
    asked = (context.args or [""])[0]
    return min(max(int(asked), 1), LONGEST_PERIOD) if asked.isdecimal() and len(asked) < 6 else PERIOD
