"""The staff desk on the real bot, with the real base: files become editions, for those of STAFF_IDS alone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.office import Office
from bot.settings import Settings
from knowledge.assembly import open_assistant, open_publisher
from knowledge.errors import ProviderError, SettingsError
from knowledge.publishing import Publisher
from tests.bot.conftest import Stage
from tests.botapi import BotApi, BotMessage, Person
from tests.conftest import settings_in
from tests.fakes import an_answer

ROBOTS = "---\ntitle: Les robots\ndate: 2025-01\n---\n\nL’usine de Thiers a installé quarante robots en janvier 2025.\n"
NOT_FOR_OTHERS = ("/base", "/historique", "/lacunes", "/stats")


class Counter:
    """A stage with its base, one person of staff and one who is not."""

    def __init__(self, stage: Stage, settings: Settings, office: Office, lea: Person) -> None:
        self.stage, self.settings, self.office, self.lea = stage, settings, office, lea
        self.camille = stage.someone("Camille")

    @property
    def sources(self) -> list[str]:
        folder = self.settings.sources_dir
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    @property
    def kept(self) -> list[Path]:
        """What is left of the files received; a folder may go while one looks."""
        with suppress(FileNotFoundError):
            return list(self.office.incoming.rglob("*"))
        return self.kept

    async def ends(self, message: BotMessage, text: str) -> None:
        """Wait until a message reads so."""
        await self.stage.api.soon(lambda: text in message.text or None, f"“{text}” in “{message.text}”")

    async def forgets(self) -> None:
        """Wait until nothing is left of the files received."""
        await self.stage.api.soon(lambda: not self.kept or None, "the files received are still there")

    async def plans(self, name: str = "robots.md", content: str = ROBOTS, who: Person | None = None) -> BotMessage:
        """Send a file and wait for its plan."""
        who = who or self.lea
        who.sends_document(name, content)
        plan = await who.hears()
        await self.stage.api.soon(lambda: plan.labels or None, "the plan")
        return plan

    async def publishes(self, name: str = "robots.md", content: str = ROBOTS) -> BotMessage:
        plan = await self.plans(name, content)
        await self.lea.taps("Publier", plan)
        await self.ends(plan, "publiée")
        return plan

    def forgives(self, words: str) -> None:
        """Count no refusal with these words: it was meant."""
        for call in self.stage.api.refusals:
            call.refusal = "" if words in call.refusal else call.refusal


@pytest.fixture
def made(api: BotApi, stage: Stage, published_once: Path, tmp_path: Path) -> Counter:
    """The counter, its base published and its bot not started."""
    lea, base = api.person("Léa"), settings_in(tmp_path / "base")
    shutil.copytree(published_once, tmp_path / "base")
    settings = Settings(_env_file=None, sources_dir=base.sources_dir, knowledge_dir=base.knowledge_dir,
                        staff_ids=str(lea.user["id"]))  # fmt: skip
    office = replace(Office.of(settings), pause=0.05, pace=0.02)
    stage.office = office
    return Counter(stage, settings, office, lea)


@pytest.fixture
def real(made: Counter) -> Iterator[None]:
    """The real assistant on the counter's base, in the place of the scripted one."""
    with closing(open_assistant(made.settings)) as assistant:
        made.stage.assistant = assistant  # type: ignore[assignment]
        yield


@pytest.fixture
async def counter(made: Counter) -> AsyncIterator[Counter]:
    async with made.stage.running():
        yield made
    assert [call.refusal for call in made.stage.api.refusals] == []


# --- who is admitted


async def test_only_staff_see_the_commands_of_the_desk(counter: Counter) -> None:
    menus, everyone = counter.stage.api.menus, counter.stage.api.described["setMyCommands", ""]
    assert [command["command"] for command in menus[counter.lea.user["id"]]][-4:] == [c[1:] for c in NOT_FOR_OTHERS]
    assert list(menus) == [counter.lea.user["id"]]
    assert not {command["command"] for command in everyone} & {c[1:] for c in NOT_FOR_OTHERS}


