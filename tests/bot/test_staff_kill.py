"""A publication from Telegram that is killed in its middle loses nothing: the process really dies."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.editions import Editions
from knowledge.settings import Settings
from tests import forks
from tests.botapi import BotApi
from tests.test_command_line import environment_of

LONG = "# Les ateliers\n\n" + "\n\n".join(
    f"L’atelier numéro {n} de la vallée emploie {n + 3} personnes et forme {n % 7} apprentis chaque année, "
    f"dans la commune numéro {n * 31 % 997} du canton numéro {n * 17 % 89}."
    for n in range(2000)
)
"""Long enough to be killed in the middle of its indexing."""


@contextmanager
def running(settings: Settings, api: BotApi, staff: int) -> Iterator[forks.Program]:
    """`python -m bot run` against the loopback Bot API, killed at the end."""
    telegram = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url, "STAFF_IDS": str(staff)}
    bot = forks.start_quietly(("-m", "bot", "run"), environment_of(settings, **telegram))
    try:
        yield bot
    finally:
        bot.kill()
        bot.wait(60)


async def test_a_bot_killed_while_it_publishes_loses_nothing(api: BotApi, published: Settings) -> None:
    editions, before = Editions(published.knowledge_dir), sorted(path.name for path in published.sources_dir.rglob("*"))
    lea, camille = api.person("Léa"), api.person("Camille")
    with running(published, api, lea.user["id"]) as bot:
        lea.sends_document("ateliers.md", LONG)
        plan = await lea.hears()
        await api.soon(lambda: plan.labels or None, "the plan")
        await lea.taps("Publier", plan)
        await api.soon(lambda: "Publication en cours" in plan.text or None, "the progress")
        while not list(editions.root.glob("*.building/index")):
            assert editions.current() == 1, "it was over before it could be killed"
            await asyncio.sleep(0.005)
        bot.send_signal(signal.SIGKILL)
        bot.wait(60)
    assert (editions.current(), len(list(editions.root.glob("*.building")))) == (1, 1)
    assert sorted(path.name for path in published.sources_dir.rglob("*")) == before
    with running(published, api, lea.user["id"]):
        assert "Rien n’est perdu : l’édition 1 répond" in (await lea.hears()).text
        assert list((published.knowledge_dir / "incoming").iterdir()) == []
        camille.says("Combien de postes à l’atelier de Gannat ?")
        assert "douze postes" in (await camille.hears_all(2))[1].text
        lea.sends_document("robots.md", "# Les robots\n\nL’usine de Thiers a quarante robots.\n")
        plan = await lea.hears()
        await api.soon(lambda: plan.labels or None, "the plan")
        await lea.taps("Publier", plan)
        await api.soon(lambda: "publiée" in plan.text or None, "the publication")
    assert (editions.current(), len(list(editions.root.glob("*.building")))) == (2, 0)
