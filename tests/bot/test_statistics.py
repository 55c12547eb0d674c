"""The figures, and their picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.charts import draw
from bot.journal import Exchange
from bot.staff_render import statistics
from bot.statistics import Day, Figures, figures, percentile
from bot.texts import Texts
from knowledge.records import Answer
from tests.fakes import an_answer

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_questions_are_counted_by_day_and_courtesies_are_not() -> None:
    answer = an_answer()
    made = figures(
        [
            Exchange(NOON - timedelta(2), answer, 1, 0),
            Exchange(NOON, replace(answer, abstained=True, milliseconds=40.0), 0, 1),
            Exchange(NOON, replace(answer, milliseconds=0.0), 0, 0),
            Exchange(NOON, replace(answer, mode="courtesy"), 0, 0),
        ],
        TODAY,
        3,
    )
    assert made.days == (Day(date(2026, 11, 18), 1), Day(date(2026, 11, 19)), Day(TODAY, 1, 1))
    assert (made.questions, round(made.answered_share, 2)) == (3, 0.67)
    assert (made.p50, made.p95) == (12.0, 40.0)
    assert made.documents == (("Communiqué de France Clusters", 2),)
    assert made.actors[0][1] == 2
    assert (made.up, made.down) == (1, 1)


def test_what_a_model_cost_is_told_estimates_as_such() -> None:
    """Of refused answers too: they were paid."""
    words = Texts.load().of("fr")
    paid = replace(an_answer(), mode="generative", tokens_in=100, tokens_out=20)
    refused = replace(an_answer(), failed=True, tokens_in=50, tokens_out=7)

    def told(*answers: Answer) -> str:
        made = figures([Exchange(NOON, answer, 0, 0) for answer in answers], TODAY, 1)
        return "".join(run.text for run in statistics(made, words))

    assert "Modèle : 2 réponses, 150 jetons lus, 27 écrits" in told(paid, refused, an_answer())
    assert "estimés" not in told(paid, refused)
    assert "estimés" in told(paid, replace(refused, tokens_estimated=True))
    assert "Modèle" not in told(an_answer())


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([], 0.5) is None
    assert percentile([3.0], 0.95) == 3.0
    assert [percentile([float(n) for n in range(1, 101)], share) for share in (0.5, 0.95)] == [50.0, 95.0]


@pytest.mark.parametrize(("days", "language"), [(1, "fr"), (30, "en"), (366, "fr")])
def test_the_picture_is_drawn_for_any_period_and_any_name(days: int, language: str) -> None:
    names = (("Un $titre$ \\frac{ de document bien trop long pour la largeur d’un téléphone", 3), ("", 1))
    dates = [TODAY - timedelta(ago) for ago in range(days)]
    made = Figures(tuple(Day(day, 2, 1) for day in dates), 3 * days, 2 / 3, None, 1234.5, names, (), 0, 0)
    picture = draw(made, Texts.load().of(language))
    assert picture.startswith(b"\x89PNG")
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    assert (width, height) == (1080, 1440)
