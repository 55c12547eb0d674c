"""The load test's own count of what was answered, lost and doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.load_api import Asked, LoadApi
from bench.load_figures import compared, draw, figures_of, growth, memory_table, table, windows
from bench.load_questions import QUESTIONS
from tests.botapi_http import Fault

BUTTONS = {"inline_keyboard": [[{"text": "Utile", "callback_data": "v:1"}]]}


class Cutting(LoadApi):
    """Cuts the next call after the work, where told to."""

    def _drawn(self, method: str) -> Fault:
        return Fault(method, reset_after=True)


def send(api: LoadApi, chat: int, text: str, whole: bool = True) -> None:
    """Do a call as the HTTP server does."""
    api.fault("sendMessage")
    api.answer("sendMessage", {"chat_id": chat, "text": text, **({"reply_markup": BUTTONS} if whole else {})})


def asking(api: LoadApi) -> tuple[int, Asked]:
    """Someone who has just asked."""
    person = api.person()
    api.ask(person, QUESTIONS[0])
    return person.chat["id"], api.asked[-1]


def test_an_answer_is_whole_with_the_message_that_has_the_buttons() -> None:
    api = LoadApi()
    chat, asked = asking(api)
    send(api, chat, "Première partie", whole=False)
    assert asked.answered is None
    send(api, chat, "Seconde partie")
    assert asked.answered is not None
    assert (asked.twice, asked.twice_after_cut) == (0, 0)


def test_a_message_that_comes_again_is_counted_apart_where_its_first_sending_was_cut() -> None:
    plain, cutting = LoadApi(), Cutting()
    cutting.share = 1.0
    for api in (plain, cutting):
        chat, _ = asking(api)
        send(api, chat, "Réponse")
        api.share = 0.0
        send(api, chat, "Réponse")
    assert (plain.asked[0].twice, plain.asked[0].twice_after_cut) == (1, 0)
    assert (cutting.asked[0].twice, cutting.asked[0].twice_after_cut) == (0, 1)


def test_equal_answers_to_two_questions_are_no_repetition() -> None:
    api = LoadApi()
    person = api.person()
    for question in QUESTIONS[:2]:
        api.ask(person, question)
    for _ in range(2):
        send(api, person.chat["id"], "Je ne trouve pas.")
    assert api.is_idle(person)
    assert [asked.twice for asked in api.asked] == [0, 0]


def test_figures_tell_the_lost_from_the_answered() -> None:
    asked = [Asked(float(number), number + 0.1) for number in range(19)] + [Asked(19.0)]
    found = figures_of("load", asked, [(0.0, 100.0), (10.0, 110.0), (20.0, 111.0)], processor=9.05, faults=3)
    assert (found.asked, found.answered, found.lost) == (20, 19, 1)
    assert (found.p50, found.p99, found.memory, found.processor) == (100, 100, (100.0, 110.0, 111.0), 0.5)
    assert [at for at, _ in windows(asked)] == [5.0, 15.0]


def test_a_run_without_any_answer_still_has_figures(tmp_path: Path) -> None:
    asked = [Asked(0.0)]
    found = figures_of("load", asked, [])
    assert (found.lost, found.per_second) == (1, 0)
    assert table([found]).row_count > 10
    draw(tmp_path / "load.png", asked, [])
    assert (tmp_path / "load.png").stat().st_size


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_faults_are_drawn_for_their_share_of_the_calls(share: float) -> None:
    api = LoadApi()
    api.share = share
    drawn = sum(api.fault("sendMessage") is not None for _ in range(1000))
    assert drawn == sum(api.faulty.values())
    assert abs(drawn / 1000 - share) < 0.05


def test_a_long_run_tells_how_the_memory_goes() -> None:
    """It rises by an hour's 60 MB in the first half and by 6 in the second, which alone counts."""
    samples = [(float(at), 100 + min(at, 1800) / 60 + max(0, at - 1800) / 600) for at in range(3600)]
    assert round(growth(samples), 1) == 6.0
    assert memory_table(samples).row_count == 11
    assert memory_table([]).row_count == 1


def test_a_flood_is_told_by_what_the_others_feel_of_it() -> None:
    alone, beside = (figures_of(name, [Asked(0.0, delay)], []) for name, delay in (("a", 0.1), ("b", 0.15)))
    assert "100 ms alone, 150 ms beside the flood (× 1.50)" in compared(alone, beside)