async def test_for_others_there_is_no_desk(counter: Counter) -> None:
    camille = counter.camille
    camille.says("/commande-inconnue")
    unknown = (await camille.hears_all(2))[1].text
    for command in NOT_FOR_OTHERS:
        camille.says(command)
        assert (await camille.hears()).text == unknown
    camille.sends_document("robots.md", ROBOTS)
    assert "Je ne lis que les messages écrits" in (await camille.hears()).text
    await counter.forgets()


async def test_no_way_of_writing_opens_the_desk_to_others(counter: Counter) -> None:
    """Other names of the commands, a reply to a plan, a message changed afterwards, a file in an album or forwarded."""
    plan, camille = await counter.plans(), counter.camille
    camille.says("/commande-inconnue")
    unknown = (await camille.hears_all(2))[1].text
    for command in ("/history", "/gaps", "/base@" + counter.stage.api.username, "/BASE", "/stats 7"):
        camille.says(command)
        assert (await camille.hears()).text == unknown
    camille.edits(camille.says("Bonjour"), "/base")
    await camille.hears()
    camille.says("Publier", reply_to=plan)
    camille.sends_document("robots.md", ROBOTS, album="9")
    camille.sends(
        document={"file_id": "f", "file_unique_id": "f", "file_size": 9, "file_name": "robots.md"},
        forward_origin={"type": "hidden_user", "sender_user_name": "Léa", "date": 0},
    )
    camille.says("/base")
    texts = [(await camille.hears()).text]
    while texts[-1] != unknown:
        texts.append((await camille.hears()).text)
    for told in ("Édition", "robots.md", "Léa", "STAFF"):
        assert not [text for text in texts if told in text]
    assert {path.parent.name.partition("-")[0] for path in counter.kept if path.is_file()} == {
        str(counter.lea.user["id"])
    }


async def test_a_forged_or_stolen_button_does_nothing(counter: Counter) -> None:
    plan = await counter.plans()
    data = plan.button("Publier")["callback_data"]
    counter.camille.says("/aide")
    reply = await counter.camille.hears()
    for forged in (data, "z:1:backyes", "z:1:history"):
        assert "expiré" in await counter.camille.taps_data(forged, reply)
    assert "n’attendent plus" in await counter.lea.taps_data("z:999999:go", plan)
    assert "expiré" in await counter.lea.taps_data("z:1:else", plan)
    assert counter.office.editions.current() == 1


async def test_the_desk_is_closed_in_groups(counter: Counter) -> None:
    group = counter.stage.api.group()
    lea = counter.lea.in_group(group)
    lea.says(f"/base@{counter.stage.api.username}")
    assert "Je ne connais pas cette commande" in (await lea.hears_all(2))[1].text
    lea.sends_document("robots.md", ROBOTS)
    await counter.forgets()


async def test_who_leaves_staff_loses_the_menu(made: Counter) -> None:
    async with made.stage.running():
        pass
    made.stage.office = replace(made.office, ids=frozenset())
    async with made.stage.running():
        made.lea.says("/base")
        assert "Je ne connais pas cette commande" in (await made.lea.hears_all(2))[1].text
    assert made.stage.api.menus == {}


# --- publishing


@pytest.mark.usefixtures("real")
async def test_a_file_is_planned_confirmed_published_and_answered_from(counter: Counter) -> None:
    plan = await counter.plans()
    assert "Nouveau (1)\n• documents/robots.md" in plan.text
    assert plan.labels == ["Publier", "Annuler"]
    assert counter.office.editions.current() == 1
    assert "documents/robots.md" not in counter.sources
    await counter.lea.taps("Publier", plan)
    await counter.ends(plan, "Édition 2 publiée")
    assert plan.labels == []
    assert "documents/robots.md" in counter.sources
    await counter.forgets()
    assert counter.office.editions.history()[-1].who == "Léa (Telegram)"
    counter.camille.says("Combien de robots l’usine de Thiers a-t-elle installés ?")
    assert "quarante robots" in (await counter.camille.hears_all(2))[1].text


