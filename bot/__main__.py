"""`python -m bot`: run the bot or the terminal chat, or answer questions for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.contract import answer_lines, as_object
from bot.logs import configure
from bot.settings import Settings
from knowledge.answering import Assistant
from knowledge.assembly import make_ready, open_assistant
from knowledge.command_line import FrenchCommand, FrenchGroup
from knowledge.errors import BoussoleError

app = typer.Typer(
    cls=FrenchGroup,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Boussole, l’assistant des Territoires d’industrie.",
)


@app.command(cls=FrenchCommand)
def run() -> None:
    """Démarrer : le bot Telegram si TELEGRAM_BOT_TOKEN est défini, sinon un chat dans ce terminal."""
    with _plain_errors():
        settings = Settings.load()
        with _assistant(settings) as assistant:
            if settings.telegram_bot_token.get_secret_value():
                _telegram(assistant, settings)
            else:
                _terminal(assistant)


@app.command(cls=FrenchCommand)
def ask(
    question: Annotated[str, typer.Argument(help="La question.", metavar="QUESTION")] = "",
    file: Annotated[Path | None, typer.Option(help='Fichier de questions, un objet {"q": "…"} par ligne.')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Un objet JSON par réponse.")] = False,
) -> None:
    """Poser une question, ou toutes celles d’un fichier."""
    if bool(question.strip()) == (file is not None):
        raise typer.BadParameter("Donnez une question, ou --file.")
    with _plain_errors():
        settings = Settings.load()
        with _assistant(settings) as assistant:
            if file is not None:
                raise typer.Exit(_answer_file(assistant, file))
            _answer_one(assistant, question, as_json)


@app.command(cls=FrenchCommand)
def doctor() -> None:
    """Vérifier que tout est prêt, et dire ce qu’il faut réparer (code de sortie 1 s’il y a à faire)."""
    from bot.doctor import examine  # python-telegram-bot and SQLAlchemy are not needed to ask

    with _plain_errors():
        well = True
        for finding in examine(Settings.load()):
            print(finding)
            well = well and finding.well
        if not well:
            raise typer.Exit(1)


@app.command(cls=FrenchCommand)
def health() -> None:
    """Dire si le bot qui tourne sur cette machine répond (code de sortie 2 sinon)."""
    from bot.health import health as asked

    with _plain_errors():
        print(asked(Settings.load()))


def _answer_one(assistant: Assistant, question: str, as_json: bool) -> None:
    answer = assistant.ask(question)
    if as_json:
        print(json.dumps(as_object(answer), ensure_ascii=False))
        return
    from bot.terminal import show  # rich is not needed by machines

    show(answer)


def _answer_file(assistant: Assistant, file: Path) -> int:
    """Answer a question file on standard output; 1 where a line could not be read."""
    code = 0
    with _lines(file) as lines:
        for record in answer_lines(lines, assistant.ask):
            code = 1 if "error" in record else code
            print(json.dumps(record, ensure_ascii=False), flush=True)
    return code


@contextmanager
def _lines(file: Path) -> Iterator[Iterator[str]]:
    if str(file) == "-":
        yield iter(sys.stdin)
        return
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            yield lines
    except OSError as error:
        raise BoussoleError(f"Le fichier de questions « {file} » ne s’ouvre pas ({error.strerror}).") from error


def _telegram(assistant: Assistant, settings: Settings) -> None:
    from bot.app import run_polling  # python-telegram-bot and SQLAlchemy are not needed in the terminal
    from bot.journal import Journal
    from bot.limits import Limits
    from bot.notice import Notice
    from bot.observing import observing
    from bot.office import Office
    from bot.replies import Services
    from bot.warming import warm

    silence = timedelta(minutes=settings.conversation_minutes)
    with (
        closing(Journal.open(settings.database, silence=silence)) as journal,
        observing(settings.metrics_host, settings.metrics_port) as observer,
    ):
        print(opening(assistant.edition, settings), file=sys.stderr)
        services = Services(
            assistant,
            journal,
            limits=Limits.of(settings),
            notice=Notice.of(settings),
            office=Office.of(settings),
            observer=observer,
        )
        warm(assistant, services.texts)
        run_polling(services, settings)


def opening(edition: int, settings: Settings) -> str:
    """The line at the start: which version answers, from which edition, how it is reached and what writes."""
    reached = f"webhook, port {settings.webhook_port}" if settings.webhook_url else "interrogation de Telegram"
    writes = settings.llm_model or "extraits littéraux"
    return f"Boussole {__version__} écoute (édition {edition} ; {reached} ; réponses : {writes}). Ctrl-C pour arrêter."


def _terminal(assistant: Assistant) -> None:
    from bot.terminal import chat

    chat(assistant.ask)


@contextmanager
def _assistant(settings: Settings) -> Iterator[Assistant]:
    """The assistant, with the shipped base published first where nothing is yet, its vectors those of this version."""
    configure(settings.log_level)
    make_ready(settings, lambda line: print(line, file=sys.stderr))
    with closing(open_assistant(settings)) as assistant:
        yield assistant


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Our own errors end as one sentence on standard error, with exit code 2."""
    try:
        yield
    except BoussoleError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None


if __name__ == "__main__":
    app()
