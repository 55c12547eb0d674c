"""The staff desk: files to publish, the state of the base, its history, what people did not find, the figures.

For the ids of the office only, and in private: every entry asks `admits` first. For others there is no desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Update
from telegram.constants import ChatType
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from bot import staff_menu, staff_render, upkeep
from bot.board import Board
from bot.buttons import STAFF, Tap, button, keyboard
from bot.incoming import Batch
from bot.keyboards import Keyboards
from bot.office import Office
from bot.publication import AGAIN, CANCEL, FORCE, GO, PRIVATE, WITHHELD, Publication
from bot.replies import Replies
from bot.rich import Run, clean
from bot.sending import Place, answer_tap, change, say
from bot.staff_figures import FiguresDesk
from bot.texts import Words
from knowledge.errors import EditionError

_EVENTS = 8
_BACK, _CONFIRM, _HISTORY = "back", "backyes", "history"
Context = ContextTypes.DEFAULT_TYPE


class StaffDesk:
    """Serves staff. Publications run beside the conversations, which go on meanwhile."""

    def __init__(self, replies: Replies, office: Office) -> None:
        self._replies = replies
        self._office = office
        self._publication = Publication(office)
        self._figures = FiguresDesk(replies)
        self._greeted: set[int] = set()
        self._keyboards = Keyboards()
        self._open: dict[int, Batch] = {}
        """The batch of each person that is neither published nor given up."""
        self._under_way: dict[tuple[int, int], Batch] = {}
        """Batches being published, by whose they are and their number."""
        self._actions: dict[str, Callable[[Update, Context, Tap], Awaitable[None]]] = {
            GO: self._go,
            FORCE: self._go,
            PRIVATE: self._go,
            AGAIN: self._again,
            WITHHELD: self._again,
            CANCEL: self._cancel,
            _BACK: self._ask_return,
            _CONFIRM: self._return,
            _HISTORY: self._show_history,
        }

    def admits(self, update: Update) -> bool:
        """True for a person of the office, in their private chat with the bot."""
        person, chat = update.effective_user, update.effective_chat
        return bool(person and chat and chat.type == ChatType.PRIVATE and person.id in self._office.ids)

    def publishes(self, update: Update) -> bool:
        """True for a file that such a person sends."""
        message = update.effective_message
        return bool(message and message.document) and self.admits(update)

    def greeting(self) -> MessageHandler[Any, Any]:
        """Before all others: the first message of someone of the office brings their menu."""
        return MessageHandler(_Admitted(self) & filters.UpdateType.MESSAGE, self.greet)

    async def greet(self, update: Update, context: Context) -> None:
        """Set the menu of someone who may have opened the chat after the bot started."""
        person = update.effective_user
        if person and person.id not in self._greeted:
            self._greeted.add(person.id)
            self._beside(context, staff_menu.give(context.bot, person.id, self._replies.texts.french))

    def handlers(self) -> list[CommandHandler[Any, Any] | MessageHandler[Any, Any]]:
        """The desk's entries: for whoever it does not admit, none of them is there."""
        here = _Admitted(self) & filters.UpdateType.MESSAGE
        return [
            CommandHandler("base", self.base, here),
            CommandHandler(["historique", "history"], self.history, here),
            CommandHandler(["lacunes", "gaps"], self._figures.gaps, here),
            CommandHandler("stats", self._figures.stats, here),
            MessageHandler(here & filters.Document.ALL, self.document),
        ]

    # --- files

    async def document(self, update: Update, context: Context) -> None:
        """A file: it joins the batch of its person, which is planned once no other file comes."""
        message, person = update.effective_message, update.effective_user
        assert message
        assert message.document
        assert person
        batch = self._open.get(person.id)
        if batch is None:
            words = await self._replies.words(update)
            board = Board(context.bot, Place.beside(message), self._office.pace)
            folder = self._office.incoming / f"{person.id}-{message.message_id}"
            batch = Batch(message.message_id, folder, _name(update), words, board)
            self._open[person.id] = batch
        batch.waiting.append(message.document)
        batch.announced += 1
        self._beside(context, self._settle(context.bot, person.id, batch, batch.announced))

    async def _settle(self, bot: Bot, person: int, batch: Batch, announced: int) -> None:
        """Plan the batch, unless a file came in the meantime: then its own turn does."""
        await asyncio.sleep(self._office.pause)
        if batch.announced == announced:
            await self._plan(bot, person, batch)

    async def _plan(self, bot: Bot, person: int, batch: Batch) -> None:
        async with batch.turn:
            waits = False
            try:
                if self._open.get(person) is batch:
                    waits = await self._publication.plan(bot, batch)
            finally:
                if not waits and not batch.waiting:  # a file that came meanwhile brings its own plan
                    self._close(person, batch)

    def _close(self, person: int, batch: Batch) -> None:
        """Forget a batch and its files."""
        if self._open.get(person) is batch:
            del self._open[person]
        batch.discard()

    # --- taps

    async def tapped(self, update: Update, context: Context, tap: Tap) -> bool:
        """Follow a button of the desk; False where it is none of its, or not this person's."""
        action = self._actions.get(tap.detail)
        if not action or not self.admits(update):
            return False
        await action(update, context, tap)
        return True

    async def _go(self, update: Update, context: Context, tap: Tap) -> None:
        """Publish, for a plan that was just read: not while another file joins it."""
        batch, person = await self._batch(update, tap)
        if not batch:
            return
        if batch.waiting or not batch.plan:
            await _toast(update, batch.words("staff.joining"))
            return
        await _toast(update, "")
        if tap.detail == PRIVATE:
            batch.plan = batch.plan.confirmed or batch.plan
        del self._open[person]  # from here on another file opens another batch
        self._under_way[person, batch.number] = batch
        self._beside(context, self._publish(person, batch, tap.detail == FORCE))

    async def _publish(self, person: int, batch: Batch, force: bool) -> None:
        done = True
        try:
            async with batch.turn:
                done = await self._publication.publish(batch, force)
        finally:
            del self._under_way[person, batch.number]
            overtaken = not done and self._open.setdefault(person, batch) is not batch
            if done or overtaken:
                batch.discard()
        if overtaken:  # its buttons could not be followed beside those of the files that came meanwhile
            await batch.board.show(batch.words.runs("staff.overtaken"))

    async def _again(self, update: Update, context: Context, tap: Tap) -> None:
        """Plan anew: the base changed, what failed may work now, or what was rolled back is wanted too."""
        batch, person = await self._batch(update, tap)
        if batch:
            batch.again = batch.again or tap.detail == WITHHELD
            await _toast(update, "")
            self._beside(context, self._plan(context.bot, person, batch))

    async def _cancel(self, update: Update, context: Context, tap: Tap) -> None:
        """Give up: nothing is left of the files."""
        batch, person = await self._batch(update, tap)
        if batch:
            await _toast(update, "")
            async with batch.turn:
                self._close(person, batch)
            await batch.board.show(batch.words.runs("staff.cancelled"))

    async def _batch(self, update: Update, tap: Tap) -> tuple[Batch | None, int]:
        """The batch that a button belongs to, and whose it is; the person is told where it is no more."""
        person = update.effective_user
        assert person
        under_way = self._under_way.get((person.id, tap.number))
        if under_way and tap.detail == GO:  # tapped twice
            await _toast(update, under_way.words("staff.under_way"))
            return None, person.id
        if under_way:  # its board may be read before it waits for a tap again
            async with under_way.turn:
                pass
        batch = self._open.get(person.id)
        if batch and batch.number == tap.number:
            return batch, person.id
        await _toast(update, (await self._replies.words(update))("staff.gone"))
        return None, person.id

    # --- the base and its history

    async def base(self, update: Update, context: Context) -> None:
        """/base: what is in use, what has expired, what is to be verified."""
        words, today = await self._replies.words(update), datetime.now().astimezone().date()
        now = await asyncio.to_thread(upkeep.state, self._office.editions, self._office.sources, today)
        await say(context.bot, _place(update), staff_render.state(now, words))

    async def history(self, update: Update, context: Context) -> None:
        """/historique: the last changes, and the way back."""
        words = await self._replies.words(update)
        runs, markup = await asyncio.to_thread(self._history, words)
        await say(context.bot, _place(update), runs, markup)

    def _history(self, words: Words) -> tuple[list[Any], InlineKeyboardMarkup | None]:
        editions = self._office.editions
        current, events = editions.current_or_none(), list(reversed(editions.history()))[:_EVENTS]
        older = [number for number in reversed(editions.numbers()) if number != current]
        rows = [[button(words("staff.back", edition=number), STAFF, number, _BACK)] for number in older[:_EVENTS]]
        return staff_render.history(events, current, words), keyboard(rows)

    async def _show_history(self, update: Update, context: Context, tap: Tap) -> None:
        words, query = await self._replies.words(update), _query(update)
        await answer_tap(query)
        await self._turn(query, *await asyncio.to_thread(self._history, words))

    async def _ask_return(self, update: Update, context: Context, tap: Tap) -> None:
        """A way back was tapped: say what it means and ask again."""
        words, query, editions = await self._replies.words(update), _query(update), self._office.editions
        try:
            manifest = await asyncio.to_thread(editions.manifest, tap.number)
        except EditionError as error:  # the button of an edition that was swept since
            await _toast(update, str(error))
            return
        await answer_tap(query)
        runs = staff_render.confirm_return(manifest, editions.current_or_none(), words)
        yes = button(words("staff.back_yes", edition=tap.number), STAFF, tap.number, _CONFIRM)
        await self._turn(query, runs, keyboard([[yes], [button(words("staff.cancel"), STAFF, tap.number, _HISTORY)]]))

    async def _turn(self, query: CallbackQuery, runs: list[Run], markup: InlineKeyboardMarkup | None) -> None:
        """Show something else in the place of what was tapped, once, however often it is."""
        assert query.message
        if self._keyboards.under(query.message) == markup:
            return
        await change(query, runs, markup)
        self._keyboards.put(query.message, markup)

    async def _return(self, update: Update, context: Context, tap: Tap) -> None:
        """The way back was confirmed."""
        words, query = await self._replies.words(update), _query(update)
        try:
            event, edition = await asyncio.to_thread(self._office.go_back, tap.number, _name(update))
        except EditionError as error:  # tapped twice, or swept since
            await _toast(update, str(error))
            return
        await answer_tap(query)
        await change(query, words.runs("staff.back_done", edition=edition, before=event.before), None)

    def _beside(self, context: Context, work: Coroutine[Any, Any, None]) -> None:
        """Do something long beside the conversations; stopping waits for it, and its errors are handled as theirs."""
        application: Application[Any, Any, Any, Any, Any, Any] = context.application
        application.create_task(work)


class _Admitted(filters.UpdateFilter):
    """Updates of those whom the desk admits."""

    def __init__(self, desk: StaffDesk) -> None:
        super().__init__("staff")
        self._desk = desk

    def filter(self, update: Update) -> bool:
        return self._desk.admits(update)


def _name(update: Update) -> str:
    """Who publishes, for the history and for a colleague who must wait."""
    person = update.effective_user
    assert person
    return " ".join(clean(person.full_name).split())[:80] + " (Telegram)"


def _place(update: Update) -> Place:
    message = update.effective_message
    assert message
    return Place.beside(message)


def _query(update: Update) -> CallbackQuery:
    assert update.callback_query
    return update.callback_query


async def _toast(update: Update, text: str) -> None:
    await answer_tap(_query(update), text)
