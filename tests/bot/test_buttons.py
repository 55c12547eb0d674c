"""The data of buttons: short, and read back only in the exact form that we write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import Tap, button, read, told_apart


@given(st.sampled_from("samcvp"), st.integers(0, 10**15 - 1), st.integers(0, 10**6))
def test_a_button_comes_back_as_what_it_was(kind: str, number: int, detail: int) -> None:
    data = button("x", kind, number, detail).callback_data
    assert read(data) == Tap(kind, number, str(detail))
    assert len(str(data).encode()) <= 64


@pytest.mark.parametrize("data", [None, "", "s", "s:", "s:1:", "s:١:0", "s:1:0\n", "S:1", "s:1:0:0", "s:-1", 5])
def test_any_other_data_is_no_tap(data: object) -> None:
    assert read(data) is None


@given(st.text())
def test_any_data_is_read_or_refused_without_error(data: str) -> None:
    tap = read(data)
    assert tap is None or tap.index >= -1


@pytest.mark.parametrize(
    ("choices", "labels"),
    [
        (
            ["nous fabriquons des meubles de jardin et cherchons un partenaire pour exporter, à Saint-Denis (974)"],
            ["Saint-Denis (974)"],
        ),
        (
            ["Is Saint-Denis (93) a Territoire d’industrie?", "Is Saint-Denis (974) a Territoire d’industrie?"],
            ["Saint-Denis (93)", "Saint-Denis (974)"],
        ),
        (["bois à Verneuil d’Avre et d’Iton (27)", "bois à La Roche (2A)"],
         ["Verneuil d’Avre et d’Iton (27)", "La Roche (2A)"]),
        (["bois à Lyon", "bois à Dijon (21)"], ["bois à Lyon", "bois à Dijon (21)"]),
        (["bois à Dijon (21)", "fer à Dijon (21)"], ["bois à Dijon (21)", "fer à Dijon (21)"]),
    ],
)  # fmt: skip
def test_choices_are_labelled_by_the_town_where_that_tells_them_apart(choices: list[str], labels: list[str]) -> None:
    assert list(told_apart(choices)) == labels
