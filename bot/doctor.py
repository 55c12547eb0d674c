"""`python -m bot doctor`: what the bot needs, looked at in turn, and what to mend."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.journal import Journal
from bot.observing import require_metrics
from bot.settings import Settings
from knowledge.assembly import embedder_trouble, model_trouble, open_assistant
from knowledge.counting import count
from knowledge.editions import Editions
from knowledge.errors import BoussoleError
from knowledge.sources import Sources

ENOUGH = 500_000_000
"""Bytes that should be free: an edition is made beside the others."""
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and a sentence for the person: what is so, or what to mend."""

    subject: str
    well: bool
    said: str

    def __str__(self) -> str:
        return f"{'✓' if self.well else '✗'} {self.subject} : {self.said}"


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything; nothing raises, so that one trouble does not hide the next."""
    looks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("Telegram", _telegram),
        ("Sources", _sources),
        ("Édition", _edition),
        ("Base de données", _database),
        ("Modèle de langage", _model),
        ("Vecteurs", _embedder),
        ("Disque", _disk),
        ("Données personnelles", _operator),
        ("Mesures", _metrics),
    )
    for subject, look in looks:
        try:
            yield Finding(subject, True, look(settings))
        except BoussoleError as error:
            yield Finding(subject, False, str(error))
        except OSError as error:
            yield Finding(subject, False, f"{error.filename} ne s’ouvre pas ({error.strerror}) : vérifiez les droits.")


def _telegram(settings: Settings) -> str:
    token = settings.telegram_bot_token.get_secret_value()
    if not token:
        return "pas de jeton (TELEGRAM_BOT_TOKEN) : Boussole démarre dans le terminal."
    try:
        return f"@{asyncio.run(_username(token, settings.telegram_api_url))} répond."
    except InvalidToken:
        raise BoussoleError(
            "le jeton est refusé : copiez-le à nouveau depuis @BotFather (TELEGRAM_BOT_TOKEN)."
        ) from None
    except TelegramError as error:
        raise BoussoleError(f"{settings.telegram_api_url} est injoignable : vérifiez le réseau.") from error


async def _username(token: str, address: str) -> str:
    request = HTTPXRequest(connect_timeout=_SECONDS, read_timeout=_SECONDS)
    async with Bot(token, base_url=f"{address}/bot", request=request) as bot:
        return bot.username


def _sources(settings: Settings) -> str:
    files = len(Sources(settings.sources_dir).inventory().sources)
    if not files:
        raise BoussoleError(f"le dossier {settings.sources_dir} est vide : vérifiez SOURCES_DIR.")
    return f"{count(files, 'fichier')} dans {settings.sources_dir}."


def _edition(settings: Settings) -> str:
    editions = Editions(settings.knowledge_dir)
    manifest = editions.manifest(editions.current())
    with closing(open_assistant(settings.model_copy(update={"llm_model": ""}))) as assistant:
        opened = assistant.edition
    changed = Sources(settings.sources_dir).inventory().state != manifest.state
    later = " Le dossier des sources a changé depuis : lancez ingest.py pour publier." if changed else ""
    held = f"{count(manifest.passages, 'passage')}, {count(manifest.actors, 'acteur')}"
    return f"l’édition {opened} s’ouvre ({held}).{later}"


def _database(settings: Settings) -> str:
    with closing(Journal.open(settings.database)) as journal:
        written = journal.spending.model_answers()
    return f"elle s’ouvre ; réponses rédigées par un modèle aujourd’hui : {written}."


def _model(settings: Settings) -> str:
    if not settings.llm_model:
        return "aucun (LLM_MODEL) : les réponses sont des extraits littéraux."
    if trouble := model_trouble(settings):
        raise BoussoleError(trouble)
    return f"{settings.llm_model} répond."


def _embedder(settings: Settings) -> str:
    if trouble := embedder_trouble(settings):
        raise BoussoleError(trouble)
    return f"{settings.embedding_model or 'calcul intégré'} répond."


def _disk(settings: Settings) -> str:
    folder = settings.knowledge_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        raise BoussoleError(
            f"{folder} ne peut pas être écrit ({error.strerror}) : vérifiez ses droits, ou KNOWLEDGE_DIR."
        ) from error
    if free < ENOUGH:
        raise BoussoleError(f"il reste {free // 1_000_000} Mo pour {folder} : libérez de la place.")
    return f"{free / 1e9:.1f} Go libres.".replace(".", ",", 1)


def _operator(settings: Settings) -> str:
    if settings.telegram_bot_token.get_secret_value() and not (settings.operator_name and settings.operator_contact):
        raise BoussoleError("dites qui répond du service : OPERATOR_NAME et OPERATOR_CONTACT.")
    return f"effacées après {count(settings.retention_days, 'jour')}."


def _metrics(settings: Settings) -> str:
    if not settings.metrics_port:
        return "aucune (METRICS_PORT)."
    require_metrics()
    return f"http://{settings.metrics_host}:{settings.metrics_port}/metrics pendant que le bot tourne."