async def test_an_album_is_one_batch_and_what_cannot_be_read_is_set_aside(counter: Counter) -> None:
    for name, content in (("robots.md", ROBOTS), ("photo.xyz", "?"), ("vide.md", " ")):
        counter.lea.sends_document(name, content, album="1")
    plan = await counter.lea.hears()
    await counter.stage.api.soon(lambda: plan.labels or None, "the plan")
    assert "Nouveau (1)" in plan.text
    assert "Écarté (2)\n• documents/photo.xyz : " in plan.text
    await counter.lea.taps("Publier", plan)
    await counter.ends(plan, "publiée")
    assert counter.lea.unheard() == []
    assert [name for name in counter.sources if "photo" in name or "vide" in name] == []


async def test_a_file_sent_later_joins_the_plan(counter: Counter) -> None:
    plan = await counter.plans()
    counter.lea.sends_document("soudure.md", "# La soudure\n\nL’atelier de Gannat compte vingt postes depuis 2025.\n")
    await counter.ends(plan, "Modifié (1)\n• documents/soudure.md")
    assert "Nouveau (1)" in plan.text
    assert len(counter.lea.seen()) == 1


async def test_a_plan_shows_what_a_new_version_says_more_and_no_longer(counter: Counter) -> None:
    plan = await counter.plans("soudure.md", "L’atelier de Gannat compte vingt postes depuis 2025.\n")
    assert "documents/soudure.md : phrases ajoutées 1, retirées 1" in plan.text
    assert "+ L’atelier de Gannat compte vingt postes depuis 2025." in plan.text
    assert "− L’atelier de soudure de Gannat compte douze postes depuis mai 2024." in plan.text


PROFESSIONAL = "# Contact\n\nLa directrice de l’usine, Anne Roy, répond au 06 12 34 56 78.\n"
PRIVATE = "# Contact\n\nAppelez Jean au 06 12 34 56 78 pour visiter l’usine.\n"


async def test_professional_contacts_call_for_a_second_thought(counter: Counter) -> None:
    plan = await counter.plans("contact.md", PROFESSIONAL)
    assert "Données personnelles (1)\n• documents/contact.md : téléphones mobiles" in plan.text
    assert plan.labels == ["Publier quand même", "Annuler"]
    await counter.lea.taps("Publier quand même", plan)
    await counter.ends(plan, "Édition 2 publiée")


async def test_private_data_is_shown_and_published_only_by_its_own_button(counter: Counter) -> None:
    plan = await counter.plans("contact.md", PRIVATE)
    assert "retenues (1)\n• documents/contact.md : 06 12 34 56 78" in plan.text
    assert plan.labels == ["Publier aussi ces données privées", "Annuler"]
    counter.lea.sends_document("robots.md", ROBOTS)
    await counter.ends(plan, "Nouveau (1)\n• documents/robots.md")
    await counter.stage.api.soon(lambda: "Publier" in plan.labels or None, "the button")
    assert plan.labels == ["Publier", "Publier aussi ces données privées", "Annuler"]
    await counter.lea.taps("Publier", plan)
    await counter.ends(plan, "Édition 2 publiée")
    assert "documents/robots.md" in counter.sources
    assert "documents/contact.md" not in counter.sources
    plan = await counter.plans("contact.md", PRIVATE)
    await counter.lea.taps("Publier aussi ces données privées", plan)
    await counter.ends(plan, "Édition 3 publiée")
    assert "documents/contact.md" in counter.sources


async def test_cancelling_leaves_nothing(counter: Counter) -> None:
    before = counter.sources
    plan = await counter.plans()
    assert counter.kept
    await counter.lea.taps("Annuler", plan)
    await counter.ends(plan, "Annulé")
    assert plan.labels == []
    await counter.forgets()
    assert (counter.sources, counter.office.editions.current()) == (before, 1)


