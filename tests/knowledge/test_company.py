"""Whose a message is: a company's that wants an ally, or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.company import company, ngrams
from knowledge.likely import marks_of
from knowledge.words import message_words


def whose(text: str) -> float:
    words = message_words(text)
    return company(words, marks_of(words, lambda word: word), (), told=True)


@pytest.mark.parametrize(
    ("ours", "other"),
    [
        ("notre atelier soude des cuves, on cherche un robot", "comment souder mon pot d'échappement"),
        ("je vends mes savons et je veux passer à l'échelle", "quel savon pour ma peau sèche"),
        ("we build drones and need a test range", "which drone should I buy for my son"),
        ("qui peut nous aider à exporter nos chaises", "je cherche des chaises d'occasion pour mon salon"),
    ],
)
def test_a_company_s_message_is_likelier_one_s_than_a_consumer_s_of_the_same_words(ours: str, other: str) -> None:
    assert whose(ours) > 0.6 > 0.4 > whose(other)


def test_places_and_neighbours_are_weighed_in_their_order() -> None:
    words = message_words("mon atelier à •••• soude")
    assert ngrams(words, ["_mon", "ateli", "_a", "soud"], [14]) == [
        *("^", "_mon", "ateli", "_a", "@", "soud", "$"),
        *("^ _mon", "_mon ateli", "ateli _a", "_a @", "@ soud", "soud $"),
        "^-mon",
    ]


def test_a_trade_that_opens_the_message_apart_is_weighed_by_how_it_ends() -> None:
    apart, along = (ngrams(message_words(text), ["x"] * 2, []) for text in ("fleuriste, urssaf", "fleuriste urssaf"))
    assert {"^-ste", "^-ste,"} <= {*apart}
    assert "^-ste" in along
    assert "^-ste," not in along


@given(st.text(max_size=60))
def test_a_share_is_given_whatever_the_message(text: str) -> None:
    assert 0.0 <= whose(text) <= 1.0
