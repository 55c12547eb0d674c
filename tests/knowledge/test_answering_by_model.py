"""The assistant with a language model: written once, kept, left out on demand, and never missed when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import pairwise

import pytest

from bot.contract import as_turn
from knowledge.answering import Assistant
from knowledge.answers_kept import KeptAnswers, key_of
from knowledge.assembly import open_assistant
from knowledge.preview import UNKNOWN
from knowledge.records import Answer, Turn
from knowledge.settings import Settings
from tests.conftest import publish
from tests.models import QUESTION, WRITTEN, YES, with_model
from tests.openai_server import Fails, OpenAIServer, Says, Step, serving

TODAY = date(2026, 11, 25)


@contextmanager
def writing(settings: Settings, *script: Step) -> Iterator[tuple[Assistant, OpenAIServer]]:
    """An assistant whose model says yes at start, then plays the script; the server forgets the first request."""
    with serving(YES, *script) as server, closing(open_assistant(with_model(settings, server))) as assistant:
        server.requests.clear()
        yield assistant, server


def test_the_model_writes_while_somebody_listens(published: Settings) -> None:
    heard: list[str] = []
    with writing(published, Says(WRITTEN)) as (assistant, _):
        answer = assistant.ask(QUESTION, on_text=heard.append)
    assert answer.mode == "generative"
    assert "douze postes" in answer.text
    assert (answer.tokens_in, answer.tokens_out) == (100, 20)
    assert len(heard) > 2
    assert all(longer.startswith(shorter) for shorter, longer in pairwise(heard))


def test_the_same_question_is_written_once_whatever_its_accents_and_costs_nothing_again(published: Settings) -> None:
    with writing(published, Says(WRITTEN)) as (assistant, server):
        first = assistant.ask(QUESTION)
        again = assistant.ask("combien de postes compte L'ATELIER de soudure de gannat")
        assert len(server.requests) == 1
    assert again.text == first.text
    assert again.question.startswith("combien")
    assert (again.tokens_in, again.tokens_out) == (0, 0)


@pytest.mark.parametrize("again", ["sources ?", "et en 2031 ?"])
def test_what_goes_on_with_one_conversation_is_not_kept_for_another(published: Settings, again: str) -> None:
    with writing(published, *[Says(WRITTEN)] * 9) as (assistant, server):
        first = assistant.ask(QUESTION)
        assistant.ask(again, (as_turn(first),))
        before = len(server.requests)
        other = Turn("Forge Auvergne", "Forge Auvergne est un cluster.", "Forge Auvergne")
        answer = assistant.ask(again, (other,))
        assert answer.mode != "generative" or len(server.requests) > before


def test_a_publication_makes_it_written_anew(published: Settings) -> None:
    with writing(published, Says(WRITTEN)) as (assistant, server):
        assistant.ask(QUESTION)
        sheet = published.sources_dir / "documents" / "soudure.md"
        sheet.write_text(sheet.read_text(encoding="utf-8").replace("douze", "vingt"), encoding="utf-8")
        publish(published)
        answer = assistant.ask(QUESTION)
        assert len(server.requests) == 2
    assert "vingt postes" in answer.text  # the model still says twelve, which the new edition does not support
    assert answer.failed


def test_a_question_that_stands_alone_is_answered_from_what_was_kept_in_any_conversation(published: Settings) -> None:
    with writing(published, Says(WRITTEN)) as (assistant, server):
        first = assistant.ask(QUESTION, [Turn("Qui préside ?", "Le secret de Camille.")])
        again = assistant.ask(QUESTION, [as_turn(first)])
        told = server.requests[0]["messages"][-1]["content"]
        assert len(server.requests) == 1
    assert (first.text, again.tokens_in) == (again.text, 0)
    assert "Camille" not in told  # so that nothing kept comes from anyone's conversation


def test_a_follow_up_is_never_answered_from_what_was_kept(published: Settings) -> None:
    rewritten = Says(QUESTION)
    with writing(published, Says(WRITTEN), rewritten, Says(WRITTEN), rewritten, Says(WRITTEN)) as (assistant, server):
        first = assistant.ask(QUESTION)
        for _ in range(2):
            assistant.ask("et depuis quand ?", [as_turn(first)])
        assert len(server.requests) == 5


def test_a_question_cut_short_is_completed_with_the_conversation_where_it_finds_nothing(published: Settings) -> None:
    """It has no pronoun nor "et" that would show that it leans on what was said."""
    history = [Turn("Parle-moi de l’atelier de Gannat", "Il soude.")]
    with writing(published, Says(QUESTION), Says(WRITTEN)) as (assistant, server):
        answer = assistant.ask("Quels effectifs ?", history)
        assert "Gannat" in server.requests[0]["messages"][-1]["content"]
        assert len(server.requests) == 2
    assert "douze postes" in answer.text


def test_a_literal_answer_calls_no_model(published: Settings) -> None:
    with writing(published, Says(WRITTEN)) as (assistant, server):
        answer = assistant.ask(QUESTION, literal=True)
        assert server.requests == []
    assert answer.mode == "extractive"
    assert not answer.failed
    assert "douze postes" in answer.text


@pytest.mark.parametrize("step", [Fails(401), Fails(400), Says("La capitale est Lyon, 12 000 salariés [1].")])
def test_a_model_that_fails_or_invents_leaves_the_literal_answer_and_says_so(published: Settings, step: Step) -> None:
    with writing(published, step) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert answer.failed
    assert answer.mode == "extractive"
    assert "douze postes" in answer.text
    assert (answer.tokens_in, answer.tokens_out) == ((100, 20) if isinstance(step, Says) else (0, 0))


def test_all_that_a_turn_cost_is_counted(published: Settings) -> None:
    """The rewriting of a follow-up, an attempt cut off, and the answer."""
    rewritten = Says(QUESTION, usage=(30, 5))
    cut = Says(WRITTEN[:30], cut=True)
    with writing(published, Says(WRITTEN), rewritten, cut, Says(WRITTEN, usage=(200, 40))) as (assistant, server):
        first = assistant.ask(QUESTION)
        answer = assistant.ask("et depuis quand ?", [as_turn(first)])
        sent = len(server.requests[-1]["messages"][-1]["content"])
    assert answer.mode == "generative"
    assert not first.tokens_estimated
    assert answer.tokens_estimated
    assert answer.tokens_in > 230 + sent / 4
    assert 45 < answer.tokens_out < 60


FAMILIAR = "Ça fait bosser combien de gens, le métal, par chez vous ?"
"""Shares no word with the sheet that answers it."""


def test_a_question_whose_words_find_nothing_is_searched_for_in_others(published: Settings) -> None:
    others = Says("Combien de postes compte l’atelier de soudure ?\nEffectif de l’atelier de Gannat", usage=(30, 5))
    with writing(published, others, Says(WRITTEN)) as (assistant, server):
        assert assistant.ask(FAMILIAR, literal=True).abstained
        answer = assistant.ask(FAMILIAR)
        told = server.requests[-1]["messages"][-1]["content"]
    assert "douze postes" in answer.text
    assert (answer.tokens_in, answer.tokens_out) == (130, 25)
    assert "douze postes" in told
    assert FAMILIAR in told


def test_a_question_whose_own_words_answer_costs_no_other_call(published: Settings) -> None:
    with writing(published, Says(WRITTEN)) as (assistant, server):
        assistant.ask(QUESTION)
        assert len(server.requests) == 1


@pytest.mark.parametrize("step", [Fails(401), Says(UNKNOWN), Says("x" * 900)])
def test_without_other_words_a_question_is_honestly_not_answered(published: Settings, step: Step) -> None:
    with writing(published, step, Says(UNKNOWN)) as (assistant, _):
        answer = assistant.ask(FAMILIAR)
    assert answer.abstained
    assert not answer.citations


def test_a_rewriting_is_paid_whatever_comes_after(published: Settings) -> None:
    history = [Turn("Quel atelier ?", "Celui de Gannat.", search="atelier de soudure de Gannat")]
    with writing(published, Says("Quel temps fait-il à Tokyo ?", usage=(30, 5)), Fails(401)) as (assistant, _):
        answer = assistant.ask("et depuis quand ?", history)
    assert answer.failed
    assert (answer.tokens_in, answer.tokens_out) == (30, 5)


def test_an_answer_of_which_nothing_is_known_is_paid_all_the_same(published: Settings) -> None:
    with writing(published, Says(UNKNOWN)) as (assistant, _):
        answer = assistant.ask(QUESTION)
    assert (answer.tokens_in, answer.tokens_out) == (100, 20)


@pytest.mark.parametrize(("step", "tried"), [(Fails(500), True), (Fails(429), True), (Fails(401), False)])
def test_a_model_that_is_down_at_start_is_tried_later_and_a_refused_key_is_not(
    published: Settings, step: Step, tried: bool
) -> None:
    with serving(step, Says(WRITTEN)) as server, closing(open_assistant(with_model(published, server))) as assistant:
        answer = assistant.ask(QUESTION)
        assert (answer.mode == "generative") == tried
        assert len(server.requests) == (2 if tried else 1)


def test_what_was_not_written_by_the_model_is_asked_again(published: Settings) -> None:
    with writing(published, Fails(400), Says(WRITTEN)) as (assistant, _):
        assert assistant.ask(QUESTION).failed
        assert assistant.ask(QUESTION).mode == "generative"


def test_only_the_last_answers_are_kept() -> None:
    kept = KeptAnswers(most=2)
    keys = [key_of(1, TODAY, "fr", f"Question {n} ?") for n in range(3)]
    kept.keep(keys[0], Answer("0", "zéro", "fr"))
    kept.keep(keys[1], Answer("1", "un", "fr"))
    assert kept.get(keys[0])
    kept.keep(keys[2], Answer("2", "deux", "fr"))
    assert [kept.get(key) is not None for key in keys] == [True, False, True]


def test_edition_day_and_language_part_what_is_kept() -> None:
    key = key_of(1, TODAY, "fr", "Été ?")
    assert key == key_of(1, TODAY, "fr", "ete")
    others = {key_of(2, TODAY, "fr", "ete"), key_of(1, date(2026, 11, 26), "fr", "ete"), key_of(1, TODAY, "en", "ete")}
    assert key not in others