async def test_files_that_change_nothing_or_cannot_be_read_need_no_confirmation(counter: Counter) -> None:
    same = (counter.settings.sources_dir / "documents/soudure.md").read_text(encoding="utf-8")
    for name, content in (("soudure.md", same), ("photo.xyz", "?")):
        counter.lea.sends_document(name, content)
        message = await counter.lea.hears()
        await counter.ends(message, "Rien à publier")
        assert message.labels == []
        await counter.forgets()


async def test_a_hostile_name_stays_in_its_folder(counter: Counter) -> None:
    plan = await counter.publishes("../../../directory/..\\.évasion <b>.md", ROBOTS)
    assert "Édition 2 publiée" in plan.text
    assert "documents/évasion _b_.md" in counter.sources
    outside = [path.name for path in counter.settings.sources_dir.parent.iterdir()]
    assert sorted(outside) == ["sources", "var"]


@pytest.mark.parametrize("size", [0, 34_000_000])
async def test_a_file_too_large_for_telegram_is_refused_kindly(counter: Counter, size: int) -> None:
    counter.lea.sends_document("rapport.md", b"x" * 20_000_001 if not size else ROBOTS, size=size or 1)
    message = await counter.lea.hears()
    await counter.ends(message, "Telegram ne me laisse pas recevoir plus de 20 Mo")
    assert "python ingest.py add" in message.text
    counter.forgives("file is too big")


async def test_a_colleague_who_publishes_is_named_and_the_plan_is_made_again(counter: Counter) -> None:
    plan = await counter.plans()
    with counter.office.editions.lock("Paul (Telegram)"):
        await counter.lea.taps("Publier", plan)
        await counter.ends(plan, "en cours par Paul (Telegram)")
    assert plan.labels == ["Refaire le plan", "Annuler"]
    await counter.lea.taps("Refaire le plan", plan)
    await counter.ends(plan, "Nouveau (1)")
    await counter.stage.api.soon(lambda: "Publier" in plan.labels or None, "the button")
    await counter.lea.taps("Publier", plan)
    await counter.ends(plan, "Édition 2 publiée")


async def test_what_describes_nothing_is_named_without_the_server_s_folders(counter: Counter) -> None:
    counter.lea.sends_document("notes.toml", 'kind = "cluster"\n')
    board = await counter.lea.hears()
    await counter.ends(board, "Écarté (1)\n• notes.toml : Un fichier .toml ne sert qu’à côté du tableau")


async def test_golden_questions_that_get_worse_stop_it_until_confirmed(counter: Counter) -> None:
    await counter.publishes("questions.toml", '[[question]]\nask = "Combien de postes à l’atelier de Gannat ?"\n'
                                              'contains = ["douze"]\n')  # fmt: skip
    plan = await counter.plans("soudure.md", "# La soudure\n\nL’atelier de soudure de Gannat compte vingt postes.\n")
    await counter.lea.taps("Publier", plan)
    await counter.ends(plan, "• Combien de postes à l’atelier de Gannat ?")
    assert plan.labels == ["Publier quand même", "Annuler"]
    assert counter.office.editions.current() == 2
    await counter.lea.taps("Publier quand même", plan)
    await counter.ends(plan, "Édition 3 publiée")
    assert "Publié malgré des questions témoins (1)" in plan.text


class Slow:
    """Publishers that wait in the middle of their work until the gate opens, then fail if they are told to."""

    def __init__(self, settings: Settings, failure: Exception | None = None) -> None:
        self.gate = threading.Event()
        self._failure = failure
        self._settings = settings

    def __call__(self, who: str) -> Publisher:
        publisher = open_publisher(self._settings, who)
        publish = publisher.publish

        def held(plan: Any, progress: Callable[[str, int, int], None], **how: bool) -> Any:
            for done in range(50):
                progress("index", done, 100)
            self.gate.wait(60)
            if self._failure:
                raise self._failure
            return publish(plan, progress, **how)

        publisher.publish = held  # type: ignore[method-assign]
        return publisher


