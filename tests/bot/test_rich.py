"""Formatted text: whatever it holds, its HTML is valid and its messages fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rich import LIMIT, Run, clean, linked, split, to_html, to_plain, units, web_address
from tests.telegram_rules import is_link, parse_html
from tests.telegram_rules import units as telegram_units

_TEXT = st.text(st.characters(codec=None)) | st.text(st.sampled_from("<>&\"'/ab é\n👩\u200d🔧\u0301 .\ud83d"))
_RUNS = st.lists(st.builds(Run, _TEXT, st.sampled_from(["", "b", "i", "blockquote"])) | st.builds(linked, _TEXT, _TEXT))


@given(_RUNS)
def test_any_runs_give_html_that_telegram_accepts_and_that_reads_as_their_text(runs: list[Run]) -> None:
    plain, _ = parse_html(to_html(runs))
    assert plain == to_plain(runs)


@settings(max_examples=60)
@given(_RUNS, st.integers(4, 40))
def test_any_division_keeps_every_character_and_fits(runs: list[Run], limit: int) -> None:
    parts = split(runs, limit)
    assert all(telegram_units(parse_html(to_html(part))[0]) <= limit for part in parts)
    assert all(to_plain(part).strip() for part in parts)
    assert "".join(to_plain(part) for part in parts).split() == to_plain(runs).split() or "".join(
        "".join(to_plain(part) for part in parts).split()
    ) == "".join(to_plain(runs).split())


def test_a_text_without_blanks_is_kept_whole() -> None:
    text = "😀é<&>" * 3000
    parts = split([Run(text, "b")])
    assert "".join(to_plain(part) for part in parts) == text
    assert all(units(to_plain(part)) <= LIMIT for part in parts)


def test_a_division_falls_between_paragraphs_then_lines_then_sentences_then_words() -> None:
    assert [to_plain(part) for part in split([Run("aaa bbb.\n\nccc ddd")], 13)] == ["aaa bbb.\n\n", "ccc ddd"]
    assert [to_plain(part) for part in split([Run("aaa bbb.\nccc ddd")], 13)] == ["aaa bbb.\n", "ccc ddd"]
    assert [to_plain(part) for part in split([Run("aaa bbb. ccc ddd")], 13)] == ["aaa bbb. ", "ccc ddd"]
    assert [to_plain(part) for part in split([Run("aaaa bbbb cccc")], 12)] == ["aaaa bbbb ", "cccc"]


def test_an_accent_or_a_joined_emoji_is_not_parted() -> None:
    assert [to_plain(part) for part in split([Run("abcde\u0301f")], 5)] == ["abcd", "e\u0301f"]
    assert [to_plain(part) for part in split([Run("ab👩\u200d🔧cd")], 5)] == ["ab", "👩\u200d🔧", "cd"]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("exemple.fr", "https://exemple.fr"),
        ("http://exemple.fr/a?b=c&d", "http://exemple.fr/a?b=c&d"),
        ("https://pôle-été.fr", "https://pôle-été.fr"),
        ("", ""),
        ("sans point", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://a b.fr", ""),
        ("https://localhost", ""),
        ("https://exemple.fr:port", ""),
        ("mailto:a@b.fr", ""),
    ],
)
def test_an_address_is_made_fit_or_left_out(written: str, address: str) -> None:
    assert web_address(written) == address


@given(_TEXT)
def test_any_address_given_is_one_that_telegram_opens(text: str) -> None:
    for candidate in (text, f"https://exemple.fr/{text}", f"https://{text}.fr"):
        address = web_address(candidate)
        assert not address or is_link(address)


@given(_TEXT)
def test_clean_text_can_be_sent(text: str) -> None:
    assert "\x00" not in clean(text).encode().decode()
