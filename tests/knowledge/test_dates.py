"""Dates in words, whatever their precision."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.dates import has_passed, in_words


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2018-09-20", "20 septembre 2018", "20 September 2018"),
        ("2018-12-01", "1er décembre 2018", "1 December 2018"),
        ("2018-09", "septembre 2018", "September 2018"),
        ("2018", "2018", "2018"),
        ("", "", ""),
        ("2018-13-40", "2018", "2018"),
        ("printemps", "printemps", "printemps"),
    ],
)
def test_a_date_is_said_with_the_precision_it_has(date: str, french: str, english: str) -> None:
    assert in_words(date) == french
    assert in_words(date, "en") == english


@pytest.mark.parametrize(
    ("until", "passed"),
    [
        ("2026-11-24", True),
        ("2026-11-25", False),
        ("2026-10", True),
        ("2026-11", False),
        ("2025", True),
        ("2026", False),
        ("", False),
    ],
)
def test_a_date_passes_once_all_of_it_is_over(until: str, passed: bool) -> None:
    assert has_passed(until, date(2026, 11, 25)) is passed