async def test_of_two_who_publish_at_once_the_second_waits_and_loses_nothing(made: Counter) -> None:
    paul, slow = made.stage.someone("Paul"), Slow(made.settings)
    made.stage.office = replace(made.office, publisher=slow, ids=made.office.ids | {paul.user["id"]})
    other = "---\ntitle: Les fours\ndate: 2025-02\n---\n\nLes fours de Vichy sont onze.\n"
    async with made.stage.running():
        first, second = await made.plans(), await made.plans("fours.md", other, paul)
        with made.office.editions.lock("Léa (Telegram)"):
            slow.gate.set()
            await paul.taps("Publier", second)
            await made.ends(second, "en cours par Léa (Telegram)")
        await made.lea.taps("Publier", first)
        await made.ends(first, "Édition 2 publiée")
        await paul.taps("Refaire le plan", second)
        await made.ends(second, "Nouveau (1)\n• documents/fours.md")
        await made.stage.api.soon(lambda: "Publier" in second.labels or None, "the button")
        stale = await made.plans("autre.md", ROBOTS.replace("quarante", "trente"))
        await paul.taps("Publier", second)
        await made.ends(second, "Édition 3 publiée")
        await made.lea.taps("Publier", stale)
        await made.ends(stale, "Une autre publication vient d’avoir lieu")
        await made.lea.taps("Refaire le plan", stale)
        await made.ends(stale, "Nouveau (1)")
        await made.stage.api.soon(lambda: "Publier" in stale.labels or None, "the button")
        await made.lea.taps("Publier", stale)
        await made.ends(stale, "Édition 4 publiée")
    assert {"documents/robots.md", "documents/fours.md", "documents/autre.md"} <= set(made.sources)
    assert [event.who for event in made.office.editions.history()][1:] == [
        f"{name} (Telegram)" for name in ("Léa", "Paul", "Léa")
    ]


@pytest.mark.usefixtures("real")
async def test_the_bot_answers_while_it_publishes_and_shows_how_far_it_is(made: Counter) -> None:
    slow = Slow(made.settings)
    made.stage.office = replace(made.office, publisher=slow)
    async with made.stage.running():
        plan = await made.plans()
        await made.lea.taps("Publier", plan)
        await made.ends(plan, "49\u202f%")
        edits = plan.edits
        for person in (made.camille, made.lea):
            person.says("Combien de postes à l’atelier de Gannat ?")
            assert "douze postes" in (await person.hears_all(2))[1].text
        assert plan.edits == edits
        slow.gate.set()
        await made.ends(plan, "Édition 2 publiée")
        assert plan.edits < 10


async def test_a_message_deleted_meanwhile_is_sent_anew(counter: Counter) -> None:
    plan = await counter.plans()
    plan.deleted = True
    await counter.lea.taps("Publier", replace(plan, deleted=False))
    again = await counter.lea.hears()
    await counter.ends(again, "Édition 2 publiée")
    counter.forgives("message to edit not found")


@pytest.mark.parametrize(
    ("failure", "said", "labels"),
    [
        (ProviderError("Le service de vecteurs ne répond pas."), "ne répond pas", ["Refaire le plan", "Annuler"]),
        (OSError(28, "No space left on device"), "Un souci m’a arrêté. Rien n’est publié", []),
    ],
)
async def test_a_failure_is_said_and_changes_nothing(
    made: Counter, failure: Exception, said: str, labels: list[str]
) -> None:
    slow = Slow(made.settings, failure)
    slow.gate.set()
    made.stage.office = replace(made.office, publisher=slow)
    before = made.sources
    async with made.stage.running():
        plan = await made.plans()
        await made.lea.taps("Publier", plan)
        await made.ends(plan, said)
        assert plan.labels == labels
    assert (made.sources, made.office.editions.current()) == (before, 1)


