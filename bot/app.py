"""The bot on Telegram: the table of its handlers, and its life from start to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from pydantic import SecretStr
from telegram import BotCommand, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBDeprecationWarning

from bot import staff_menu
from bot.directory import DirectoryDesk
from bot.groups import CHATS, FOR_US
from bot.guide import Guide
from bot.menu import COMMANDS
from bot.patience import PatientLimiter
from bot.polling import polled
from bot.privacy import Privacy, purge_daily
from bot.receiving import Receiving
from bot.replies import Replies, Services
from bot.rich import Run
from bot.sending import InOrder, Place, answer_tap, say
from bot.staff import StaffDesk
from bot.tables import JournalError
from bot.talk import Talk
from bot.taps import Taps
from bot.texts import Texts, Words
from bot.webhook import App, Health, posted
from knowledge.errors import BoussoleError, SettingsError

ErrorHandler = Callable[[object, Any], Coroutine[Any, Any, None]]
UPDATES = ["message", "edited_message", "callback_query", "inline_query"]
THREADS = 48
"""Answers under way at once: a thread mostly waits for a model, and those who ask for little must not wait for it."""
FINISH = 75.0
"""Seconds that answers under way at a stop are waited for: a model may take LLM_TIMEOUT, and be asked again."""
_TURN = 0.001
"""Seconds for which an answer that is looked up keeps the interpreter from the messages that come and go."""
_log = logging.getLogger(__name__)


class Settings(Protocol):
    """What the bot needs of the settings."""

    @property
    def telegram_bot_token(self) -> SecretStr:
        """The token that @BotFather gave."""

    @property
    def telegram_api_url(self) -> str:
        """Address of the Bot API, without a slash at its end."""

    @property
    def webhook_url(self) -> str:
        """Where Telegram posts updates, or "" to ask for them."""

    @property
    def webhook_port(self) -> int:
        """The port to which that address leads."""


def build_application(services: Services, settings: Settings, limiter: PatientLimiter | None = None) -> App:
    """Give the bot ready to start; nothing is sent before."""
    limiter = limiter or PatientLimiter()
    replies = Replies(services)
    queue = Receiving(services.journal.inbox, limiter.arrivals, replies.ignores)
    staff = StaffDesk(replies, services.office) if services.office else None
    in_order = InOrder(
        lambda update, reason: slow_down(update, reason, replies),
        queue.done,
        staff.publishes if staff else lambda update: False,
    )
    application = (
        ApplicationBuilder()
        .token(settings.telegram_bot_token.get_secret_value())
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .rate_limiter(limiter)
        .update_queue(queue)
        .concurrent_updates(in_order)
        .read_timeout(15)
        .connect_timeout(10)
        .pool_timeout(10)
        .build()
    )
    services.observer.watch(lambda: queue.waiting, lambda: services.assistant.edition)
    add_handlers(application, replies, staff)
    return application


async def slow_down(update: Update, reason: str, replies: Replies) -> None:
    """Tell someone that their last messages were not read: they, or all together, write faster than the bot answers."""
    message = update.effective_message
    if message and not update.callback_query and FOR_US.check_update(update):
        with suppress(TelegramError):
            words = await replies.words(update)
            await say(message.get_bot(), Place.beside(message), words.runs(reason))


def add_handlers(application: App, replies: Replies, staff: StaffDesk | None = None) -> None:
    """The table: which update goes where. The first that fits takes it."""
    desk = DirectoryDesk(replies)
    guide = Guide(replies, desk)
    talk, taps = Talk(replies, guide), Taps(replies, guide, staff)
    here, edited = CHATS & filters.UpdateType.MESSAGES, filters.UpdateType.EDITED_MESSAGE
    words = filters.TEXT | filters.CAPTION
    silent = filters.StatusUpdate.ALL
    application.add_handlers(
        [
            CommandHandler("start", talk.start, here),
            CommandHandler(["aide", "help"], talk.help, here),
            CommandHandler(["nouveau", "new"], talk.new, here),
            CommandHandler("orienter", guide.start, here),
            CommandHandler("commune", guide.commune, here),
            *(staff.handlers() if staff else ()),
            *Privacy(replies, replies.notice).handlers(here),
            CallbackQueryHandler(taps.tapped),
            InlineQueryHandler(desk.inline),
            MessageHandler(here & FOR_US & filters.COMMAND, talk.unknown_command),
            MessageHandler(here & FOR_US & edited & words, talk.edited),
            MessageHandler(here & FOR_US & words & ~edited, talk.question),
            MessageHandler(here & FOR_US & filters.LOCATION & ~edited, guide.located),
            MessageHandler(here & filters.ChatType.PRIVATE & FOR_US & ~edited & ~silent, talk.unsupported),
        ]
    )
    if staff:
        application.add_handler(staff.greeting(), group=-1)
    application.add_error_handler(error_handler(replies))


def error_handler(replies: Replies) -> ErrorHandler:
    """Give the one handler of errors: it logs their type and place, never a message, and says a kind word."""

    async def handle(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        replies.observer.failed(error)
        _log.error("%s at %s", type(error).__name__, _where(error))
        if not isinstance(update, Update) or isinstance(error, Forbidden):
            return
        words = replies.texts.of((update.effective_user and update.effective_user.language_code) or "fr")
        ours = isinstance(error, BoussoleError) and not isinstance(error, JournalError)  # a word for staff, that one
        runs = [Run(str(error))] if ours else words.runs("trouble")
        with suppress(TelegramError):
            if update.callback_query:
                await answer_tap(update.callback_query)
            if update.effective_message:
                await say(context.bot, Place.beside(update.effective_message), runs)

    return handle


def _where(error: BaseException | None) -> str:
    """File and line where an error arose: all that a log may say of it."""
    trace = error.__traceback__ if error else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


async def describe(application: App, texts: Texts) -> None:
    """Set the menu of commands and the descriptions, in French for all and in English for English phones.

    What Telegram refuses here is logged and does not keep the bot from answering.
    """
    for words, language in ((texts.french, None), (texts.english, "en")):
        try:
            await _describe(application, words, language)
        except BadRequest as error:
            _log.warning("menu not set: %s", type(error).__name__)


async def _describe(application: App, words: Words, language: str | None) -> None:
    bot = application.bot
    commands = [BotCommand(name, words(f"menu.{name}")) for name in COMMANDS]
    await bot.set_my_commands(commands, language_code=language)
    await bot.set_my_description(words("menu.description"), language_code=language)
    await bot.set_my_short_description(words("menu.short"), language_code=language)


def run_polling(services: Services, settings: Settings) -> None:
    """Run the bot until it is told to stop (Ctrl-C, SIGTERM), then finish what was begun.

    Raises SettingsError where the token is missing or refused, BoussoleError where the network stays down.
    """
    quiet()
    sys.setswitchinterval(_TURN)
    asyncio.run(_until_told(services, settings))


async def _until_told(services: Services, settings: Settings) -> None:
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C interrupts instead
            asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    await serve(services, settings, stop)


async def serve(
    services: Services,
    settings: Settings,
    stop: asyncio.Event,
    limiter: PatientLimiter | None = None,
    finish: float = FINISH,
) -> None:
    """Receive and answer until `stop` is set, then finish what is in hand. Raises as `run_polling`."""
    words = services.texts.french
    if not settings.telegram_bot_token.get_secret_value():
        raise SettingsError(words("startup.token_missing"))
    application = build_application(services, settings, limiter)
    try:
        await _run(application, services, settings, stop, finish)
    except InvalidToken:
        # Not chained: the library's own message holds the token.
        raise SettingsError(words("startup.token_refused")) from None
    except NetworkError as error:
        raise BoussoleError(words("startup.network_down", address=settings.telegram_api_url)) from error
    finally:
        await application.shutdown()
        await application.bot.shutdown()


async def resume(application: App) -> None:
    """Make room for many slow answers at once, and take up what an earlier run was killed before answering."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "answers"))
    queue = application.update_queue
    if isinstance(queue, Receiving) and (count := await queue.resume(application.bot)):
        _log.info("taking up %d unanswered messages", count)


async def _run(application: App, services: Services, settings: Settings, stop: asyncio.Event, finish: float) -> None:
    await application.initialize()
    await describe(application, services.texts)
    if services.office:
        await staff_menu.open_desk(application.bot, services.office, services.texts.french)
    await resume(application)
    health = Health(services.journal, services.assistant)
    if settings.webhook_url:
        received = posted(application, health, settings.webhook_url, settings.webhook_port, UPDATES)
    else:
        received = polled(application, services.observer, UPDATES)
    async with answering(application, finish), received:
        cleaning = asyncio.create_task(purge_daily(services.journal.erasure, services.notice.days))
        await stop.wait()
        cleaning.cancel()


@asynccontextmanager
async def answering(application: App, finish: float = FINISH) -> AsyncIterator[None]:
    """Answer what is received during the block, and at its end what is in hand.

    What is not answered after `finish` seconds is left: it is written down, and answered at the next start.
    """
    await application.start()
    try:
        yield
    finally:
        try:
            await asyncio.wait_for(application.stop(), finish)
        except TimeoutError:
            _log.warning("stopping before everybody was answered: they are at the next start")


def quiet() -> None:
    """Keep the library from saying of every trouble what we say ourselves."""
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=PTBDeprecationWarning)
