"""The database: what it remembers, for whom, and what it erases."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from bot.journal import BUDGET, Asker, Journal
from bot.spending import Spent
from bot.statements import MEMORY, SPENT
from bot.tables import JournalError, schema
from tests.fakes import Clock, an_answer

CAMILLE, DOMINIQUE = Asker(11, 11, 1), Asker(22, 22, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "boussole.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    journal = Journal.open(f"sqlite:///{path}")
    yield journal
    journal.close()


def test_an_answer_comes_back_as_it_was_shown_and_only_in_its_chat(journal: Journal) -> None:
    shown = journal.keep(CAMILLE, an_answer())
    assert shown.id
    assert journal.shown(shown.id, CAMILLE.chat) == shown
    assert journal.shown(shown.id, DOMINIQUE.chat) is None
    assert journal.shown(10**14, CAMILLE.chat) is None


def test_the_history_is_the_last_turns_oldest_first(journal: Journal) -> None:
    for number in range(MEMORY + 2):
        journal.keep(replace(CAMILLE, message=number + 1), an_answer(f"Question {number}"))
    assert [turn.question for turn in journal.history(CAMILLE)] == [f"Question {n}" for n in range(2, MEMORY + 2)]
    assert journal.history(DOMINIQUE) == []


def test_a_new_wording_of_a_message_replaces_the_old_one_in_memory(journal: Journal) -> None:
    journal.keep(CAMILLE, an_answer("Qui ?"))
    journal.keep(CAMILLE, an_answer("Qui préside ?"))
    assert journal.asked(CAMILLE) == "Qui préside ?"
    assert [turn.question for turn in journal.history(CAMILLE)] == ["Qui préside ?"]


def test_taps_do_not_replace_one_another(journal: Journal) -> None:
    tap = replace(CAMILLE, message=0)
    journal.keep(tap, an_answer("Un"))
    journal.keep(tap, an_answer("Deux"))
    assert len(journal.history(CAMILLE)) == 2


def test_starting_over_forgets_the_context_but_not_the_buttons(journal: Journal) -> None:
    shown = journal.keep(CAMILLE, an_answer())
    journal.at_step(CAMILLE, "place")
    journal.start_over(CAMILLE)
    assert journal.history(CAMILLE) == []
    assert journal.step(CAMILLE) == ""
    assert journal.shown(shown.id or 0, CAMILLE.chat)


def test_a_vote_replaces_the_earlier_one_of_the_same_person(journal: Journal) -> None:
    shown = journal.keep(CAMILLE, an_answer())
    assert journal.vote(shown.id or 0, CAMILLE) == 0
    journal.give_vote(shown.id or 0, CAMILLE, 1)
    journal.give_vote(shown.id or 0, CAMILLE, -1)
    assert journal.vote(shown.id or 0, CAMILLE) == -1
    assert journal.vote(shown.id or 0, DOMINIQUE) == 0


def test_a_chat_is_told_once_whoever_speaks_in_it(journal: Journal) -> None:
    assert not journal.is_told(Asker(-5, 11))
    journal.told(Asker(-5, 11))
    assert journal.is_told(Asker(-5, 22))
    assert not journal.is_told(CAMILLE)


def test_forgetting_someone_erases_all_that_is_theirs_and_nothing_else(journal: Journal, path: Path) -> None:
    group = Asker(-5, 11, 3)
    mine = [journal.keep(asker, an_answer("Mon secret")) for asker in (CAMILLE, group)]
    other = journal.keep(DOMINIQUE, an_answer())
    for asker in (CAMILLE, DOMINIQUE):
        journal.told(asker)
        journal.give_vote(other.id or 0, asker, 1)
    assert journal.erasure.forget(11) == 2
    assert [journal.shown(shown.id or 0, -5) for shown in mine] == [None, None]
    assert not journal.is_told(CAMILLE)
    assert journal.vote(other.id or 0, CAMILLE) == 0
    assert journal.vote(other.id or 0, DOMINIQUE) == 1
    assert journal.history(DOMINIQUE)
    journal.close()
    assert b"Mon secret" not in path.read_bytes()


def test_no_telegram_id_is_kept(journal: Journal, path: Path) -> None:
    journal.keep(Asker(987654321, 987654321, 5), an_answer())
    journal.told(Asker(987654321, 987654321))
    journal.close()
    with sqlite3.connect(path) as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert "987654321" not in dump


def test_the_file_is_closed_to_others_and_in_wal_mode(journal: Journal, path: Path) -> None:
    journal.keep(CAMILLE, an_answer())
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert (path.parent / "boussole.db-wal").exists()


def test_people_keep_their_hash_from_one_start_to_the_next(journal: Journal, path: Path) -> None:
    shown = journal.keep(CAMILLE, an_answer())
    again = Journal.open(f"sqlite:///{path}")
    assert again.shown(shown.id or 0, CAMILLE.chat)
    again.close()


def test_an_answer_of_an_unreadable_shape_is_as_if_it_were_not_there(journal: Journal, path: Path) -> None:
    shown = journal.keep(CAMILLE, an_answer())
    with sqlite3.connect(path) as connection:
        connection.execute("update turns set shown = '{}'")
    connection.close()
    assert journal.shown(shown.id or 0, CAMILLE.chat) is None
    assert journal.history(CAMILLE) == []


def test_a_database_that_cannot_be_opened_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(JournalError, match="DATABASE_URL"):
        Journal.open(f"sqlite:///{tmp_path / 'folder.db'}")


def test_the_tables_can_be_created_on_postgresql() -> None:
    for table in schema.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert isinstance(schema, sa.MetaData)


def test_a_conversation_ends_after_a_silence(tmp_path: Path) -> None:
    """Two hours without a word, and what comes next begins another; what is older than a silence stays forgotten."""
    clock = Clock()
    journal = Journal.open(f"sqlite:///{tmp_path / 'boussole.db'}", clock, timedelta(minutes=120))
    journal.keep(CAMILLE, an_answer("Hier ?"))
    clock.passes(121)
    assert journal.history(CAMILLE) == []
    journal.keep(replace(CAMILLE, message=2), an_answer("Ce matin ?"))
    clock.passes(119)
    journal.keep(replace(CAMILLE, message=3), an_answer("Et là ?"))
    assert [turn.question for turn in journal.history(CAMILLE)] == ["Ce matin ?", "Et là ?"]
    journal.close()


def test_a_conversation_remembers_no_more_than_its_budget(journal: Journal) -> None:
    """The last exchange stays whatever its length."""
    for number in range(3):
        journal.keep(replace(CAMILLE, message=number + 1), an_answer(f"Question {number}", "x" * (BUDGET // 2)))
    assert [turn.question for turn in journal.history(CAMILLE)] == ["Question 2"]
    journal.keep(replace(CAMILLE, message=9), an_answer("Longue", "x" * (BUDGET + 1)))
    assert [turn.question for turn in journal.history(CAMILLE)] == ["Longue"]


def test_what_a_model_cost_is_counted_by_person_and_by_day(tmp_path: Path) -> None:
    clock = Clock()
    journal = Journal.open(f"sqlite:///{tmp_path / 'boussole.db'}", clock)
    start = clock()
    journal.keep(CAMILLE, replace(an_answer(), mode="generative", tokens_in=100, tokens_out=20))
    journal.keep(CAMILLE, replace(an_answer(), failed=True, tokens_in=50))
    journal.keep(CAMILLE, replace(an_answer(), failed=True))  # the provider was down: nothing was spent
    journal.keep(DOMINIQUE, an_answer())
    assert journal.spending.of(CAMILLE.person, start) == Spent(3, 2)
    assert journal.spending.of(DOMINIQUE.person, start) == Spent(1, 0)
    assert journal.spending.model_answers() == 2
    journal.erasure.forget(CAMILLE.person)
    assert journal.spending.of(CAMILLE.person, start) == Spent()
    assert journal.spending.model_answers() == 2
    clock.passes(24 * 60)
    assert journal.spending.model_answers() == 0
    journal.close()


def test_the_package_that_a_database_lacks_is_named() -> None:
    with pytest.raises(JournalError, match="pip install oracledb") as caught:
        Journal.open("oracle+oracledb://someone:SECRET@127.0.0.1/x")
    assert "SECRET" not in str(caught.value)


def test_a_database_of_an_earlier_version_is_brought_up_to_date(path: Path) -> None:
    """What it holds stays; the columns that came later are added, empty."""
    journal = Journal.open(f"sqlite:///{path}")
    shown = journal.keep(CAMILLE, an_answer())
    journal.told(CAMILLE)
    journal.close()
    with sqlite3.connect(path) as connection:
        for column in ("by_model", "tokens_in", "tokens_out"):
            connection.execute(f"alter table turns drop column {column}")
        connection.execute("alter table conversations drop column seen_at")
        connection.execute("drop table usage")
        connection.execute("drop table pending")
        connection.execute("drop index turns_of_a_person")
    connection.close()
    journal = Journal.open(f"sqlite:///{path}")
    assert journal.shown(shown.id or 0, CAMILLE.chat) == shown
    assert journal.is_told(CAMILLE)
    assert journal.spending.of(CAMILLE.person, datetime(2000, 1, 1, tzinfo=UTC)) == Spent(1, 0)
    journal.keep(CAMILLE, replace(an_answer(), tokens_out=3))
    assert journal.spending.model_answers() == 1
    journal.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("select 1 from sqlite_master where name = 'turns_of_a_person'").fetchone()
    connection.close()


def test_what_a_person_asked_is_counted_without_reading_what_others_did(journal: Journal, path: Path) -> None:
    """It is counted at each question: the day's questions of everybody would be read each time."""
    journal.keep(CAMILLE, an_answer())
    query = str(SPENT.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}))
    with sqlite3.connect(path) as connection:
        plan = connection.execute(f"explain query plan {query}", [""] * query.count("?")).fetchall()
    connection.close()
    assert any("turns_of_a_person" in str(step) for step in plan)
