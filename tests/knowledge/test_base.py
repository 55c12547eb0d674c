"""A running assistant follows publications without a restart."""

from __future__ import annotations

from contextlib import closing

import pytest

from knowledge.assembly import open_assistant
from knowledge.editions import Editions
from knowledge.errors import NoEditionError
from knowledge.settings import Settings
from tests.conftest import publish

ASKED = "combien de postes compte l’atelier de soudure de Gannat ?"


def test_the_next_answer_uses_the_new_edition_and_rollback_the_old(published: Settings) -> None:
    """Publish while it runs, ask, roll back, ask."""
    sheet = published.sources_dir / "documents" / "soudure.md"
    with closing(open_assistant(published)) as assistant:
        assert "douze postes" in assistant.ask(ASKED).text
        sheet.write_text(sheet.read_text(encoding="utf-8").replace("douze", "quarante"), encoding="utf-8")
        assert publish(published) == 2
        answer = assistant.ask(ASKED)
        assert "quarante postes" in answer.text
        assert answer.edition == 2
        Editions(published.knowledge_dir).rollback()
        answer = assistant.ask(ASKED)
        assert "douze postes" in answer.text
        assert answer.edition == 1


def test_a_removed_document_is_gone_from_answers(published: Settings) -> None:
    with closing(open_assistant(published)) as assistant:
        assert not assistant.ask(ASKED).abstained
        (published.sources_dir / "documents" / "soudure.md").unlink()
        publish(published)
        assert assistant.ask(ASKED).abstained


def test_an_edition_that_does_not_open_leaves_the_old_one_in_use(published: Settings) -> None:
    """A damaged new edition costs nobody an answer."""
    with closing(open_assistant(published)) as assistant:
        sheet = published.sources_dir / "documents" / "soudure.md"
        sheet.write_text(sheet.read_text(encoding="utf-8").replace("douze", "quarante"), encoding="utf-8")
        publish(published)
        editions = Editions(published.knowledge_dir)
        (editions.index_folder(2) / "index.json").unlink()
        assert "douze postes" in assistant.ask(ASKED).text


def test_without_an_edition_it_says_so(base: Settings) -> None:
    with pytest.raises(NoEditionError, match=r"ingest\.py"):
        open_assistant(base)


def test_what_is_no_longer_valid_says_so(base: Settings) -> None:
    """A document past its date still answers, with a warning in words."""
    sheet = base.sources_dir / "documents" / "soudure.md"
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("date: 2024-05", "date: 2024-05\nvalid_until: 2024-12-31"), "utf-8"
    )
    publish(base)
    with closing(open_assistant(base)) as assistant:
        assert "valable jusqu’au 31 décembre 2024" in assistant.ask(ASKED).text