async def test_files_that_fail_while_others_come_say_that_they_are_given_up(made: Counter) -> None:
    slow = Slow(made.settings, ProviderError("Le service ne répond pas."))
    made.stage.office = replace(made.office, publisher=slow)
    async with made.stage.running():
        first = await made.plans()
        await made.lea.taps("Publier", first)
        await made.ends(first, "49\u202f%")
        second = await made.plans("fours.md", "# Les fours\n\nLes fours de Vichy sont onze.\n")
        slow.gate.set()
        await made.ends(first, "d’autres fichiers sont arrivés entre-temps")
        assert first.labels == []
        assert "Publier" in second.labels


async def test_stopping_waits_for_the_publication_under_way(made: Counter) -> None:
    slow = Slow(made.settings)
    made.stage.office = replace(made.office, publisher=slow)
    async with made.stage.running():
        plan = await made.plans()
        await made.lea.taps("Publier", plan)
        await made.ends(plan, "49\u202f%")
        threading.Timer(0.1, slow.gate.set).start()
    assert "Édition 2 publiée" in plan.text


def test_a_wrong_staff_id_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAFF_IDS", " 12, 345,")
    assert Settings.load().staff_ids == {12, 345}
    for wrong in ("12,@lea", "-100123", "1.5"):
        monkeypatch.setenv("STAFF_IDS", wrong)
        with pytest.raises(SettingsError, match="STAFF_IDS"):
            Settings.load()


async def test_a_restart_tells_whose_publication_it_cut_short(made: Counter) -> None:
    left = made.office.incoming / f"{made.lea.user['id']}-12"
    left.mkdir(parents=True)
    (left / "robots.md").write_text(ROBOTS, encoding="utf-8")
    async with made.stage.running():
        assert "Rien n’est perdu : l’édition 1 répond" in (await made.lea.hears()).text
    assert made.kept == []


# --- the base and its history


async def test_base_tells_what_is_in_use_expired_and_to_verify(counter: Counter) -> None:
    await counter.publishes("aide.md", "---\ntitle: Une aide\nvalid_until: 2020-12-31\n---\n\nCette aide existe.\n")
    (counter.settings.sources_dir / "documents/plus.md").write_text("# Plus\n\nEncore un texte.", encoding="utf-8")
    counter.lea.says("/base")
    text = (await counter.lea.hears()).text
    assert "Édition 2 en cours" in text
    assert "Documents : 2 · passages : 2 · acteurs : 1" in text
    assert "édition 2 publiée par Léa (Telegram)" in text
    assert "Périmé (1)\n• Une aide (31 décembre 2020)" in text
    assert "Fiches à vérifier (1)\n• Forge Auvergne" in text
    assert "changements qui ne sont pas publiés" in text


async def test_base_names_the_entries_of_the_directory_that_have_expired(counter: Counter) -> None:
    await counter.publishes("anciens.csv", "nom;type;valable_jusqu_au\nForge Ancienne;cluster;2020-06\n")
    counter.lea.says("/base")
    assert "Périmé (1)\n• Forge Ancienne (juin 2020)" in (await counter.lea.hears()).text


async def test_history_leads_back_to_an_edition_after_a_confirmation(counter: Counter) -> None:
    await counter.publishes()
    counter.lea.says("/historique")
    history = await counter.lea.hears()
    assert "édition 2 publiée par Léa (Telegram)" in history.text
    assert history.labels == ["Revenir à l’édition 1"]
    await counter.lea.taps("Revenir à l’édition 1", history)
    await counter.ends(history, "Revenir à l’édition 1 ?")
    await counter.lea.taps("Annuler", history)
    await counter.ends(history, "Dernières éditions")
    assert counter.office.editions.current() == 2
    await counter.lea.taps("Revenir à l’édition 1", history)
    await counter.ends(history, "Revenir à l’édition 1 ?")
    await counter.lea.taps("Oui", history)
    await counter.ends(history, "C’est fait : l’édition 1 répond")
    assert counter.office.editions.history()[-1].who == "Léa (Telegram)"
    plan = await counter.plans("robots.md", ROBOTS.replace("quarante", "cinquante"))
    await counter.lea.taps("Annuler", plan)
    await counter.ends(plan, "Annulé")
    (counter.settings.sources_dir / "documents/robots.md").unlink()
    counter.lea.sends_document("robots.md", ROBOTS)
    plan = await counter.lea.hears()
    await counter.stage.api.soon(lambda: plan.labels or None, "the plan")
    assert "Retenu, car annulé par un retour en arrière (1)\n• documents/robots.md : annulé le" in plan.text
    assert plan.labels == ["Avec ce qui est retenu…", "Annuler"]
    await counter.lea.taps("Avec ce qui est retenu…", plan)
    await counter.ends(plan, "Nouveau (1)\n• documents/robots.md")
    await counter.stage.api.soon(lambda: "Publier quand même" in plan.labels or None, "the button")
    await counter.lea.taps("Publier quand même", plan)
    await counter.ends(plan, "Édition 3 publiée")


async def test_a_way_back_tapped_twice_or_that_is_gone_is_said_so(counter: Counter) -> None:
    await counter.publishes()
    counter.lea.says("/historique")
    history = await counter.lea.hears()
    asked = history.button("Revenir")["callback_data"]
    await counter.lea.taps("Revenir à l’édition 1", history)
    await counter.ends(history, "Revenir à l’édition 1 ?")
    await counter.lea.taps_data(asked, history)
    confirmed = history.button("Oui")["callback_data"]
    await counter.lea.taps("Oui", history)
    await counter.ends(history, "C’est fait : l’édition 1 répond")
    assert "est déjà en cours" in await counter.lea.taps_data(confirmed, history)
    assert "édition 99" in await counter.lea.taps_data("z:99:back", history)
    assert counter.stage.api.refusals == []


async def test_a_file_does_not_bring_back_what_was_rolled_back(counter: Counter) -> None:
    await counter.publishes()
    counter.office.editions.rollback()
    plan = await counter.plans("soudure.md", "# La soudure\n\nL’atelier de soudure de Gannat compte vingt postes.\n")
    assert "documents/robots.md : annulé le" in plan.text
    assert plan.labels == ["Publier", "Avec ce qui est retenu…", "Annuler"]
    await counter.lea.taps("Publier", plan)
    await counter.ends(plan, "Édition 3 publiée")
    assert "documents/robots.md" not in [entry.name for entry in counter.office.editions.manifest(3).sources]


# --- what people ask


async def test_gaps_are_grouped_counted_and_without_anyone(counter: Counter) -> None:
    camille = counter.camille
    counter.stage.assistant.script += [lambda asked: replace(an_answer(asked), abstained=True)] * 2
    for question in (
        "Quelle est la recette de la tarte aux pommes ?",
        "recette de la tarte aux pommes, 06 12 34 56 78",
    ):
        camille.says(question)
    await camille.hears_all(3)
    counter.lea.says("/lacunes")
    message, table = await counter.lea.hears_all(2)
    assert "Questions : 2 · groupes : 1" in message.text
    assert "sans réponse 2" in message.text
    sheet = table.data["document"].decode("utf-8-sig")
    assert "[téléphone]" in sheet
    assert "06 12" not in sheet + message.text
    assert "Camille" not in sheet + message.text
    counter.lea.says("/stats 7")
    picture = await counter.lea.hears()
    assert picture.data["photo"].startswith(b"\x89PNG")
    assert "Questions en 7 j : 2" in picture.text


async def test_an_empty_journal_is_said(counter: Counter) -> None:
    counter.lea.says("/lacunes 90")
    assert "En 90 j : aucune question sans réponse" in (await counter.lea.hears()).text
    counter.lea.says("/stats")
    assert "aucune question" in (await counter.lea.hears()).text
